import assert from "node:assert/strict";
import { test } from "node:test";

import { contrast, line, mix, THEMES, tint } from "./colours.js";

test("known contrasts", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#777777", "#777777"), 1);
  assert.ok(Math.abs(contrast("#767676", "#ffffff") - 4.54) < 0.01);
});

test("mix", () => {
  assert.equal(mix("#ff0000", "#000000", 0.5), "#800000");
  assert.equal(mix("#123456", "#ffffff", 1), "#123456");
});

const STEPS = ["00", "40", "80", "c0", "ff"];
const ANY = STEPS.flatMap((r) => STEPS.flatMap((g) => STEPS.map((b) => `#${r}${g}${b}`)));

for (const [name, theme] of Object.entries(THEMES)) {
  test(`${name}: text on any tint is readable, any line is seen`, () => {
    for (const colour of ANY) {
      assert.ok(contrast(tint(colour, theme), theme.soft) >= 4.5, `tint of ${colour}`);
      assert.ok(contrast(line(colour, theme), theme.paper) >= 3, `line of ${colour}`);
    }
  });
}
