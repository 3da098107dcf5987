/**
 * Tagged passages on the text, by the CSS Custom Highlight API, only in sections near the screen.
 *
 * A passage has a tint in the colour of its code, and under the words a line in the colour of its
 * dilemma. Where passages overlap, the tint of the shortest lies on top and the lines stand under
 * each other, by level. There are few highlights, one a code and one a dilemma and level, because
 * each costs a style for every paragraph on the screen.
 */

import { line, THEMES, tint } from "./colours.js";
import { topRuns } from "./runs.js";

const LEVELS = 3;
const supported = "highlights" in CSS;

export class Painting {
  #text;
  #rootOf;
  #sheet = new CSSStyleSheet();
  #highlights = new Map();
  #painted = new Map(); // section number -> [highlight, range] pairs

  /** @param {(code: number) => number} rootOf the dilemma of a code */
  constructor(text, rootOf) {
    this.#text = text;
    this.#rootOf = rootOf;
    document.adoptedStyleSheets.push(this.#sheet);
  }

  /** Write the style rules of all codes for the theme in use. */
  setColours({ codes, roots }) {
    const theme = THEMES[document.documentElement.dataset.bsTheme] ?? THEMES.light;
    const rule = (name, style) => `.text p::highlight(${name}) { ${style} }`;
    const tints = codes.map(({ id, colour }) =>
      rule(`code-${id}`, `background-color: ${tint(colour, theme)}`),
    );
    const lines = roots.flatMap(({ id, colour }) =>
      Array.from({ length: LEVELS }, (_, level) =>
        rule(
          `line-${id}-${level}`,
          `text-decoration: underline 2px ${line(colour, theme)}; ` +
            `text-decoration-skip-ink: none; text-underline-offset: ${2 + 3 * level}px`,
        ),
      ),
    );
    this.#sheet.replaceSync([...tints, ...lines].join("\n"));
  }

  /** @param {{start, end, code, level}[]} segments all that touch the section and are shown */
  paintSection(section, segments) {
    if (!supported) return;
    this.clearSection(section);
    const painted = [];
    const paint = (name, { start, end }) => {
      const highlight = this.#highlight(name);
      for (const range of this.#text.partsIn(section, start, end)) {
        highlight.add(range);
        painted.push([highlight, range]);
      }
    };
    for (const run of topRuns(segments)) paint(`code-${run.code}`, run);
    for (const segment of segments) {
      const { code, level } = segment;
      if (level < LEVELS) paint(`line-${this.#rootOf(code)}-${level}`, segment);
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

  #highlight(name, priority = 0) {
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
