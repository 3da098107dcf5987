/**
 * Steps over a text by words and sentences. A place is `{paragraph, unit}`: the number of the
 * paragraph and the UTF-16 units in front of the place within it.
 *
 * A word is what stands between blanks, with its punctuation; a blank that must not break (as
 * French puts in front of "!") does not end a word.
 */

import { countWhile } from "./offsets.js";

const WORD = /[^ \t\n\f\v\u2000-\u200a\u3000]+/gu;
const sentenceBreaks = new Intl.Segmenter(undefined, { granularity: "sentence" });

/** The pieces of a text as `[start, end]` in units: `unit` is "word", "sentence" or "paragraph". */
export function pieces(text, unit) {
  if (unit === "paragraph") return text ? [[0, text.length]] : [];
  if (unit === "word") {
    return [...text.matchAll(WORD)].map(({ index, 0: word }) => [index, index + word.length]);
  }
  return [...sentenceBreaks.segment(text)]
    .map(({ index, segment }) => {
      const start = index + segment.length - segment.trimStart().length;
      return [start, index + segment.trimEnd().length];
    })
    .filter(([start, end]) => start < end);
}

/** The piece that holds the place, else the next, else the last; undefined in a blank text. */
export function pieceAt(text, unit, place) {
  const all = pieces(text, unit);
  return all[
    Math.min(
      countWhile(all, ([, end]) => end <= place),
      all.length - 1,
    )
  ];
}

/**
 * The next place where a piece starts or ends.
 *
 * @param {{length: number, textOf: (paragraph: number) => string}} texts
 * @param {"start" | "end"} edge
 * @param {1 | -1} direction
 * @returns the place, or null at the end of the document
 */
export function step(texts, place, unit, edge, direction) {
  const side = edge === "start" ? 0 : 1;
  let { paragraph } = place;
  let from = place.unit;
  while (paragraph >= 0 && paragraph < texts.length) {
    const edges = pieces(texts.textOf(paragraph), unit).map((piece) => piece[side]);
    const found = direction > 0 ? edges.find((at) => at > from) : edges.findLast((at) => at < from);
    if (found !== undefined) return { paragraph, unit: found };
    paragraph += direction;
    from = direction > 0 ? -1 : Infinity;
  }
  return null;
}

/** Before, at or behind: negative, 0 or positive. */
export function compare(a, b) {
  return a.paragraph - b.paragraph || a.unit - b.unit;
}

/**
 * Move the free end of a selection by one piece. A selection of one piece that is shrunk turns
 * round and grows on the other side.
 *
 * @param {{anchor: object, focus: object}} selection two places; the focus is the free end
 * @returns {{anchor: object, focus: object}} the same where the document ends
 */
export function extend(texts, { anchor, focus }, unit, direction) {
  const forward = compare(anchor, focus) <= 0;
  const growing = forward === direction > 0;
  const edge = forward ? "end" : "start";
  const moved = step(texts, focus, unit, edge, direction);
  const passed = !moved || compare(moved, anchor) > 0 !== forward || !compare(moved, anchor);
  if (growing || !passed) return { anchor, focus: moved ?? focus };
  const turned = step(texts, anchor, unit, forward ? "start" : "end", direction);
  return turned ? { anchor: focus, focus: turned } : { anchor, focus };
}
