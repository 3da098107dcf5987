import assert from "node:assert/strict";
import { test } from "node:test";

import { contrast, THEMES } from "./colours.js";
import { OF_CODERS, StripeColours } from "./stripe-colours.js";

const codebook = new Map([[7, { colour: "#123456" }]]);
const colours = (by, theme) =>
  new StripeColours({ codebook, coders: [12, 3], by: () => by, theme: () => theme });

test("by code", () => {
  assert.equal(colours("code", "light").of({ code: 7, coder: 3 }), "#123456");
  assert.notEqual(colours("code", "dark").of({ code: 7, coder: 3 }), "#123456"); // too dark to see
  assert.match(colours("code", "light").of({ code: 8, coder: 3 }), /^#/);
});

test("by coder, in the order of their ids", () => {
  const [first, second] = OF_CODERS.dark;
  const dark = colours("coder", "dark");
  assert.deepEqual([3, 12].map((coder) => dark.of({ code: 7, coder })), [first, second]);
  assert.equal(colours("coder", undefined).of({ code: 7, coder: 3 }), OF_CODERS.light[0]);
  assert.ok(![first, second].includes(dark.ofCoder(99)));
});

// How colours look without one kind of cones, in linear RGB: Machado, Oliveira and Fernandes (2009).
const SEEN = {
  "with all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
  deuteranopia: [[0.367, 0.861, -0.228], [0.28, 0.673, 0.047], [-0.012, 0.043, 0.969]],
  tritanopia: [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
};
const times = (matrix, vector) =>
  matrix.map((row) => row.reduce((sum, part, i) => sum + part * vector[i], 0));
const linear = (colour) =>
  [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
const XYZ = [[0.4339, 0.3762, 0.1899], [0.2126, 0.7152, 0.0722], [0.0177, 0.1095, 0.8728]];

/** CIELAB of what is seen of a colour. */
function lab(colour, matrix) {
  const seen = times(matrix, linear(colour)).map((part) => Math.min(1, Math.max(0, part)));
  const root = (part) => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116);
  const [x, y, z] = times(XYZ, seen).map(root);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

for (const [theme, palette] of Object.entries(OF_CODERS)) {
  test(`${theme}: coders' colours are seen on the paper`, () => {
    for (const colour of palette) {
      assert.ok(contrast(colour, THEMES[theme].paper) >= 3, colour);
    }
  });
  for (const [eyes, matrix] of Object.entries(SEEN)) {
    test(`${theme}, ${eyes}: no two coders' colours are alike`, () => {
      const places = palette.map((colour) => lab(colour, matrix));
      places.forEach((one, i) =>
        places.slice(0, i).forEach((other, j) => {
          const distance = Math.hypot(...one.map((part, k) => part - other[k]));
          assert.ok(distance > 30, `${palette[i]} and ${palette[j]}: ${distance}`);
        }),
      );
    });
  }
}
