import assert from "node:assert/strict";
import { test } from "node:test";

import { inReadingOrder, IntervalIndex } from "./intervals.js";
import { randomNumbers } from "./testing.js";

const STARTS = [0, 100, 250, 400];

const filled = (items) => {
  const index = new IntervalIndex(STARTS);
  items.forEach((item) => index.put(item));
  return index;
};
const ids = (items) => items.map((item) => item.id).sort((a, b) => a - b);

test("half-open: neighbours do not touch", () => {
  const index = filled([{ id: 1, start: 10, end: 20 }]);
  assert.deepEqual(ids(index.touching(20, 21)), []);
  assert.deepEqual(ids(index.touching(0, 10)), []);
  assert.deepEqual(ids(index.touching(19, 20)), [1]);
});

test("a segment across sections stands in each, once in an answer", () => {
  const index = filled([{ id: 1, start: 90, end: 251 }]);
  assert.deepEqual(
    [0, 1, 2, 3].map((n) => index.inSection(n).length),
    [1, 1, 1, 0],
  );
  assert.deepEqual(ids(index.touching(0, 400)), [1]);
});

test("putting again moves, removing removes", () => {
  const index = filled([{ id: 1, start: 0, end: 5 }]);
  index.put({ id: 1, start: 300, end: 305 });
  assert.equal(index.size, 1);
  assert.deepEqual(index.inSection(0), []);
  index.remove(1);
  index.remove(1);
  assert.deepEqual(index.touching(0, 500), []);
});

test("no sections at all", () => {
  const index = new IntervalIndex([]);
  index.put({ id: 1, start: 0, end: 5 });
  assert.deepEqual(ids(index.touching(0, 1)), [1]);
});

test("agrees with looking at every interval", () => {
  const random = randomNumbers(7);
  const items = Array.from({ length: 300 }, (_, id) => {
    const start = random(500);
    return { id, start, end: start + 1 + random(120) };
  });
  const index = filled(items);
  items.filter((item) => item.id % 3 === 0).forEach((item) => index.remove(item.id));
  const left = items.filter((item) => item.id % 3 !== 0);
  for (let round = 0; round < 500; round += 1) {
    const start = random(600);
    const end = start + 1 + random(100);
    const expected = left.filter((item) => item.start < end && start < item.end);
    assert.deepEqual(ids(index.touching(start, end)), ids(expected));
  }
});

test("reading order", () => {
  const items = [
    { id: 3, start: 5, end: 9 },
    { id: 2, start: 5, end: 9 },
    { id: 1, start: 5, end: 7 },
    { id: -2, start: 5, end: 9 },
    { id: -1, start: 5, end: 9 },
    { id: 4, start: 1, end: 2 },
  ];
  assert.deepEqual(
    items.sort(inReadingOrder).map((item) => item.id),
    [4, 2, 3, -1, -2, 1],
  );
});
