/**
 * The document on paper. What is printed is a copy of the text, made when printing begins and gone
 * when it ends: marked passages, a numbered bracket where a segment starts and ends, and beside the
 * paragraph, by number, its code and coder.
 */

import { make } from "./dom.js";
import { flatMark } from "./flat.js";
import { stretches } from "./stretches.js";
import { compare } from "./words.js";

export class Printing {
  #text;
  #shown;
  #marksOf;
  #caption;
  #copy = null;

  /**
   * @param shown () -> the segments shown, a ShownSegments
   * @param marksOf segments -> marks {name, start, end}
   * @param caption segment -> {name, coder, unsure}
   */
  constructor({ text, shown, marksOf, caption }) {
    this.#text = text;
    this.#shown = shown;
    this.#marksOf = marksOf;
    this.#caption = caption;
    addEventListener("beforeprint", () => this.#begin());
    addEventListener("afterprint", () => this.#end());
    // Some programs print without saying so.
    matchMedia("print").addEventListener("change", ({ matches }) =>
      matches ? this.#begin() : this.#end(),
    );
  }

  #begin() {
    if (this.#copy) return;
    const numbers = new Map(this.#shown().inOrder().map(({ id }, i) => [id, i + 1]));
    this.#copy = make("div", { class: "printed flat" });
    for (const section of this.#text.sections) {
      const segments = this.#shown()
        .inSection(section.number)
        .map((segment) => this.#placed(segment, numbers.get(segment.id)))
        .filter(({ from, to }) => compare(from, to) < 0);
      for (let number = section.first; number <= section.last; number += 1) {
        const here = segments.filter(({ from, to }) => {
          return from.paragraph <= number && number <= to.paragraph;
        });
        this.#copy.append(this.#row(number, here));
      }
    }
    this.#text.root.append(this.#copy);
    this.#text.root.classList.add("on-paper");
  }

  #end() {
    this.#copy?.remove();
    this.#copy = null;
    this.#text.root.classList.remove("on-paper");
  }

  #placed(segment, number) {
    const { start, end } = segment;
    return { ...segment, number, from: this.#text.placeOf(start), to: this.#text.endPlaceOf(end) };
  }

  /** @param segments those that touch the paragraph, in reading order */
  #row(number, segments) {
    const opened = segments.filter(({ from }) => from.paragraph === number);
    const notes = opened.map((segment) => this.#note(segment));
    return make(
      "div",
      { class: "printed-row" },
      make("span", { class: "printed-number" }, String(number + 1)),
      this.#paragraph(number, segments, opened),
      make("ul", { class: "printed-notes" }, ...notes),
    );
  }

  #paragraph(number, segments, opened) {
    const { element, start, end } = this.#text.paragraphs[number];
    const closed = segments.filter(({ to }) => to.paragraph === number);
    const bounds = segments.map((segment) => ({ ...segment, name: "segment" }));
    const paragraph = make("p", { class: element.className });
    const at = (place) => this.#text.offsetOf(place);
    for (const stretch of stretches([...this.#marksOf(segments), ...bounds], start, end)) {
      const opens = opened.filter(({ from }) => at(from) === stretch.start);
      const closes = closed.filter(({ to }) => at(to) === stretch.end);
      paragraph.append(
        ...opens.map((segment) => make("sup", {}, `${segment.number}[`)),
        flatMark(this.#text.quote(stretch.start, stretch.end), stretch.names),
        ...closes.reverse().map((segment) => make("sup", {}, `]${segment.number}`)),
      );
    }
    return paragraph;
  }

  #note(segment) {
    const { name, coder, unsure } = this.#caption(segment);
    const code = unsure ? interpolate(gettext("%s, unsure"), [name]) : name;
    const note = make("li", {}, `${segment.number} `, make("strong", {}, code));
    note.append(` ${coder}`);
    return note;
  }
}
