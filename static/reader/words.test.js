import assert from "node:assert/strict";
import { test } from "node:test";

import { extend, pieceAt, pieces, step } from "./words.js";

const cut = (text, unit) => pieces(text, unit).map(([start, end]) => text.slice(start, end));

const PIECES = [
  ["word", "Court on Monday, then – really.", ["Court", "on", "Monday,", "then", "–", "really."]],
  ["word", "C’est vrai\u00a0! 😀 ok", ["C’est", "vrai\u00a0!", "😀", "ok"]],
  ["word", "  tab\there\nline ", ["tab", "here", "line"]],
  ["word", "", []],
  ["sentence", "It was. Was it?  Yes! ", ["It was.", "Was it?", "Yes!"]],
  ["sentence", "   ", []],
  ["paragraph", "All of it. Yes.", ["All of it. Yes."]],
];
for (const [unit, text, expected] of PIECES) {
  test(`${unit}s of “${text}”`, () => assert.deepEqual(cut(text, unit), expected));
}

test("pieceAt: inside, between, behind the last", () => {
  assert.deepEqual(pieceAt("one two  three", "word", 5), [4, 7]);
  assert.deepEqual(pieceAt("one two  three", "word", 7), [9, 14]);
  assert.deepEqual(pieceAt("one two ", "word", 8), [4, 7]);
  assert.equal(pieceAt("", "word", 0), undefined);
});

const TEXTS = ["Ann: one two.", "", "three four"];
const texts = { length: TEXTS.length, textOf: (number) => TEXTS[number] };
const at = (paragraph, unit) => ({ paragraph, unit });

const STEPS = [
  [at(0, 0), "word", "end", 1, at(0, 4)],
  [at(0, 4), "word", "end", 1, at(0, 8)],
  [at(0, 13), "word", "end", 1, at(2, 5)],
  [at(2, 0), "word", "start", -1, at(0, 9)],
  [at(2, 10), "word", "end", 1, null],
  [at(0, 0), "word", "start", -1, null],
  [at(0, 3), "sentence", "end", 1, at(0, 13)],
];
for (const [from, unit, edge, direction, expected] of STEPS) {
  test(`step from ${JSON.stringify(from)} by ${unit} ${edge} ${direction}`, () =>
    assert.deepEqual(step(texts, from, unit, edge, direction), expected));
}

test("extend grows, crosses paragraphs, shrinks and turns round", () => {
  let selection = { anchor: at(0, 9), focus: at(0, 13) };
  const press = (direction) => (selection = extend(texts, selection, "word", direction));
  press(1);
  assert.deepEqual(selection, { anchor: at(0, 9), focus: at(2, 5) });
  press(-1);
  assert.deepEqual(selection, { anchor: at(0, 9), focus: at(0, 13) });
  press(-1);
  assert.deepEqual(selection, { anchor: at(0, 13), focus: at(0, 5) });
  press(-1);
  assert.deepEqual(selection, { anchor: at(0, 13), focus: at(0, 0) });
  press(-1);
  assert.deepEqual(selection, { anchor: at(0, 13), focus: at(0, 0) });
  press(1);
  assert.deepEqual(selection, { anchor: at(0, 13), focus: at(0, 5) });
});

test("at the end of the document extend stays", () => {
  const last = { anchor: at(2, 6), focus: at(2, 10) };
  assert.deepEqual(extend(texts, last, "word", 1), last);
});
