/** Where a boundary that is dragged comes to stand. */

import { compare, pieces } from "./words.js";

/**
 * The edge of a word of the same paragraph that is nearest to a place.
 * @param {{textOf: (paragraph: number) => string}} texts
 * @param {"start" | "end"} edge
 * @returns the place itself in a paragraph without words
 */
export function nearestEdge(texts, { paragraph, unit }, edge) {
  const side = edge === "start" ? 0 : 1;
  const edges = pieces(texts.textOf(paragraph), "word").map((word) => word[side]);
  if (!edges.length) return { paragraph, unit };
  const distance = (at) => Math.abs(at - unit);
  const nearest = edges.reduce((best, at) => (distance(at) < distance(best) ? at : best));
  return { paragraph, unit: nearest };
}

/**
 * The boundaries `{from, to}` with one of them dragged to a place: by words, or to the very
 * character.
 * @returns {{from: object, to: object} | null} null where nothing would be left between them
 */
export function dragged(texts, { from, to }, edge, place, { exactly = false } = {}) {
  const at = exactly ? place : nearestEdge(texts, place, edge);
  const moved = edge === "start" ? { from: at, to } : { from, to: at };
  return compare(moved.from, moved.to) < 0 ? moved : null;
}
