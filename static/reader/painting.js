/**
 * Tagged passages on the text, by the CSS Custom Highlight API: one highlight for each code and
 * level, holding only the ranges of sections near the screen. The level says how far below the words
 * its line runs: the lines of overlapping passages stand under each other, the tint of the shorter
 * passage lies on top.
 */

import { line, THEMES, tint } from "./colours.js";

const LEVELS = 4;
const supported = "highlights" in CSS;

export class Painting {
  #text;
  #sheet = new CSSStyleSheet();
  #highlights = new Map();
  #painted = new Map(); // section number -> [highlight, range] pairs

  constructor(text) {
    this.#text = text;
    document.adoptedStyleSheets.push(this.#sheet);
  }

  /** Write the style rules of all codes for the theme in use. */
  setColours(codes) {
    const theme = THEMES[document.documentElement.dataset.bsTheme] ?? THEMES.light;
    const rules = [];
    for (const { id, colour } of codes) {
      const [ground, stroke] = [tint(colour, theme), line(colour, theme)];
      for (let level = 0; level < LEVELS; level += 1) {
        rules.push(
          `::highlight(code-${id}-${level}) { background-color: ${ground};` +
            ` text-decoration: underline 2px ${stroke}; text-decoration-skip-ink: none;` +
            ` text-underline-offset: ${2 + 3 * level}px; }`,
        );
      }
    }
    this.#sheet.replaceSync(rules.join("\n"));
  }

  /** @param {{start, end, code, level}[]} segments all that touch the section and are shown */
  paintSection(section, segments) {
    if (!supported) return;
    this.clearSection(section);
    const painted = [];
    for (const { start, end, code, level } of segments) {
      const depth = Math.min(level, LEVELS - 1);
      const highlight = this.#highlight(`code-${code}-${depth}`, depth);
      for (const range of this.#text.partsIn(section, start, end)) {
        highlight.add(range);
        painted.push([highlight, range]);
      }
    }
    this.#painted.set(section.number, painted);
  }

  clearSection(section) {
    for (const [highlight, range] of this.#painted.get(section.number) ?? []) {
      highlight.delete(range);
    }
    this.#painted.delete(section.number);
  }

  /** Mark passages in a way of their own: "active", "hovered", "passage", "cursor", "speaker". */
  mark(name, ...passages) {
    if (!supported) return;
    const highlight = this.#highlight(name, 100);
    highlight.clear();
    for (const { start, end } of passages) {
      const [first, last] = [this.#text.placeOf(start), this.#text.endPlaceOf(end)];
      const all = { first: first.paragraph, last: last.paragraph };
      for (const range of this.#text.partsIn(all, start, end)) highlight.add(range);
    }
  }

  #highlight(name, priority) {
    let highlight = this.#highlights.get(name);
    if (!highlight) {
      highlight = new Highlight();
      highlight.priority = priority;
      this.#highlights.set(name, highlight);
      CSS.highlights.set(name, highlight);
    }
    return highlight;
  }
}
