import assert from "node:assert/strict";
import { test } from "node:test";

import { Filter } from "./filter.js";

const segment = (coder, code) => ({ coder, code });

test("shows by coder and by dilemma", () => {
  const filter = new Filter((code) => Math.floor(code / 10));
  assert.ok(filter.shows(segment(1, 11)));
  assert.ok(!filter.active);
  filter.coder = 2;
  assert.ok(!filter.shows(segment(1, 11)));
  assert.ok(filter.shows(segment(2, 11)));
  filter.hidden.add(1);
  assert.ok(!filter.shows(segment(2, 11)));
  assert.ok(filter.shows(segment(2, 21)));
  assert.ok(filter.active);
});
