/** Lanes for what overlaps: stripes side by side in the margin, lines under each other. */

import { inReadingOrder } from "./intervals.js";

/**
 * @param {Iterable<{id, start, end}>} intervals
 * @param {(interval: object) => number} until where an interval lets go of its lane: its end, or
 *   later where stripes need room between them
 * @returns {Map<number, number>} lane of each interval by id, 0 next to the text
 */
export function layOut(intervals, until = ({ end }) => end) {
  const lanes = new Map();
  const freeFrom = []; // by lane
  for (const interval of [...intervals].sort(inReadingOrder)) {
    const found = freeFrom.findIndex((free) => free <= interval.start);
    const lane = found === -1 ? freeFrom.length : found;
    freeFrom[lane] = until(interval);
    lanes.set(interval.id, lane);
  }
  return lanes;
}

/** The lowest lane that none of the neighbours takes: a new stripe moves no other. */
export function freeLane(taken) {
  const lanes = new Set(taken);
  let lane = 0;
  while (lanes.has(lane)) lane += 1;
  return lane;
}
