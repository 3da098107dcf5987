import assert from "node:assert/strict";
import { test } from "node:test";

import { astralPositions, countWhile, toPoints, toUnits } from "./offsets.js";

const TEXTS = {
  plain: "Court on Monday",
  french: "Là où l’équipe s’arrête",
  combining: "cafe\u0301 e\u0301",
  emoji: "a😀b😀😀c",
  family: "👨‍👩‍👧 rang",
  empty: "",
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`both directions agree with counting one by one: ${name}`, () => {
    const astral = astralPositions(text);
    let units = 0;
    const characters = [...text];
    for (let points = 0; points <= characters.length; points += 1) {
      assert.equal(toUnits(astral, points), units);
      assert.equal(toPoints(astral, units), points);
      units += characters[points]?.length ?? 0;
    }
  });
}

test("a unit within a pair counts as the place in front of the pair", () => {
  assert.equal(toPoints(astralPositions("a😀b"), 2), 1);
});

test("countWhile finds the border", () => {
  assert.equal(
    countWhile([1, 3, 5], (value) => value < 4),
    2,
  );
  assert.equal(
    countWhile([], () => true),
    0,
  );
});
