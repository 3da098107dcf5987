import assert from "node:assert/strict";
import { test } from "node:test";

import { initials } from "./initials.js";

for (const [name, expected] of [
  ["Rosa Lindqvist", "RL"],
  ["Ada de la Cruz", "AC"],
  ["researcher2", "R"],
  ["élodie (guest)", "ÉG"],
  ["𝔘nique", "𝔘"],
  ["", ""],
]) {
  test(`the initials of "${name}"`, () => assert.equal(initials(name), expected));
}
