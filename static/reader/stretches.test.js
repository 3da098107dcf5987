import assert from "node:assert/strict";
import { test } from "node:test";

import { stretches } from "./stretches.js";

const mark = (name, start, end) => ({ name, start, end });

test("marks that overlap are cut at each other's borders", () => {
  assert.deepEqual(stretches([mark("a", 2, 6), mark("b", 4, 8)], 0, 10), [
    { start: 0, end: 2, names: [] },
    { start: 2, end: 4, names: ["a"] },
    { start: 4, end: 6, names: ["a", "b"] },
    { start: 6, end: 8, names: ["b"] },
    { start: 8, end: 10, names: [] },
  ]);
});

test("marks reach beyond the text, touch it, or are none", () => {
  assert.deepEqual(stretches([mark("a", 0, 99), mark("b", 1, 5), mark("a", 9, 12)], 5, 9), [
    { start: 5, end: 9, names: ["a"] },
  ]);
  assert.deepEqual(stretches([], 5, 9), [{ start: 5, end: 9, names: [] }]);
  assert.deepEqual(stretches([mark("a", 5, 5)], 5, 5), []);
});

test("every character has exactly the names of the marks over it", () => {
  let seed = 3;
  const draw = (below) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  for (let run = 0; run < 500; run += 1) {
    const marks = Array.from({ length: draw(7) }, () => {
      const start = draw(30);
      return mark("abc"[draw(3)], start, start + 1 + draw(12));
    });
    const start = draw(10);
    const end = start + draw(20);
    let at = start;
    for (const stretch of stretches(marks, start, end)) {
      assert.equal(stretch.start, at);
      assert.ok(stretch.end > at);
      for (; at < stretch.end; at += 1) {
        const over = marks.filter((each) => each.start <= at && at < each.end);
        assert.deepEqual(new Set(stretch.names), new Set(over.map(({ name }) => name)));
      }
    }
    assert.equal(at, Math.max(start, end));
  }
});
