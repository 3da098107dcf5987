/**
 * Where one reads and what one has selected.
 *
 * The reading position is a word, marked when the keyboard moves it; its paragraph always is.
 * The passage is what the browser's selection covers in the text, without blanks at its ends; it
 * outlives the selection while a field or a dialog has the focus.
 */

import { barBottom, scrollNow } from "./dom.js";
import { trimmed } from "./passage.js";
import { extend, pieceAt, step } from "./words.js";

const AHEAD = 0.3; // of the window: what is left below the word at hand, to read on

export class Reading {
  place = { paragraph: 0, unit: 0 };
  passage = null; // {start, end} in code points
  #text;
  #painting;
  #changed;

  /** @param {(passage: object | null) => void} changed called when the passage has changed */
  constructor({ text, painting, changed }) {
    this.#text = text;
    this.#painting = painting;
    this.#changed = changed;
    document.addEventListener("selectionchange", () => this.#follow());
  }

  /** The word at the reading position, as `{start, end}` in code points. */
  get word() {
    const { paragraph, unit } = this.place;
    const piece = pieceAt(this.#text.textOf(paragraph), "word", unit);
    return this.#offsets(paragraph, piece ?? [unit, unit]);
  }

  get paragraph() {
    const { start, end } = this.#text.paragraphs[this.place.paragraph];
    return { start, end };
  }

  /** Go to a place; `byKey` also marks the word and brings it on the screen. */
  goTo(place, { byKey = false } = {}) {
    const paragraphs = this.#text.paragraphs;
    const before = paragraphs[this.place.paragraph].element;
    this.place = place;
    if (byKey) this.#bringOnScreen(this.word); // measures: before anything is written
    before.classList.remove("here");
    paragraphs[place.paragraph].element.classList.add("here");
    this.#painting.mark("cursor", ...(byKey ? [this.word] : []));
  }

  moveByParagraph(direction) {
    if (this.#scrollsWithin(direction)) return;
    this.#leave(direction);
    const paragraph = this.place.paragraph + direction;
    if (paragraph < 0 || paragraph >= this.#text.length) return;
    this.#text.paragraphs[paragraph].element.scrollIntoView({
      block: "nearest",
      behavior: "instant",
    });
    this.goTo(this.#firstWord(paragraph), { byKey: true });
  }

  moveToEnd(direction) {
    this.moveTo(direction > 0 ? this.#text.length - 1 : 0);
  }

  moveTo(paragraph) {
    this.clear();
    this.#text.paragraphs[paragraph].element.scrollIntoView({
      block: "center",
      behavior: "instant",
    });
    this.goTo(this.#firstWord(paragraph), { byKey: true });
  }

  /** @param {"word" | "sentence"} unit */
  move(unit, direction) {
    this.#leave(direction);
    const place = step(this.#text, this.place, unit, "start", direction);
    if (place) this.goTo(place, { byKey: true });
  }

  /** Who moves on leaves the passage, by its end or by its start: the next tag is not for it. */
  #leave(direction) {
    if (!this.passage) return;
    const { start, end } = this.passage;
    this.clear();
    this.goTo(direction > 0 ? this.#text.endPlaceOf(end) : this.#text.placeOf(start));
  }

  /** Grow or shrink the selection by a piece; without one, select the piece at hand. */
  extend(unit, direction) {
    const { anchor, focus } = this.#ends() ?? this.#firstPiece(unit, direction);
    const grown = this.passage
      ? extend(this.#text, { anchor, focus }, unit, direction)
      : { anchor, focus };
    this.#select(grown);
    const at = this.#text.offsetOf(grown.focus);
    this.#bringOnScreen({ start: Math.max(0, at - 1), end: Math.max(1, at) });
  }

  /** Select the paragraph; when it is selected already, the speaker turn. */
  grow() {
    const { passage, paragraph } = this;
    const covered = passage && passage.start <= paragraph.start && paragraph.end <= passage.end;
    if (covered) this.selectTurn();
    else this.select(paragraph);
  }

  selectTurn() {
    this.select(this.#text.turnAt(this.place.paragraph));
  }

  select({ start, end }) {
    this.#select({ anchor: this.#text.placeOf(start), focus: this.#text.endPlaceOf(end) });
  }

  /** A segment was moved: who had selected just that passage has selected it still. */
  follow(before, after) {
    const { start, end } = this.passage ?? {};
    if (start === before.start && end === before.end) this.select(after);
  }

  /** @returns {boolean} whether there was a selection */
  clear() {
    const had = this.passage !== null;
    getSelection().removeAllRanges();
    this.#painting.mark("passage");
    this.#take(null);
    return had;
  }

  /** Keep the passage in sight while another element takes the browser's selection. */
  hold() {
    if (this.passage) this.#painting.mark("passage", this.passage);
  }

  release() {
    this.#painting.mark("passage");
    if (this.passage) this.select(this.passage);
  }

  #select({ anchor, focus }) {
    const node = ({ paragraph }) => this.#text.paragraphs[paragraph].node;
    getSelection().setBaseAndExtent(node(anchor), anchor.unit, node(focus), focus.unit);
    this.#painting.mark("cursor");
    this.#follow();
  }

  /**
   * Take over the browser's selection. The browser tells of one late, when the keyboard may have
   * moved on already: one that is known does not move the reading position back.
   */
  #follow() {
    const busy = document.activeElement?.closest("input, textarea, select, dialog");
    if (busy) return;
    const ends = this.#ends();
    const found = ends && trimmed(this.#text, ends.anchor, ends.focus);
    const passage = found && {
      start: this.#text.offsetOf(found.from),
      end: this.#text.offsetOf(found.to),
    };
    if (this.#isTaken(passage)) return;
    if (found && found.from.paragraph !== this.place.paragraph) this.goTo(found.from);
    else if (found) this.place = found.from;
    this.#take(passage);
  }

  #take(passage) {
    if (this.#isTaken(passage)) return;
    this.passage = passage;
    this.#changed(passage);
  }

  #isTaken(passage) {
    return passage?.start === this.passage?.start && passage?.end === this.passage?.end;
  }

  /** The ends of the browser's selection, if it is one in the text. */
  #ends() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const anchor = this.#text.placeFromDom(selection.anchorNode, selection.anchorOffset);
    const focus = this.#text.placeFromDom(selection.focusNode, selection.focusOffset);
    return anchor && focus ? { anchor, focus } : null;
  }

  #firstPiece(unit, direction) {
    const { paragraph } = this.place;
    const label = this.#text.labelOf(paragraph);
    const piece = pieceAt(this.#text.textOf(paragraph), unit, this.place.unit) ?? [0, 0];
    const [from, to] = this.place.unit < label ? piece : [Math.max(label, piece[0]), piece[1]];
    const ends = [
      { paragraph, unit: from },
      { paragraph, unit: to },
    ];
    if (direction < 0) ends.reverse();
    return { anchor: ends[0], focus: ends[1] };
  }

  /** Behind the speaker's label. */
  #firstWord(paragraph) {
    const label = this.#text.labelOf(paragraph);
    const [unit] = pieceAt(this.#text.textOf(paragraph), "word", label) ?? [0];
    return { paragraph, unit };
  }

  #offsets(paragraph, [from, to]) {
    return {
      start: this.#text.offsetOf({ paragraph, unit: from }),
      end: this.#text.offsetOf({ paragraph, unit: to }),
    };
  }

  /** A paragraph that is longer than the screen is read to its end before the next one. */
  #scrollsWithin(direction) {
    const box = this.#text.paragraphs[this.place.paragraph].element.getBoundingClientRect();
    const [top, bottom] = this.#window();
    const beyond = direction > 0 ? box.bottom - bottom : top - box.top;
    const isOnScreen = box.bottom > top && box.top < bottom;
    if (!isOnScreen || beyond < 1 || box.height < bottom - top) return false;
    scrollNow(direction * Math.min(beyond, (bottom - top) * 0.8));
    return true;
  }

  #bringOnScreen({ start, end }) {
    if (start === end) return;
    const box = this.#text.rangeOf(start, end).getBoundingClientRect();
    const [top, bottom] = this.#window();
    const lowest = bottom - (bottom - top) * AHEAD;
    if (box.top < top) scrollNow(box.top - top - 40);
    else if (box.bottom > lowest) scrollNow(box.bottom - lowest);
  }

  /** What of the window the toolbar leaves free. */
  #window() {
    return [barBottom(), innerHeight];
  }
}
