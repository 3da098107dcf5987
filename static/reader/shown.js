/** The segments on the screen's side: those that the filter lets through, with lane and level. */

import { inReadingOrder, IntervalIndex } from "./intervals.js";
import { freeLane, layOut } from "./lanes.js";
import { countWhile } from "./offsets.js";

const LINE = 90; // characters: about a line of the text

/**
 * Each segment has a `lane`, for its stripe in the margin, and a `level`, for its line under the
 * words. Stripes of passages that end and start in the same line of the text stand at the same
 * height: they get different lanes although the passages do not overlap.
 */
export class ShownSegments {
  #sectionStarts;
  #paragraphEnds;
  #index;

  /** @param {number[]} sectionStarts, paragraphEnds in code points, ascending */
  constructor(sectionStarts, paragraphEnds) {
    this.#sectionStarts = sectionStarts;
    this.#paragraphEnds = paragraphEnds;
    this.#index = new IntervalIndex(sectionStarts);
  }

  get size() {
    return this.#index.size;
  }

  /** One more than the highest lane in use. */
  get lanes() {
    let lanes = 0;
    for (const { lane } of this.#index.values()) lanes = Math.max(lanes, lane + 1);
    return lanes;
  }

  get(id) {
    return this.#index.get(id);
  }

  /** Start anew with these segments. */
  reset(segments) {
    this.#index = new IntervalIndex(this.#sectionStarts);
    const lanes = layOut(segments, (segment) => this.#lineEnd(segment));
    const levels = layOut(segments);
    for (const segment of segments) {
      const { id } = segment;
      this.#index.put({ ...segment, lane: lanes.get(id), level: levels.get(id) });
    }
  }

  /**
   * Take over what became of some segments; the others keep their lanes.
   * @param {Map<number, object | undefined>} states by id; undefined: not shown any more
   * @returns {Set<number>} the numbers of the sections that look different
   */
  update(states) {
    const touched = new Set();
    const note = (segment) => {
      const [first, last] = this.#index.sectionsOf(segment);
      for (let section = first; section <= last; section += 1) touched.add(section);
    };
    const before = new Map();
    for (const id of states.keys()) {
      const old = this.#index.get(id);
      if (!old) continue;
      note(old);
      before.set(id, old);
      this.#index.remove(id);
    }
    for (const [id, state] of states) {
      if (!state) continue;
      this.#index.put(this.#placed(state, before.get(id)));
      note(state);
    }
    return touched;
  }

  /** The segments that touch a section, in reading order. */
  inSection(number) {
    return this.#index.inSection(number).sort(inReadingOrder);
  }

  /** The segments that share a character with `[start, end)`, in reading order. */
  touching(start, end) {
    return this.#index.touching(start, end).sort(inReadingOrder);
  }

  inOrder() {
    return [...this.#index.values()].sort(inReadingOrder);
  }

  /** The segment after (1) or before (-1) a place or another segment, in reading order. */
  neighbour(from, direction) {
    const ahead = this.inOrder().filter((segment) => inReadingOrder(segment, from) * direction > 0);
    return direction > 0 ? ahead[0] : ahead.at(-1);
  }

  /** The segment with a lane and a level that are free there: the old ones if they are. */
  #placed(segment, old) {
    const { start, end } = segment;
    const near = this.#index
      .touching(Math.max(0, start - LINE), this.#lineEnd(segment))
      .filter((other) => this.#lineEnd(other) > start);
    const over = near.filter((other) => other.start < end && start < other.end);
    return {
      ...segment,
      lane: choose(
        near.map(({ lane }) => lane),
        old?.lane,
      ),
      level: choose(
        over.map(({ level }) => level),
        old?.level,
      ),
    };
  }

  /** Where another stripe can start below this one: a line further, or in the next paragraph. */
  #lineEnd({ end }) {
    const paragraph = countWhile(this.#paragraphEnds, (paragraphEnd) => paragraphEnd < end);
    return Math.min(end + LINE, this.#paragraphEnds[paragraph] ?? end);
  }
}

function choose(taken, preferred) {
  return preferred === undefined || taken.includes(preferred) ? freeLane(taken) : preferred;
}
