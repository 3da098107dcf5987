/** How much of a document is coded, and where nothing is. All in code points. */

import { countWhile } from "./offsets.js";

/**
 * What segments cover, as intervals that neither overlap nor touch.
 * @param {Iterable<{start: number, end: number}>} segments
 * @returns {{start: number, end: number}[]} ascending
 */
export function covered(segments) {
  const found = [];
  for (const { start, end } of [...segments].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else found.push({ start, end });
  }
  return found;
}

/** The part of the paragraphs' characters that is covered, 0 to 1; 0 of an empty text. */
export function shareOf(intervals, paragraphs) {
  let [all, coded, at] = [0, 0, 0];
  for (const { start, end } of paragraphs) {
    all += end - start;
    while (at < intervals.length && intervals[at].end <= start) at += 1;
    for (let i = at; i < intervals.length && intervals[i].start < end; i += 1) {
      coded += Math.min(end, intervals[i].end) - Math.max(start, intervals[i].start);
    }
  }
  return all ? coded / all : 0;
}

/**
 * The number of the next (1) or previous (-1) paragraph of which nothing is covered; those without
 * characters and the interviewer's are passed over.
 * @returns {number | null} null where there is none on that side
 */
export function uncodedFrom(paragraphs, intervals, number, direction) {
  for (let at = number + direction; paragraphs[at]; at += direction) {
    const { start, end, byInterviewer } = paragraphs[at];
    if (byInterviewer) continue;
    const next = intervals[countWhile(intervals, (interval) => interval.end <= start)];
    if (start < end && !(next && next.start < end)) return at;
  }
  return null;
}
