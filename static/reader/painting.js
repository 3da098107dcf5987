/**
 * Marks on the text, only in the sections near the screen: tagged passages, and passages that are
 * marked in a way of their own.
 *
 * A tagged passage has a tint in the colour of its code, and under the words a line in the colour of
 * its dilemma. Where passages overlap, the tint of the shortest lies on top and the lines stand under
 * each other, by level. There are few names of marks, one a code and one a dilemma and level, because
 * each costs a style for every paragraph on the screen.
 */

import { line, THEMES, tint } from "./colours.js";
import { FlatMarks } from "./flat.js";
import { Highlights } from "./highlights.js";
import { countWhile } from "./offsets.js";
import { topRuns } from "./runs.js";

const LEVELS = [0, 1, 2];

export class Painting {
  #rootOf;
  #brush;
  #sheet = new CSSStyleSheet();
  #sections = new Set(); // those that are painted
  #marked = new Map(); // name -> passages

  /** @param {(code: number) => number} rootOf the dilemma of a code */
  constructor(text, rootOf) {
    this.#rootOf = rootOf;
    this.#brush = "highlights" in CSS ? new Highlights(text) : new FlatMarks(text);
    document.adoptedStyleSheets.push(this.#sheet);
  }

  /** Write the style rules of all codes for the theme in use, and for paper. */
  setColours(codebook) {
    const theme = THEMES[document.documentElement.dataset.bsTheme] ?? THEMES.light;
    const onPaper = flatRules(codebook, THEMES.light);
    const rules = [
      ...highlightRules(codebook, theme),
      ...flatRules(codebook, theme),
      `@media print { ${onPaper.join("\n")} }`,
    ];
    this.#sheet.replaceSync(rules.join("\n"));
  }

  /** @param {{start, end, code, level}[]} segments all that touch the section and are shown */
  paintSection(section, segments) {
    this.#brush.paint(section, "segments", this.marksOf(segments));
    if (this.#sections.has(section)) return;
    this.#sections.add(section);
    for (const name of this.#marked.keys()) this.#paintMarked(section, name);
  }

  clearSection(section) {
    this.#brush.clear(section);
    this.#sections.delete(section);
  }

  /** Mark passages in a way of their own: "active", "passage", "cursor", "speaker". */
  mark(name, ...passages) {
    this.markAll(name, passages);
  }

  /** @param {{start: number, end: number}[]} passages in order, none overlapping another */
  markAll(name, passages) {
    this.#marked.set(name, passages);
    for (const section of this.#sections) this.#paintMarked(section, name);
  }

  #paintMarked(section, name) {
    const passages = this.#marked.get(name);
    const first = countWhile(passages, ({ end }) => end <= section.start);
    const behind = countWhile(passages, ({ start }) => start < section.end);
    const marks = passages.slice(first, behind).map(({ start, end }) => ({ name, start, end }));
    this.#brush.paint(section, name, marks);
  }

  /** A tint and lines for tagged passages: {name, start, end}, for paper too. */
  marksOf(segments) {
    const tints = topRuns(segments).map((run) => ({ ...run, name: `code-${run.code}` }));
    const lines = segments
      .filter(({ level }) => level < LEVELS.length)
      .map(({ start, end, code, level }) => {
        return { start, end, name: `line-${this.#rootOf(code)}-${level}` };
      });
    return [...tints, ...lines];
  }
}

/** Rules for highlights.js: a rule that a browser does not understand is passed over. */
function highlightRules({ codes, roots }, theme) {
  const rule = (name, style) => `.text p::highlight(${name}) { ${style} }`;
  const tints = codes.map(({ id, colour }) =>
    rule(`code-${id}`, `background-color: ${tint(colour, theme)}`),
  );
  const lines = roots.flatMap(({ id, colour }) =>
    LEVELS.map((level) =>
      rule(
        `line-${id}-${level}`,
        `text-decoration: underline 2px ${line(colour, theme)}; ` +
          `text-decoration-skip-ink: none; text-underline-offset: ${2 + 3 * level}px`,
      ),
    ),
  );
  return [...tints, ...lines];
}

/** Rules for flat marks: colours for what reader-flat.css draws. */
function flatRules({ codes, roots }, theme) {
  const tints = codes.map(
    ({ id, colour }) => `.flat .code-${id} { --tint: ${tint(colour, theme)} }`,
  );
  const lines = roots.flatMap(({ id, colour }) =>
    LEVELS.map(
      (level) => `.flat .line-${id}-${level} { --line-${level}: ${line(colour, theme)} }`,
    ),
  );
  return [...tints, ...lines];
}
