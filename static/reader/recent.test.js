import assert from "node:assert/strict";
import test from "node:test";

import { Recent, suggested } from "./recent.js";

function memory(values = {}) {
  return {
    values,
    getItem: (key) => values[key] ?? null,
    setItem: (key, value) => (values[key] = value),
  };
}
const [here, there] = [
  { start: 0, end: 5 },
  { start: 7, end: 9 },
];

test("the newest code comes first, each once", () => {
  const recent = new Recent(memory(), "k");
  recent.note(here, [1]);
  recent.note(there, [2, 3]);
  recent.note(here, [1]);
  assert.deepEqual(recent.codes, [1, 2, 3]);
});

test("codes given to one passage one after the other are repeated together", () => {
  const recent = new Recent(memory(), "k");
  recent.note(here, [1]);
  recent.note(here, [2]);
  assert.deepEqual(recent.last, [1, 2]);
  recent.note(there, [3]);
  assert.deepEqual(recent.last, [3]);
});

test("a reload keeps what is recent and does not fail on nonsense", () => {
  const storage = memory();
  new Recent(storage, "k").note(here, [4, 5]);
  const after = new Recent(storage, "k");
  assert.deepEqual(after.codes, [4, 5]);
  assert.deepEqual(after.last, []);
  assert.deepEqual(new Recent(memory({ k: "{" }), "k").codes, []);
  const forbidden = {
    getItem() {
      throw new Error("forbidden");
    },
    setItem() {
      throw new Error("forbidden");
    },
  };
  const unlucky = new Recent(forbidden, "k");
  unlucky.note(here, [1]);
  assert.deepEqual(unlucky.codes, [1]);
});

for (const [name, recent, near, expected] of [
  ["nothing known", [], [], []],
  ["recent alone", [1, 2, 3], [], [1, 2, 3]],
  ["likely alone, the more frequent first", [], [7, 8, 8], [8, 7]],
  ["both, none twice", [1, 2, 3, 4], [2, 9, 9], [1, 2, 9, 3, 4]],
  ["no more than asked for", [1, 2, 3, 4], [5, 6, 7], [1, 2, 5, 3, 4]],
]) {
  test(`suggested: ${name}`, () => {
    const segments = near.map((code) => ({ code }));
    assert.deepEqual(suggested(recent, segments, 5), expected);
  });
}
