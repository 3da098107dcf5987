/** Where the names of stripes stand: at their stripe's top, pushed down below the name above. */

/**
 * @param {(number | null)[]} tops wanted places in pixels; null for no name
 * @param {number} height of a name
 * @param {number} drift how far below its wanted place a name may stand
 * @returns {(number | null)[]} the places; null where there is no room
 */
export function placeLabels(tops, height, drift) {
  const order = tops.map((_, i) => i).filter((i) => tops[i] !== null);
  order.sort((a, b) => tops[a] - tops[b] || a - b);
  const places = tops.map(() => null);
  let free = -Infinity;
  for (const i of order) {
    const place = Math.max(tops[i], free);
    if (place - tops[i] > drift) continue;
    places[i] = place;
    free = place + height;
  }
  return places;
}
