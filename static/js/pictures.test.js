import assert from "node:assert/strict";
import { test } from "node:test";

import { nameOf, scaleOf } from "./pictures.js";

test("a picture is painted three times as large, but never too large for a canvas", () => {
  assert.equal(scaleOf(800, 600), 3);
  assert.equal(scaleOf(8000, 600), 1.5);
  assert.equal(scaleOf(600, 24_000), 0.5);
});

test("the PNG is named as the SVG is", () => {
  assert.equal(nameOf('attachment; filename="upset-7.svg"'), "upset-7.png");
  assert.equal(nameOf(null), "picture.png");
});
