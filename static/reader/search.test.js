import assert from "node:assert/strict";
import { test } from "node:test";

import { folded, inTreeOrder, matchingCodes, rootOf } from "./search.js";

const code = (id, parent, key, name, more = {}) => ({
  id,
  parent,
  key,
  name,
  shortcut: "",
  definition: "",
  retired: false,
  ...more,
});
const CODES = [
  code(1, null, "expertise", "Expertise", { shortcut: "ee" }),
  code(2, null, "power", "Power", { shortcut: "pp" }),
  code(3, 2, "power.define", "Power to define", {
    shortcut: "pd",
    definition: "Whose idea prevails",
  }),
  code(4, 1, "expertise.practice", "Practising expertise", { shortcut: "ep" }),
  code(5, 2, "power.status", "Status and resources", { definition: "Pay and numbers" }),
  code(6, 1, "expertise.old", "Old expertise", { retired: true }),
  code(7, null, "metier", "Métier"),
];
const found = (query) =>
  matchingCodes(CODES, query).map((group) => [group.root.id, group.codes.map((c) => c.id)]);

const EXAMPLES = [
  {
    query: "",
    groups: [
      [1, [1, 4]],
      [2, [2, 3, 5]],
      [7, [7]],
    ],
  },
  { query: "power", groups: [[2, [2, 3, 5]]] },
  { query: "define", groups: [[2, [3]]] },
  { query: "to pow", groups: [[2, [3]]] },
  { query: "PD", groups: [[2, [3]]] },
  { query: "pay", groups: [[2, [5]]] },
  { query: "exp", groups: [[1, [1, 4]]] },
  { query: "metier", groups: [[7, [7]]] },
  { query: "old", groups: [] },
  { query: "nothing like it", groups: [] },
];
for (const { query, groups } of EXAMPLES) {
  test(`“${query}”`, () => assert.deepEqual(found(query), groups));
}

test("the dilemma of the best match comes first", () => {
  assert.deepEqual(found("pr")[0][0], 1); // Practising; "prevails" stands in a definition only
  assert.deepEqual(found("pr").length, 2);
});

test("roots and tree order; a code whose parent is unknown counts as a root", () => {
  const byId = new Map(CODES.map((c) => [c.id, c]));
  assert.equal(rootOf(CODES[2], byId).id, 2);
  assert.deepEqual(
    inTreeOrder(CODES).map((c) => c.id),
    [1, 4, 6, 2, 3, 5, 7],
  );
  assert.deepEqual(
    inTreeOrder([code(1, 99, "a", "A")]).map((c) => c.id),
    [1],
  );
});

test("folded", () => assert.equal(folded("Métier ÉTÉ"), "metier ete"));
