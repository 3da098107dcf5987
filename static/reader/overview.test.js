import assert from "node:assert/strict";
import test from "node:test";

import { barsOf, offsetAt } from "./overview.js";

const strip = { length: 1000, height: 100, width: 20, lanes: 4 };
const colourOf = ({ code }) => `#00000${code}`;
const bar = (start, end, lane = 0, code = 1) =>
  barsOf([{ start, end, lane, code }], strip, colourOf)[0];

test("a bar is where its segment is", () => {
  assert.deepEqual(bar(500, 700, 1, 7), { x: 5, y: 50, width: 4, height: 20, colour: "#000007" });
  assert.deepEqual(bar(0, 1000), { x: 0, y: 0, width: 4, height: 100, colour: "#000001" });
});

test("the shortest segment is still seen, and none lies outside", () => {
  assert.equal(bar(500, 501).height, 1);
  const last = bar(999, 1000);
  assert.ok(last.y + last.height <= 100);
  assert.equal(bar(0, 10, 9).x, 15);
});

test("what falls on the same pixels is drawn once", () => {
  const many = Array.from({ length: 50 }, (_, i) => ({ start: i % 5, end: 9, lane: 0, code: 1 }));
  assert.equal(barsOf(many, strip, colourOf).length, 1);
  const another = { ...many[0], code: 2 };
  assert.equal(barsOf([...many, another], strip, colourOf).length, 2);
});

const sections = [
  { start: 0, end: 100 },
  { start: 102, end: 302 },
];
const boxes = [
  { top: -100, bottom: 100 },
  { top: 100, bottom: 200 },
];
for (const [y, expected] of [
  [-300, 0],
  [-100, 0],
  [0, 50],
  [100, 102],
  [150, 202],
  [200, 302],
  [900, 302],
]) {
  test(`the offset at ${y} pixels`, () => {
    assert.equal(
      offsetAt(y, sections, (number) => boxes[number]),
      expected,
    );
  });
}
