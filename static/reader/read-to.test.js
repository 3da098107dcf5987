import assert from "node:assert/strict";
import { test } from "node:test";

import { readOn } from "./read-to.js";

const HEIGHT = 1000;
/** Paragraphs of 100 pixels, the first one's top at `top`. */
const paragraphs = (top, count) => (number) =>
  number < count
    ? { top: top + number * 100, bottom: top + (number + 1) * 100 }
    : null;

test("what ends on the screen is read", () => {
  assert.equal(readOn(0, paragraphs(0, 50), HEIGHT), 10);
  assert.equal(readOn(0, paragraphs(950, 50), HEIGHT), 0);
});

test("reading goes on where it stood", () => {
  assert.equal(readOn(10, paragraphs(-900, 50), HEIGHT), 19);
  assert.equal(readOn(10, paragraphs(0, 50), HEIGHT), 10);
});

test("what was just scrolled past counts, what was jumped over does not", () => {
  assert.equal(readOn(10, paragraphs(-1500, 50), HEIGHT), 25);
  assert.equal(readOn(10, paragraphs(-3000, 50), HEIGHT), 10);
});

test("the end is the end", () => {
  assert.equal(readOn(0, paragraphs(0, 3), HEIGHT), 3);
  assert.equal(readOn(3, paragraphs(0, 3), HEIGHT), 3);
});
