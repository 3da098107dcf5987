import assert from "node:assert/strict";
import test from "node:test";

import { dragged, nearestEdge } from "./boundary.js";
import { randomNumbers } from "./testing.js";
import { compare, pieces } from "./words.js";

const LINES = ["One two, three.", "", "  Four five", "   "];
const texts = { length: LINES.length, textOf: (paragraph) => LINES[paragraph] };
const at = (paragraph, unit) => ({ paragraph, unit });

for (const [name, place, edge, expected] of [
  ["in a word, near its start", at(0, 5), "start", at(0, 4)],
  ["in a word, near the next one's start", at(0, 8), "start", at(0, 9)],
  ["in a word, near its end", at(0, 7), "end", at(0, 8)],
  ["in front of the first word", at(2, 0), "end", at(2, 6)],
  ["behind the last word", at(0, 15), "start", at(0, 9)],
  ["in an empty paragraph", at(1, 0), "end", at(1, 0)],
  ["among blanks alone", at(3, 2), "start", at(3, 2)],
]) {
  test(`${edge} dragged ${name}`, () => {
    assert.deepEqual(nearestEdge(texts, place, edge), expected);
  });
}

test("to the very character when asked", () => {
  const passage = { from: at(0, 0), to: at(0, 8) };
  const moved = dragged(texts, passage, "end", at(0, 2), { exactly: true });
  assert.deepEqual(moved, { from: at(0, 0), to: at(0, 2) });
});

test("never so far that nothing is left", () => {
  const passage = { from: at(0, 4), to: at(0, 8) };
  assert.equal(dragged(texts, passage, "end", at(0, 1)), null);
  assert.equal(dragged(texts, passage, "start", at(2, 4)), null);
  assert.equal(dragged(texts, passage, "end", at(0, 4), { exactly: true }), null);
});

test("the edge found is an edge of a word, and none is nearer", () => {
  const random = randomNumbers(7);
  for (let round = 0; round < 300; round += 1) {
    const line = Array.from({ length: random(14) }, () => "ab ,"[random(4)]).join("");
    const edge = ["start", "end"][random(2)];
    const unit = random(line.length + 1);
    const one = { length: 1, textOf: () => line };
    const found = nearestEdge(one, at(0, unit), edge);
    const edges = pieces(line, "word").map((word) => word[edge === "start" ? 0 : 1]);
    if (!edges.length) assert.equal(compare(found, at(0, unit)), 0);
    else {
      assert.ok(edges.includes(found.unit));
      assert.ok(edges.every((e) => Math.abs(e - unit) >= Math.abs(found.unit - unit)));
    }
  }
});
