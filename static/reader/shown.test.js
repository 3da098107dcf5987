import assert from "node:assert/strict";
import { test } from "node:test";

import { ShownSegments } from "./shown.js";

const segment = (id, start, end) => ({ id, start, end });
const filled = (...segments) => {
  const shown = new ShownSegments([0, 1000, 2000], [500, 999, 1999, 2500]);
  shown.reset(segments);
  return shown;
};
const lanes = (shown) => Object.fromEntries(shown.inOrder().map(({ id, lane }) => [id, lane]));

test("an addition takes a free lane and moves no other stripe", () => {
  const shown = filled(segment(1, 0, 50), segment(2, 10, 20));
  const touched = shown.update(new Map([[3, segment(3, 0, 400)]]));
  assert.deepEqual(lanes(shown), { 1: 0, 2: 1, 3: 2 });
  assert.deepEqual([...touched], [0]);
  assert.equal(shown.lanes, 3);
});

test("a change keeps its lane where it can, and names the sections of both places", () => {
  const shown = filled(segment(1, 0, 50), segment(2, 10, 20), segment(3, 1500, 1501));
  assert.deepEqual([...shown.update(new Map([[2, segment(2, 10, 30)]]))], [0]);
  assert.deepEqual(lanes(shown), { 1: 0, 2: 1, 3: 0 });
  const touched = shown.update(new Map([[2, segment(2, 990, 1600)]]));
  assert.deepEqual([...touched].sort(), [0, 1]);
  assert.equal(lanes(shown)[2], 1);
});

test("what is confirmed stands in the lane of what waited", () => {
  const shown = filled(segment(1, 0, 50), segment(-1, 0, 50));
  shown.update(
    new Map([
      [-1, undefined],
      [9, segment(9, 0, 50)],
    ]),
  );
  assert.deepEqual(lanes(shown), { 1: 0, 9: 1 });
});

test("passages in one line stand side by side in the margin, on one level in the text", () => {
  const shown = filled(segment(1, 0, 20), segment(2, 20, 40), segment(3, 450, 500));
  const places = ({ lane, level }) => [lane, level];
  assert.deepEqual(shown.inOrder().map(places), [
    [0, 0],
    [1, 0],
    [0, 0],
  ]);
  shown.update(
    new Map([
      [4, segment(4, 45, 60)],
      [5, segment(5, 501, 510)],
    ]),
  );
  assert.deepEqual(places(shown.get(4)), [2, 0]);
  assert.deepEqual(places(shown.get(5)), [0, 0]); // in the next paragraph
});

test("neighbours in reading order, from a segment or from a place", () => {
  const shown = filled(segment(1, 0, 5), segment(2, 0, 9), segment(3, 7, 8));
  assert.equal(shown.neighbour(shown.get(2), 1).id, 1);
  assert.equal(shown.neighbour(shown.get(1), 1).id, 3);
  assert.equal(shown.neighbour(shown.get(3), 1), undefined);
  assert.equal(shown.neighbour({ start: 3, end: 3, id: 0 }, 1).id, 3);
  assert.equal(shown.neighbour({ start: 3, end: 3, id: 0 }, -1).id, 1);
});

test("touching", () => {
  const shown = filled(segment(1, 0, 5), segment(2, 4, 9));
  assert.deepEqual(
    shown.touching(4, 5).map(({ id }) => id),
    [1, 2],
  );
});
