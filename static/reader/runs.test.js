import assert from "node:assert/strict";
import { test } from "node:test";

import { topRuns } from "./runs.js";
import { randomNumbers } from "./testing.js";

const segment = (id, start, end, code = id) => ({ id, start, end, code });
const told = (runs) => runs.map(({ start, end, code }) => [start, end, code]);

const EXAMPLES = [
  { name: "nothing", segments: [], runs: [] },
  {
    name: "apart",
    segments: [segment(1, 0, 5), segment(2, 7, 9)],
    runs: [
      [0, 5, 1],
      [7, 9, 2],
    ],
  },
  {
    name: "the shorter one lies on top",
    segments: [segment(1, 0, 9), segment(2, 3, 5)],
    runs: [
      [0, 3, 1],
      [3, 5, 2],
      [5, 9, 1],
    ],
  },
  {
    name: "the later of two alike",
    segments: [segment(1, 0, 9), segment(2, 0, 9)],
    runs: [[0, 9, 2]],
  },
  {
    name: "one code is joined",
    segments: [segment(1, 0, 5, 7), segment(2, 3, 9, 7)],
    runs: [[0, 9, 7]],
  },
];
for (const { name, segments, runs } of EXAMPLES) {
  test(name, () => assert.deepEqual(told(topRuns(segments)), runs));
}

test("agrees with looking at every character", () => {
  const random = randomNumbers(5);
  for (let round = 0; round < 200; round += 1) {
    const segments = Array.from({ length: 12 }, (_, id) => {
      const start = random(40);
      return segment(id, start, start + 1 + random(20), random(4));
    });
    const runs = topRuns(segments);
    for (let at = 0; at < 62; at += 1) {
      const here = segments.filter(({ start, end }) => start <= at && at < end);
      here.sort((a, b) => a.end - a.start - (b.end - b.start) || b.start - a.start || b.id - a.id);
      const run = runs.find(({ start, end }) => start <= at && at < end);
      assert.equal(run?.code, here[0]?.code);
    }
  }
});
