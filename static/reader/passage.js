/** A passage as people mean it, out of a selection as the browser gives it. */

import { compare } from "./words.js";

/**
 * The places between which the words of a selection stand, without the blanks at its ends.
 *
 * @param texts as in words.js
 * @returns {{from: object, to: object} | null} null where nothing but blanks is selected
 */
export function trimmed(texts, one, other) {
  const [from, to] = [one, other].sort(compare).map((place) => ({ ...place }));
  while (compare(from, to) < 0) {
    const text = texts.textOf(from.paragraph);
    const blanks = text.slice(from.unit).match(/^\s*/u)[0].length;
    from.unit += blanks;
    if (from.unit < text.length) break;
    Object.assign(from, { paragraph: from.paragraph + 1, unit: 0 });
  }
  while (compare(from, to) < 0) {
    const text = texts.textOf(to.paragraph).slice(0, to.unit);
    to.unit = text.trimEnd().length;
    if (to.unit > 0) break;
    to.paragraph -= 1;
    to.unit = to.paragraph < 0 ? 0 : texts.textOf(to.paragraph).length;
  }
  return compare(from, to) < 0 ? { from, to } : null;
}

/** `text` in about `length` characters: its first and its last words. */
export function shortened(text, length = 90) {
  if (text.length <= length) return text;
  const half = Math.floor((length - 3) / 2);
  const head = text.slice(0, half).replace(/\s+\S*$/u, "");
  const tail = text.slice(-half).replace(/^\S*\s+/u, "");
  return `${head} … ${tail}`;
}
