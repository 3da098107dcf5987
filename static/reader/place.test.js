import assert from "node:assert/strict";
import test from "node:test";

import { passageOf } from "./place.js";

for (const [query, expected] of [
  ["?at=12-40", { start: 12, end: 40 }],
  ["?from=report&at=0-1", { start: 0, end: 1 }],
  ["?at=90-400", { start: 90, end: 100 }],
  ["?at=100-120", null],
  ["?at=40-12", null],
  ["?at=5-5", null],
  ["?at=-5-12", null],
  ["?at=a-b", null],
  ["?at=", null],
  ["", null],
]) {
  test(`the passage of the address ${query || "(none)"}`, () => {
    assert.deepEqual(passageOf(query, 100), expected);
  });
}
