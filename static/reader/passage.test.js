import assert from "node:assert/strict";
import { test } from "node:test";

import { shortened, trimmed } from "./passage.js";

const TEXTS = ["One two ", " three\u00a0", "four"];
const texts = { length: TEXTS.length, textOf: (number) => TEXTS[number] };
const at = (paragraph, unit) => ({ paragraph, unit });

const EXAMPLES = [
  { name: "exact", ends: [at(0, 0), at(0, 3)], passage: [at(0, 0), at(0, 3)] },
  { name: "blanks at both ends", ends: [at(0, 3), at(0, 8)], passage: [at(0, 4), at(0, 7)] },
  { name: "backwards", ends: [at(0, 7), at(0, 4)], passage: [at(0, 4), at(0, 7)] },
  {
    name: "a triple click ends at the start of the next paragraph",
    ends: [at(1, 0), at(2, 0)],
    passage: [at(1, 1), at(1, 6)],
  },
  { name: "starts behind a paragraph", ends: [at(0, 8), at(2, 2)], passage: [at(1, 1), at(2, 2)] },
  { name: "a blank only", ends: [at(0, 3), at(0, 4)], passage: null },
  { name: "blanks across paragraphs", ends: [at(0, 7), at(1, 1)], passage: null },
  { name: "nothing", ends: [at(1, 2), at(1, 2)], passage: null },
  { name: "all", ends: [at(0, 0), at(2, 4)], passage: [at(0, 0), at(2, 4)] },
];
for (const { name, ends, passage } of EXAMPLES) {
  test(name, () => {
    const found = trimmed(texts, ...ends);
    assert.deepEqual(found && [found.from, found.to], passage);
  });
}

test("shortened keeps whole words of both ends", () => {
  assert.equal(shortened("short"), "short");
  assert.equal(shortened("one two three four five six", 20), "one two … six");
});
