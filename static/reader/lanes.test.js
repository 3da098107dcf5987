import assert from "node:assert/strict";
import { test } from "node:test";

import { freeLane, layOut } from "./lanes.js";
import { randomNumbers } from "./testing.js";

const lanesOf = (ranges, room = 0) => {
  const intervals = ranges.map(([start, end], id) => ({ id, start, end }));
  const lanes = layOut(intervals, ({ end }) => end + room);
  return ranges.map((_, id) => lanes.get(id));
};

const EXAMPLES = [
  { name: "nothing", ranges: [], lanes: [] },
  {
    name: "apart",
    ranges: [
      [0, 5],
      [5, 9],
    ],
    lanes: [0, 0],
  },
  {
    name: "nested: the longer one next to the text",
    ranges: [
      [0, 5],
      [0, 9],
    ],
    lanes: [1, 0],
  },
  {
    name: "a lane is used again",
    ranges: [
      [0, 9],
      [2, 4],
      [5, 7],
    ],
    lanes: [0, 1, 1],
  },
  {
    name: "in one line",
    ranges: [
      [0, 5],
      [5, 9],
    ],
    room: 10,
    lanes: [0, 1],
  },
  {
    name: "lines apart",
    ranges: [
      [0, 5],
      [15, 19],
    ],
    room: 10,
    lanes: [0, 0],
  },
];
for (const { name, ranges, room, lanes } of EXAMPLES) {
  test(name, () => assert.deepEqual(lanesOf(ranges, room), lanes));
}

test("nothing overlaps in a lane, and there are as many lanes as the deepest place needs", () => {
  const random = randomNumbers(3);
  for (let round = 0; round < 50; round += 1) {
    const ranges = Array.from({ length: 40 }, () => {
      const start = random(200);
      return [start, start + 1 + random(30)];
    });
    const lanes = lanesOf(ranges);
    let deepest = 0;
    for (let offset = 0; offset < 240; offset += 1) {
      const here = lanes.filter((_, i) => ranges[i][0] <= offset && offset < ranges[i][1]);
      assert.equal(new Set(here).size, here.length);
      deepest = Math.max(deepest, here.length);
    }
    assert.equal(Math.max(...lanes) + 1, deepest);
  }
});

test("freeLane", () => {
  assert.equal(freeLane([]), 0);
  assert.equal(freeLane([0, 2, 1, 4]), 3);
  assert.equal(freeLane([1]), 0);
});
