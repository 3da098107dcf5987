import assert from "node:assert/strict";
import { test } from "node:test";

import { Chords } from "./chords.js";
import { commandOf, RESERVED_KEYS } from "./keys.js";

const CODES = [
  { id: 1, shortcut: "pd" },
  { id: 2, shortcut: "ps" },
  { id: 3, shortcut: "ei" },
  { id: 4, shortcut: "" },
  { id: 5, shortcut: "jd" },
];
const chords = () => new Chords(CODES, RESERVED_KEYS);

test("the first key tells what can follow, the second chooses", () => {
  const keys = chords();
  assert.deepEqual(
    keys.press("p").following.map((code) => code.id),
    [1, 2],
  );
  assert.ok(keys.open);
  assert.equal(keys.press("s").code.id, 2);
  assert.ok(!keys.open);
});

test("keys that begin no chord are left to others", () => {
  assert.equal(chords().press("z"), null);
  assert.equal(chords().press("Enter"), null);
});

test("a command letter beats a shortcut as the first key, not as the second", () => {
  const keys = chords();
  assert.equal(keys.press("j"), null);
  keys.press("p");
  assert.equal(keys.press("s").code.id, 2);
});

test("two keys without a code end the chord", () => {
  const keys = chords();
  keys.press("p");
  assert.deepEqual(keys.press("q"), { unknown: "pq" });
  assert.ok(!keys.open);
});

test("cancel forgets the first key", () => {
  const keys = chords();
  keys.press("p");
  keys.cancel();
  assert.equal(keys.press("d"), null);
});

const press = (key, more = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

const COMMANDS = [
  [press("j"), false, "nextParagraph"],
  [press("ArrowDown"), true, "nextParagraph"],
  [press("ArrowDown"), false, undefined],
  [press("ArrowDown", { shiftKey: true }), true, "extendBySentence"],
  [press("ArrowRight", { ctrlKey: true }), true, "nextSentence"],
  [press("ArrowRight", { altKey: true }), true, "nextSentence"],
  [press("z", { ctrlKey: true }), false, "undo"],
  [press("Z", { ctrlKey: true, shiftKey: true }), false, "redo"],
  [press("z", { metaKey: true }), true, "undo"],
  [press("s", { ctrlKey: true }), true, undefined],
  [press("S", { shiftKey: true }), true, "selectTurn"],
  [press("?", { shiftKey: true }), false, "showKeys"],
  [press("q"), true, undefined],
];
for (const [event, inText, command] of COMMANDS) {
  test(`${JSON.stringify(event)} ${inText ? "in the text" : "elsewhere"}`, () =>
    assert.equal(commandOf(event, inText), command));
}
