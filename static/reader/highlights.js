/**
 * Marks on the text by the CSS Custom Highlight API, one `Highlight` a name. A section's marks stand
 * in layers, each of which is painted anew without the others.
 */

/** Of marks on the same words, the later one here wins; codes and dilemmas lie below. */
const ABOVE = ["speaker", "active", "hit", "passage", "cursor", "found"];

export class Highlights {
  #text;
  #highlights = new Map();
  #painted = new Map(); // section number -> layer -> [highlight, range] pairs

  constructor(text) {
    this.#text = text;
  }

  /** @param {{name: string, start: number, end: number}[]} marks all of this layer in the section */
  paint(section, layer, marks) {
    const { number } = section;
    if (!this.#painted.has(number)) this.#painted.set(number, new Map());
    const layers = this.#painted.get(number);
    remove(layers.get(layer) ?? []);
    const painted = [];
    for (const { name, start, end } of marks) {
      const highlight = this.#highlight(name);
      for (const range of this.#text.partsIn(section, start, end)) {
        highlight.add(range);
        painted.push([highlight, range]);
      }
    }
    layers.set(layer, painted);
  }

  clear(section) {
    for (const pairs of this.#painted.get(section.number)?.values() ?? []) remove(pairs);
    this.#painted.delete(section.number);
  }

  #highlight(name) {
    let highlight = this.#highlights.get(name);
    if (!highlight) {
      highlight = new Highlight();
      highlight.priority = ABOVE.indexOf(name) + 1;
      this.#highlights.set(name, highlight);
      CSS.highlights.set(name, highlight);
    }
    return highlight;
  }
}

function remove(pairs) {
  for (const [highlight, range] of pairs) highlight.delete(range);
}
