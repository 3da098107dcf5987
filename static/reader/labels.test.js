import assert from "node:assert/strict";
import { test } from "node:test";

import { placeLabels } from "./labels.js";

const EXAMPLES = [
  { name: "nothing", tops: [], places: [] },
  { name: "apart", tops: [0, 30], places: [0, 30] },
  { name: "pushed down", tops: [0, 0, 5], places: [0, 10, 20] },
  { name: "no room is left within the drift", tops: [0, 0, 0, 0], places: [0, 10, 20, null] },
  { name: "not in order", tops: [5, 0], places: [10, 0] },
  { name: "without a name", tops: [0, null, 0], places: [0, null, 10] },
];
for (const { name, tops, places } of EXAMPLES) {
  test(name, () => assert.deepEqual(placeLabels(tops, 10, 20), places));
}
