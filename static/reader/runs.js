/** Overlapping segments as runs that do not overlap: everywhere, the shortest segment counts. */

/**
 * @param {{id, start, end, code}[]} segments
 * @returns {{start: number, end: number, code: number}[]} in order; neighbours of a code joined
 */
export function topRuns(segments) {
  const events = segments.flatMap((segment) => [
    { at: segment.start, segment, opens: true },
    { at: segment.end, segment, opens: false },
  ]);
  events.sort((a, b) => a.at - b.at);
  const open = new Set();
  const runs = [];
  let from = 0;
  for (const { at, segment, opens } of events) {
    if (at > from && open.size) append(runs, { start: from, end: at, code: shortest(open).code });
    from = at;
    if (opens) open.add(segment);
    else open.delete(segment);
  }
  return runs;
}

function append(runs, run) {
  const last = runs.at(-1);
  if (last?.end === run.start && last.code === run.code) last.end = run.end;
  else runs.push(run);
}

/** The shortest of the open segments; of two as long, the later one. */
function shortest(open) {
  let found = null;
  for (const segment of open) if (!found || rank(segment, found) < 0) found = segment;
  return found;
}

function rank(a, b) {
  return a.end - a.start - (b.end - b.start) || b.start - a.start || b.id - a.id;
}
