/** Overlapping marks as stretches that do not overlap, each with the names of all marks on it. */

/**
 * @param {{start: number, end: number, name: string}[]} marks
 * @returns {{start: number, end: number, names: string[]}[]} all of `[start, end)`, in order, cut
 *   wherever a mark starts or ends; names in the order of the marks
 */
export function stretches(marks, start, end) {
  if (start >= end) return [];
  const inside = marks.filter((mark) => mark.start < end && start < mark.end);
  const borders = new Set([start]);
  for (const mark of inside) {
    borders.add(Math.max(start, mark.start));
    if (mark.end < end) borders.add(mark.end);
  }
  const cuts = [...borders].sort((a, b) => a - b);
  return cuts.map((from, i) => {
    const to = cuts[i + 1] ?? end;
    const over = inside.filter((mark) => mark.start <= from && to <= mark.end);
    return { start: from, end: to, names: [...new Set(over.map(({ name }) => name))] };
  });
}
