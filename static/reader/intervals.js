/**
 * Which segments touch a place: an index of half-open intervals, in buckets of the text's sections.
 *
 * A segment stands in the bucket of every section that it touches. What the page asks for is mostly
 * "the segments of this section", so that adding, removing and asking all cost a few steps.
 */

import { countWhile } from "./offsets.js";

export class IntervalIndex {
  #starts;
  #buckets;
  #items = new Map();

  /** @param {number[]} starts where each section starts, in code points, ascending */
  constructor(starts) {
    this.#starts = starts.length ? starts : [0];
    this.#buckets = this.#starts.map(() => new Map());
  }

  get size() {
    return this.#items.size;
  }

  get(id) {
    return this.#items.get(id);
  }

  /** Every interval, in no particular order. */
  values() {
    return this.#items.values();
  }

  /** The number of the section that holds `offset`. */
  sectionAt(offset) {
    return Math.max(0, countWhile(this.#starts, (start) => start <= offset) - 1);
  }

  /** The numbers of the first and the last section that the interval touches. */
  sectionsOf({ start, end }) {
    return [this.sectionAt(start), this.sectionAt(Math.max(start, end - 1))];
  }

  /** @param {{id: number, start: number, end: number}} item replaces the one with the same id */
  put(item) {
    this.remove(item.id);
    this.#items.set(item.id, item);
    for (const bucket of this.#bucketsOf(item)) bucket.set(item.id, item);
  }

  remove(id) {
    const item = this.#items.get(id);
    if (!item) return;
    this.#items.delete(id);
    for (const bucket of this.#bucketsOf(item)) bucket.delete(id);
  }

  /** The intervals that touch a section. */
  inSection(number) {
    return [...this.#buckets[number].values()];
  }

  /** The intervals that share at least one character with `[start, end)`. */
  touching(start, end) {
    const found = new Map();
    for (const bucket of this.#bucketsOf({ start, end })) {
      for (const item of bucket.values()) {
        if (item.start < end && start < item.end) found.set(item.id, item);
      }
    }
    return [...found.values()];
  }

  #bucketsOf(interval) {
    const [first, last] = this.sectionsOf(interval);
    return this.#buckets.slice(first, last + 1);
  }
}

/** Reading order: by start, the longer one first, then by age. Ids below 0 are the youngest. */
export function inReadingOrder(a, b) {
  return a.start - b.start || b.end - a.end || ageOf(a) - ageOf(b);
}

function ageOf({ id }) {
  return id < 0 ? 2 ** 52 - id : id;
}
