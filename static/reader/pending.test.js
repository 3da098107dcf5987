import assert from "node:assert/strict";
import { test } from "node:test";

import { Pending } from "./pending.js";
import { Store } from "./store.js";

const segment = (id, more = {}) => ({
  id,
  revision: 1,
  start: 0,
  end: 9,
  code: 1,
  coder: 1,
  memo: "",
  ...more,
});
const prepared = (...segments) => {
  const store = new Store({ revision: 1, segments });
  return { store, pending: new Pending(store) };
};

test("a create is shown at once and gets its lasting id when confirmed", () => {
  const { store, pending } = prepared();
  const operation = pending.create({ start: 2, end: 5, codes: [8, 9], coder: 1 });
  const [first, second] = operation.ids;
  assert.deepEqual(pending.shown(second), {
    id: second,
    start: 2,
    end: 5,
    code: 9,
    coder: 1,
    memo: "",
    revision: 0,
    waiting: true,
  });
  const segments = [segment(70, { code: 9, revision: 2 }), segment(71, { code: 8, revision: 2 })];
  store.answer({ revision: 2, segments });
  assert.deepEqual(new Set(pending.settle(operation, segments)), new Set([first, second, 70, 71]));
  assert.equal(pending.shown(first), undefined);
  assert.equal(pending.nameOf(first), 71);
  assert.equal(pending.nameOf(second), 70);
  assert.equal(pending.nameOf(5), 5);
});

test("a change to a segment that waits goes to the lasting one", () => {
  const { store, pending } = prepared();
  const create = pending.create({ start: 0, end: 5, codes: [8], coder: 1 });
  pending.change(create.ids[0], { end: 7 });
  assert.equal(pending.shown(create.ids[0]).end, 7);
  const segments = [segment(70, { code: 8, end: 5, revision: 2 })];
  store.answer({ revision: 2, segments });
  pending.settle(create, segments);
  assert.equal(pending.operations[0].id, 70);
  assert.equal(pending.shown(70).end, 7);
});

test("changes in a row to one segment are one, unless the first is on its way", () => {
  const { pending } = prepared(segment(1));
  const change = pending.change(1, { end: 10 });
  pending.change(1, { end: 11 });
  assert.equal(pending.operations.length, 1);
  change.sent = true;
  pending.change(1, { memo: "m" });
  assert.equal(pending.operations.length, 2);
  assert.deepEqual([pending.shown(1).end, pending.shown(1).memo], [11, "m"]);
});

test("a refused operation leaves what the server has", () => {
  const { pending } = prepared(segment(1));
  const change = pending.change(1, { end: 10 });
  const gone = pending.delete(1);
  assert.equal(pending.shown(1), undefined);
  pending.settle(gone);
  assert.equal(pending.shown(1).end, 10);
  pending.settle(change);
  assert.deepEqual(pending.shown(1), segment(1));
});

test("undo waits in the queue without touching a segment", () => {
  const { pending } = prepared(segment(1));
  const undo = pending.reverse("undo");
  assert.deepEqual(pending.shown(1), segment(1));
  assert.deepEqual(pending.settle(undo), []);
});
