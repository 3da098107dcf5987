/**
 * The text on the page: between code points of the document and places in its text nodes.
 *
 * The text's DOM is never rewritten: each paragraph is a <p> with one text node. A place is
 * `{paragraph, unit}` as in words.js.
 */

import { astralPositions, countWhile, toPoints, toUnits } from "./offsets.js";

export class Text {
  paragraphs = [];
  sections = [];
  #numbers = new Map(); // element of a paragraph -> its number

  /** @param {HTMLElement} root holds <section>s of <p data-start> */
  constructor(root) {
    this.root = root;
    for (const element of root.querySelectorAll("section")) this.#readSection(element);
  }

  get length() {
    return this.paragraphs.length;
  }

  textOf(number) {
    return this.paragraphs[number].node.data;
  }

  /** The place of an offset; one between two paragraphs is the start of the later one. */
  placeOf(offset) {
    const number = this.#paragraphAt(offset);
    const { end } = this.paragraphs[number];
    if (offset > end && number + 1 < this.length) return { paragraph: number + 1, unit: 0 };
    return this.#placeIn(number, offset);
  }

  /** The place of an offset that ends a passage: behind the character in front of it. */
  endPlaceOf(offset) {
    return this.#placeIn(this.#paragraphAt(offset - 1), offset);
  }

  offsetOf({ paragraph, unit }) {
    const { start, astral } = this.paragraphs[paragraph];
    return start + toPoints(astral, unit);
  }

  /** The place of a boundary point of a DOM range or selection, or null outside the text. */
  placeFromDom(node, offset) {
    if (!this.root.contains(node)) return null;
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const number = this.#numbers.get(element);
    if (number !== undefined) {
      if (node !== element) return { paragraph: number, unit: offset };
      return { paragraph: number, unit: offset ? this.textOf(number).length : 0 };
    }
    // Between paragraphs: the start of the next one.
    const point = document.createRange();
    point.setStart(node, offset);
    const next = countWhile(
      this.paragraphs,
      (paragraph) => point.comparePoint(paragraph.node, 0) < 0,
    );
    if (next < this.length) return { paragraph: next, unit: 0 };
    return { paragraph: this.length - 1, unit: this.textOf(this.length - 1).length };
  }

  /** The place nearest to a point of the window in its line of text, or null beside the text. */
  caretAt(x, y) {
    const [node, offset] = caretAt(x, y);
    return node?.nodeType === Node.TEXT_NODE ? this.placeFromDom(node, offset) : null;
  }

  /** The place of the character under a point of the window, or null where there is none. */
  placeFromPoint(x, y) {
    const place = this.caretAt(x, y);
    if (!place) return null;
    // A caret stands between two characters, and is found beside the text too.
    const { paragraph, unit } = place;
    const { node } = this.paragraphs[paragraph];
    const under = [unit, unit - 1].find((at) => this.#boxHolds(node, at, x, y));
    return under === undefined ? null : { paragraph, unit: under };
  }

  /** A live range over `[start, end)`, for the selection and for measuring. */
  rangeOf(start, end) {
    const range = document.createRange();
    const [from, to] = [this.placeOf(start), this.endPlaceOf(end)];
    range.setStart(this.paragraphs[from.paragraph].node, from.unit);
    range.setEnd(this.paragraphs[to.paragraph].node, to.unit);
    return range;
  }

  /** Static ranges over the part of `[start, end)` in a section, one a paragraph. */
  partsIn({ first, last }, start, end) {
    const [from, to] = [this.placeOf(start), this.endPlaceOf(end)];
    const parts = [];
    for (
      let number = Math.max(first, from.paragraph);
      number <= Math.min(last, to.paragraph);
      number += 1
    ) {
      const { node } = this.paragraphs[number];
      parts.push(
        new StaticRange({
          startContainer: node,
          startOffset: number === from.paragraph ? from.unit : 0,
          endContainer: node,
          endOffset: number === to.paragraph ? to.unit : node.length,
        }),
      );
    }
    return parts;
  }

  /** The characters of `[start, end)`; paragraphs are joined by a blank. */
  quote(start, end) {
    const [from, to] = [this.placeOf(start), this.endPlaceOf(end)];
    const lines = [];
    for (let number = from.paragraph; number <= to.paragraph; number += 1) {
      const text = this.textOf(number);
      const stop = number === to.paragraph ? to.unit : text.length;
      lines.push(text.slice(number === from.paragraph ? from.unit : 0, stop));
    }
    return lines.join(" ");
  }

  /** The speaker turn that a paragraph belongs to, as `[start, end)`, or the paragraph itself. */
  turnAt(number) {
    const opens = (at) => this.paragraphs[at].element.classList.contains("turn");
    let first = number;
    while (first > 0 && !opens(first)) first -= 1;
    if (!opens(first)) first = number;
    let last = first;
    if (opens(first)) while (last + 1 < this.length && !opens(last + 1)) last += 1;
    return { start: this.paragraphs[first].start, end: this.paragraphs[last].end };
  }

  /** How many units the speaker label takes that opens a paragraph, with its colon and blanks. */
  labelOf(number) {
    const { element, node } = this.paragraphs[number];
    if (!element.classList.contains("turn")) return 0;
    return node.data.match(/^[^:：]*[:：]\s*/u)?.[0].length ?? 0;
  }

  /** All speaker labels. */
  labels() {
    return this.paragraphs
      .map(({ start }, paragraph) => {
        const unit = this.labelOf(paragraph);
        return { start, end: this.offsetOf({ paragraph, unit }) };
      })
      .filter(({ start, end }) => start < end);
  }

  sectionOf(paragraph) {
    return this.paragraphs[paragraph].section;
  }

  #readSection(element) {
    const number = this.sections.length;
    const first = this.paragraphs.length;
    for (const p of element.querySelectorAll("p[data-start]")) {
      p.normalize(); // the parser cuts text at 65,536 characters
      const node = p.firstChild;
      const astral = astralPositions(node.data);
      const start = Number(p.dataset.start);
      const end = start + toPoints(astral, node.length);
      this.#numbers.set(p, this.paragraphs.length);
      const byInterviewer = p.classList.contains("interviewer");
      this.paragraphs.push({ element: p, node, astral, start, end, byInterviewer, section: number });
    }
    const last = this.paragraphs.length - 1;
    const { start } = this.paragraphs[first];
    this.sections.push({ element, number, first, last, start, end: this.paragraphs[last].end });
  }

  #paragraphAt(offset) {
    return Math.max(0, countWhile(this.paragraphs, ({ start }) => start <= offset) - 1);
  }

  #placeIn(number, offset) {
    const { start, astral, node } = this.paragraphs[number];
    return { paragraph: number, unit: Math.min(toUnits(astral, offset - start), node.length) };
  }

  #boxHolds(node, unit, x, y) {
    if (unit < 0 || unit >= node.length) return false;
    const range = document.createRange();
    range.setStart(node, unit);
    range.setEnd(node, unit + 1);
    const box = range.getBoundingClientRect();
    return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  }
}

/** What older browsers know by another name. */
function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    return [caret?.offsetNode, caret?.offset];
  }
  const range = document.caretRangeFromPoint(x, y);
  return [range?.startContainer, range?.startOffset];
}
