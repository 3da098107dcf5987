/**
 * Marks on the text for browsers without the CSS Custom Highlight API: behind each section lies a
 * copy of it, of which only the grounds and lines of its <mark>s are seen. The text itself stays as
 * it is, so that places, selections and the pointer know nothing of this.
 */

import { make } from "./dom.js";
import { stretches } from "./stretches.js";

export class FlatMarks {
  #text;
  #layers = new Map(); // section -> layer -> marks
  #copies = new Map(); // section -> element
  #stale = new Set(); // sections that are to be copied anew

  constructor(text) {
    this.#text = text;
  }

  /** As in highlights.js. */
  paint(section, layer, marks) {
    if (!this.#layers.has(section)) this.#layers.set(section, new Map());
    const layers = this.#layers.get(section);
    if (!marks.length && !layers.get(layer)?.length) return;
    layers.set(layer, marks);
    if (!this.#stale.size) queueMicrotask(() => this.#draw());
    this.#stale.add(section);
  }

  clear(section) {
    this.#copies.get(section)?.remove();
    this.#copies.delete(section);
    this.#layers.delete(section);
  }

  #draw() {
    for (const section of this.#stale) {
      const layers = this.#layers.get(section);
      this.#copies.get(section)?.remove();
      if (!layers) continue; // it has moved away meanwhile
      const copy = make("div", { class: "flat behind", "aria-hidden": "true", inert: "" });
      copy.append(...this.#paragraphs(section, [...layers.values()].flat()));
      section.element.append(copy);
      this.#copies.set(section, copy);
    }
    this.#stale.clear();
  }

  #paragraphs({ first, last }, marks) {
    return this.#text.paragraphs.slice(first, last + 1).map(({ element, start, end }) => {
      const copy = element.cloneNode(false);
      delete copy.dataset.start;
      delete copy.dataset.number;
      copy.classList.remove("here");
      for (const stretch of stretches(marks, start, end)) {
        copy.append(flatMark(this.#text.quote(stretch.start, stretch.end), stretch.names));
      }
      return copy;
    });
  }
}

/** The words in a <mark> of these names, or alone where there are none. */
export function flatMark(words, names) {
  return names.length ? make("mark", { class: names.join(" ") }, words) : words;
}
