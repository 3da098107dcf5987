import assert from "node:assert/strict";
import { test } from "node:test";

import { Filter } from "./filter.js";

const segment = (coder, code, unsure = false) => ({ coder, code, unsure });
/** Codes 10 to 19 belong to dilemma 1, and so on. */
const newFilter = () => new Filter((code) => Math.floor(code / 10));
const shown = (filter, ...codes) => codes.filter((code) => filter.showsCode(code));

test("shows by coder, by dilemma and by doubt", () => {
  const filter = newFilter();
  assert.ok(filter.shows(segment(1, 11)));
  assert.ok(!filter.active);
  filter.coder = 2;
  assert.ok(!filter.shows(segment(1, 11)));
  assert.ok(filter.shows(segment(2, 11)));
  filter.setDilemma(1, false);
  assert.ok(!filter.shows(segment(2, 11)));
  assert.ok(filter.shows(segment(2, 21)));
  filter.unsureOnly = true;
  assert.ok(!filter.shows(segment(2, 21)));
  assert.ok(filter.shows(segment(2, 21, true)));
  assert.ok(filter.active);
  filter.clear();
  assert.ok(filter.shows(segment(1, 11)));
  assert.ok(!filter.active);
});

test("a code is hidden and shown again", () => {
  const filter = newFilter();
  filter.setCode(11, false, [11, 12]);
  assert.deepEqual(shown(filter, 11, 12, 13, 21), [12, 13, 21]);
  assert.equal(filter.partOf(1, [11, 12]), "some");
  assert.ok(filter.singlesOut(11) && !filter.singlesOut(12));
  assert.ok(filter.active);
  filter.setCode(11, true, [11, 12]);
  assert.deepEqual(shown(filter, 11, 12), [11, 12]);
  assert.equal(filter.partOf(1, [11, 12]), "all");
  assert.ok(!filter.active);
});

test("hiding the last of its codes hides the dilemma, with what comes later", () => {
  const filter = newFilter();
  filter.setCode(11, false, [11, 12]);
  filter.setCode(12, false, [11, 12]);
  assert.equal(filter.partOf(1, [11, 12]), "none");
  assert.equal(filter.partOf(1, []), "none");
  assert.deepEqual(shown(filter, 13, 21), [21]);
});

test("a code of a hidden dilemma alone; showing the others makes the dilemma whole", () => {
  const filter = newFilter();
  filter.setDilemma(1, false);
  filter.setCode(12, true, [11, 12]);
  assert.deepEqual(shown(filter, 11, 12, 13), [12]);
  filter.setCode(12, false, [11, 12]);
  assert.equal(filter.partOf(1, [11, 12]), "none");
  filter.setCode(12, true, [11, 12]);
  filter.setCode(11, true, [11, 12]);
  assert.deepEqual(shown(filter, 11, 12, 13), [11, 12, 13]);
  assert.ok(!filter.active);
});

test("only one code, only one dilemma", () => {
  const filter = newFilter();
  filter.setCode(21, false, [21, 22]);
  filter.onlyCode(11, [1, 2, 3], [11, 12]);
  assert.deepEqual(shown(filter, 11, 12, 13, 21, 22, 31), [11]);
  filter.onlyCode(21, [1, 2, 3], [21, 22]);
  assert.deepEqual(shown(filter, 11, 12, 21, 22, 31), [21]);
  filter.onlyDilemma(1, [1, 2, 3]);
  assert.deepEqual(shown(filter, 11, 12, 21, 22, 31), [11, 12]);
  assert.equal(filter.partOf(2, [21, 22]), "none");
});

test("only the one code that its dilemma has here, then all dilemmas: nothing is hidden", () => {
  const filter = newFilter();
  filter.onlyCode(11, [1, 2], [11]);
  assert.deepEqual(shown(filter, 11, 21), [11]);
  filter.setDilemma(2, true);
  assert.equal(filter.partOf(1, [11]), "all");
  assert.ok(!filter.active);
});
