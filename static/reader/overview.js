/** The document at a glance: where its segments lie on a strip of a given height. */

import { countWhile } from "./offsets.js";

/**
 * @param {{start, end, lane}[]} segments in code points
 * @param {{length: number, height: number, width: number, lanes: number}} strip what the document
 *   and the strip measure; `lanes`: those beyond share the last one
 * @param {(segment) => string} colourOf
 * @returns {{x, y, width, height, colour}[]} bars, none lower than a pixel; of those that would
 *   fall on the same pixels in the same colour, one
 */
export function barsOf(segments, { length, height, width, lanes }, colourOf) {
  const pitch = width / lanes;
  const bars = new Map();
  for (const segment of segments) {
    const { start, end, lane } = segment;
    const column = Math.min(lane, lanes - 1);
    const y = Math.floor((start / length) * height);
    const bottom = Math.ceil((end / length) * height);
    const bar = { x: column * pitch, y, width: Math.max(1, pitch - 1) };
    bar.height = Math.max(1, bottom - y);
    bar.colour = colourOf(segment);
    bars.set(`${column} ${y} ${bar.height} ${bar.colour}`, bar);
  }
  return [...bars.values()];
}

/**
 * The offset that stands at a height of the window, as near as the heights of sections tell.
 * @param {{start: number, end: number}[]} sections
 * @param {(number: number) => {top: number, bottom: number}} boxOf a section's box in the window
 */
export function offsetAt(y, sections, boxOf) {
  const above = countWhile(sections, (_, number) => boxOf(number).bottom <= y);
  if (above === sections.length) return sections.at(-1).end;
  const { start, end } = sections[above];
  const { top, bottom } = boxOf(above);
  const part = Math.min(1, Math.max(0, (y - top) / (bottom - top)));
  return start + Math.round(part * (end - start));
}
