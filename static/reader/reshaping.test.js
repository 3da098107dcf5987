import assert from "node:assert/strict";
import test from "node:test";

import { Reshaping } from "./reshaping.js";
import { Away, Refused } from "./server.js";

globalThis.gettext = (text) => text;

const TEXT = "one two  three four";
const text = { quote: (start, end) => TEXT.slice(start, end) };
const reshaping = new Reshaping({ text });
const segment = (id, start, end, more = {}) => ({ id, start, end, code: 1, coder: 1, ...more });

for (const [name, passage, word, expected] of [
  ["the selection inside, at both its ends", [4, 7], 0, [4, 7]],
  ["a selection that begins with the segment, at its end", [0, 3], 9, [3]],
  ["a selection around it: the word", [0, 14], 9, [9]],
  ["without a selection, in front of the word", null, 4, [4]],
  ["the first word: nowhere", null, 0, []],
  ["a word outside: nowhere", null, 15, []],
]) {
  test(`cut by ${name}`, () => {
    const selection = passage && { start: passage[0], end: passage[1] };
    const where = { passage: selection, word: { start: word, end: word + 1 } };
    assert.deepEqual(reshaping.placesIn(segment(1, 0, 14), where), expected);
  });
}

const whole = segment(1, 4, 7);
for (const [name, others, expected] of [
  ["over blanks, the next one", [segment(2, 0, 3), whole, segment(3, 9, 14)], 3],
  ["the one before", [segment(2, 0, 3), whole], 2],
  ["one within it", [whole, segment(4, 5, 7)], 4],
  ["one around it", [segment(5, 0, 14), whole], 5],
  ["none behind other words", [whole, segment(6, 15, 19)], undefined],
  ["none of another code", [whole, segment(7, 4, 7, { code: 2 })], undefined],
  ["none of another coder", [whole, segment(8, 4, 7, { coder: 2 })], undefined],
]) {
  test(`merge with ${name}`, () => assert.equal(reshaping.partnerOf(whole, others)?.id, expected));
}

/** Reshaping whose server gives these answers in turn; `keys`: under which it was asked. */
function asking(answers) {
  const keys = [];
  const split = (key) => {
    keys.push(key);
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const known = { ...whole, revision: 3 };
  const asked = new Reshaping({
    text,
    store: { get: () => known, answer: () => [] },
    pending: { operations: [], nameOf: (id) => id },
    sync: { send: () => Promise.resolve() },
    server: { split },
    changed: () => {},
  });
  return { asked, keys };
}
const done = { revision: 4, segments: [{ id: 1 }, { id: 9 }] };

test("a lost answer is asked for again under the same key", async () => {
  const { asked, keys } = asking([new Away(), done]);
  assert.deepEqual(await asked.split(1, [5]), [1, 9]);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
});

test("so is what the person asks for again, and a new wish has a new key", async () => {
  const { asked, keys } = asking([new Away(), new Away(), done, done]);
  await assert.rejects(asked.split(1, [5]), Away);
  await asked.split(1, [5]);
  await asked.split(1, [5]);
  assert.deepEqual(
    keys.map((key) => keys.indexOf(key)),
    [0, 0, 0, 3],
  );
});

test("what is refused is not asked for again", async () => {
  const { asked, keys } = asking([new Refused(409)]);
  await assert.rejects(asked.split(1, [5]), Refused);
  assert.equal(keys.length, 1);
});
