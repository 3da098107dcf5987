/**
 * Where words stand in the document, whatever their case and accents.
 *
 * A text is compared in its folded form, and every unit of that knows the character it comes from:
 * folding may lengthen a text ("ß" becomes "ss") or shorten it (a combining accent goes), but what
 * is found is whole characters of the text as it is, with the accents that hang on the last one.
 */

import { toPoints } from "./offsets.js";

const NOT_PLAIN = /[^\u0020-\u007e]/gu; // beyond the letters, digits and signs of ASCII
// Accents (not the vowel signs of other scripts), and what is not seen, such as a soft hyphen.
const SILENT = /(?=\p{Mn})\p{Script=Inherited}|\p{Default_Ignorable_Code_Point}/gu;
const QUOTES = new Map([..."‘’ʼ‚"].map((sign) => [sign, "'"]));
for (const sign of "“”„") QUOTES.set(sign, '"');

const known = new Map(); // character -> its folded form

/** @returns {{folded: string, sources: number[] | null}} `sources`: for every unit of `folded`, and
 *   for its end, the unit of `text` where its character starts; null where nothing was moved */
export function folding(text) {
  let isMoved = false;
  const replaced = text.replace(NOT_PLAIN, (character) => {
    const form = formOf(character);
    isMoved ||= form.length !== character.length;
    return form;
  });
  return { folded: replaced.toLowerCase(), sources: isMoved ? sourcesOf(text) : null };
}

/**
 * @param {ReturnType<typeof folding>} text
 * @param {string} wanted folded
 * @returns {number[][]} `[from, to]` in units of the text, in order, none overlapping another
 */
export function occurrences({ folded, sources }, wanted) {
  const found = [];
  if (!wanted) return found;
  const isInside = (at) => sources !== null && at > 0 && sources[at] === sources[at - 1];
  let at = folded.indexOf(wanted);
  while (at >= 0) {
    const end = at + wanted.length;
    const isWhole = !isInside(at) && !isInside(end);
    if (isWhole) found.push(sources ? [sources[at], sources[end]] : [at, end]);
    at = folded.indexOf(wanted, isWhole ? end : at + 1);
  }
  return found;
}

/** Finds words in the paragraphs of a document; each paragraph is folded once. */
export class Finder {
  #paragraphs;
  #folded = null;

  /** @param {{text: string, start: number, astral: number[]}[]} paragraphs as in offsets.js */
  constructor(paragraphs) {
    this.#paragraphs = paragraphs;
  }

  /** @returns {{start: number, end: number}[]} in code points of the document, in order */
  find(query) {
    if (!query.trim()) return [];
    const wanted = folding(query).folded;
    this.#folded ??= this.#paragraphs.map(({ text }) => folding(text));
    return this.#paragraphs.flatMap(({ start, astral }, number) =>
      occurrences(this.#folded[number], wanted).map(([from, to]) => ({
        start: start + toPoints(astral, from),
        end: start + toPoints(astral, to),
      })),
    );
  }
}

function sourcesOf(text) {
  const sources = [];
  let unit = 0;
  for (const character of text) {
    const { length } = formOf(character);
    for (let at = 0; at < length; at += 1) sources.push(unit);
    unit += character.length;
  }
  sources.push(unit);
  return sources;
}

/** By way of the capital, which is one for "s", "ſ" and both sigmas, and two for "ß". */
function formOf(character) {
  let form = known.get(character);
  if (form === undefined) {
    const bare = character.normalize("NFD").replace(SILENT, "");
    const lower = bare.toUpperCase().toLowerCase().replace(/\s/g, " ");
    form = QUOTES.get(bare) ?? lower;
    known.set(character, form);
  }
  return form;
}
