/**
 * Where the reader begins: at the passage that the address names (`?at=START-END`, code points),
 * else where this person left the document last time in this browser.
 */

import { barBottom, scrollNow } from "./dom.js";
import { countWhile } from "./offsets.js";

const LOOKS = 4; // sections on the way may turn out higher than thought: look again

/**
 * The passage of an address's query, cut at the end of the document.
 * @returns {{start: number, end: number} | null} null where it names none
 */
export function passageOf(query, length) {
  const found = /^(\d+)-(\d+)$/.exec(new URLSearchParams(query).get("at") ?? "");
  if (!found) return null;
  const [start, end] = [Number(found[1]), Math.min(Number(found[2]), length)];
  return start < end ? { start, end } : null;
}

/** Keeps where one is in a document: the paragraph at the window's top and the one being read. */
export class LastPlace {
  #text;
  #reading;
  #key;

  /** @param key under which this browser keeps the place */
  constructor({ text, reading, key }) {
    this.#text = text;
    this.#reading = reading;
    this.#key = key;
  }

  /** Go where one was; @returns {boolean} whether that is known */
  restore() {
    const place = this.#read();
    if (!place || !(place.top < this.#text.length) || !(place.here < this.#text.length)) {
      return false;
    }
    this.#reading.goTo({ paragraph: place.here, unit: 0 });
    this.#scrollTo(place, LOOKS);
    return true;
  }

  /** Note the place whenever the page is left or hidden. */
  keep() {
    history.scrollRestoration = "manual";
    addEventListener("pagehide", () => this.#write());
    document.addEventListener("visibilitychange", () => this.#write());
  }

  /** Stay at the same words while something changes the layout. */
  hold(change) {
    const place = this.#where();
    change();
    this.#scrollTo(place, LOOKS);
  }

  #scrollTo(place, looks) {
    const box = this.#boxOf(place.top);
    const distance = Math.round(box.top + place.portion * box.height - barBottom());
    if (distance) scrollNow(distance);
    if (looks > 1) requestAnimationFrame(() => this.#scrollTo(place, looks - 1));
  }

  #write() {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#where()));
    } catch {
      // Storage is full or forbidden: then the document opens at its start.
    }
  }

  #where() {
    const line = barBottom();
    const above = countWhile(this.#text.paragraphs, ({ element }) => {
      return element.getBoundingClientRect().bottom <= line;
    });
    const top = Math.min(above, this.#text.length - 1);
    const box = this.#boxOf(top);
    const portion = Math.min(1, Math.max(0, (line - box.top) / box.height));
    const read = this.#boxOf(this.#reading.place.paragraph);
    const isSeen = read.bottom > line && read.top < innerHeight;
    const here = isSeen ? this.#reading.place.paragraph : top;
    return { top, portion, here };
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }

  #boxOf(paragraph) {
    return this.#text.paragraphs[paragraph].element.getBoundingClientRect();
  }
}

/** A reload, or the way back, leads to where one was and not to the address's passage again. */
export function isReturn() {
  return performance.getEntriesByType("navigation")[0]?.type !== "navigate";
}
