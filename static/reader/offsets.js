/**
 * Code points and UTF-16 units. The server counts code points, the DOM counts UTF-16 units; no
 * other module converts.
 *
 * A text is described by its `astral` list: the positions (in code points) of the characters that
 * take two units, ascending. For most paragraphs it is empty and conversion costs nothing.
 */

const ASTRAL = /[\u{10000}-\u{10ffff}]/u;

/** @returns {number[]} positions, in code points, of the characters that take two UTF-16 units */
export function astralPositions(text) {
  if (!ASTRAL.test(text)) return [];
  const positions = [];
  let position = 0;
  for (const character of text) {
    if (character.length === 2) positions.push(position);
    position += 1;
  }
  return positions;
}

/** UTF-16 units in front of the code point number `points`. */
export function toUnits(astral, points) {
  return points + countWhile(astral, (position) => position < points);
}

/** Code points in front of the UTF-16 unit number `units`; within a pair: in front of the pair. */
export function toPoints(astral, units) {
  return units - countWhile(astral, (position, index) => position + index < units);
}

/** How many leading elements of `list` pass `test`, which must hold for a prefix only. */
export function countWhile(list, test) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(list[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
