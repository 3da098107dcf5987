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
const kinds = (pending) => pending.operations.map(({ kind }) => kind);
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

test("undo takes back here what was not sent yet, and redo does it again", () => {
  const { pending } = prepared(segment(1));
  pending.change(1, { end: 11 });
  pending.delete(1);
  const undone = pending.reverse("undo");
  assert.deepEqual(undone, { before: [], after: [pending.shown(1)], ids: [1] });
  assert.equal(pending.shown(1).end, 11);
  pending.reverse("undo");
  assert.deepEqual(pending.shown(1), segment(1));
  assert.equal(pending.reverse("undo"), null); // of what was done earlier
  assert.deepEqual(kinds(pending), ["undo"]);
  pending.reverse("redo");
  assert.deepEqual(kinds(pending), []);
  pending.reverse("redo");
  pending.reverse("redo");
  assert.equal(pending.shown(1), undefined);
  assert.equal(pending.reverse("redo"), null);
  assert.deepEqual(kinds(pending), ["change", "delete", "redo"]);
});

test("undo goes to the server behind something that may have arrived there", () => {
  const { pending } = prepared(segment(1));
  pending.change(1, { end: 11 }).sent = true;
  assert.equal(pending.reverse("undo"), null);
  assert.deepEqual(kinds(pending), ["change", "undo"]);
});

test("after something new there is nothing to redo here", () => {
  const { pending } = prepared(segment(1), segment(2));
  pending.change(1, { end: 11 });
  pending.reverse("undo");
  pending.change(2, { end: 12 });
  assert.equal(pending.reverse("redo"), null);
});

test("what is refused is held with what followed on the same segment; the rest stays", () => {
  const { pending } = prepared(segment(2));
  const create = pending.create({ start: 0, end: 5, codes: [8], coder: 1 });
  pending.change(create.ids[0], { memo: "m" });
  pending.change(2, { end: 12 });
  assert.ok(pending.hold(create, { sentence: "Retired.", conflict: false }));
  assert.deepEqual(kinds(pending), ["change"]);
  assert.equal(pending.shown(create.ids[0]), undefined);
  const [entry] = pending.held;
  assert.deepEqual(
    pending.mine(entry).map(({ code, memo }) => [code, memo]),
    [[8, "m"]],
  );
  pending.retry(entry);
  assert.deepEqual(kinds(pending), ["change", "create", "change"]);
  assert.deepEqual(pending.held, []);
});

test("an undo right behind what is refused meant it: both are over", () => {
  const { pending } = prepared(segment(1));
  const change = pending.change(1, { end: 11 });
  change.sent = true;
  pending.reverse("undo");
  assert.equal(pending.hold(change, { sentence: "No.", conflict: true }), false);
  assert.deepEqual([pending.operations, pending.held], [[], []]);
});

test("mine goes on top of theirs, or is made anew where theirs is gone", () => {
  const { store, pending } = prepared(segment(1));
  const change = pending.change(1, { end: 11 });
  store.answer({ revision: 2, segments: [segment(1, { memo: "theirs", revision: 2 })] });
  pending.hold(change, { sentence: "Changed.", conflict: true });
  let [entry] = pending.held;
  assert.equal(pending.theirs(entry).memo, "theirs");
  assert.deepEqual([pending.mine(entry)[0].memo, pending.mine(entry)[0].end], ["theirs", 11]);
  pending.retry(entry);
  assert.equal(pending.operations[0].seen, 2);

  pending.hold(change, { sentence: "Changed.", conflict: true });
  [entry] = pending.held;
  store.remove(1, 3);
  const [id] = pending.retry(entry);
  assert.deepEqual(kinds(pending), ["create"]);
  assert.equal(pending.shown(id).end, 11);
});

test("what is kept comes back under ids of its own", () => {
  const { store, pending } = prepared(segment(1));
  const create = pending.create({ start: 0, end: 5, codes: [8], coder: 1 });
  pending.change(create.ids[0], { end: 7 });
  pending.hold(pending.change(1, { end: 12 }), { sentence: "No.", conflict: true });
  const record = structuredClone(pending.record);
  const other = new Pending(store);
  other.create({ start: 1, end: 2, codes: [8], coder: 1 });
  const [id] = other.restore(record);
  assert.notEqual(id, -1);
  assert.equal(other.shown(id).end, 7);
  assert.equal(other.shown(-1).end, 2);
  assert.equal(other.held.length, 1);
  assert.equal(other.reverse("undo"), null); // it may have been done: the server knows
});

test("undo waits in the queue without touching a segment", () => {
  const { pending } = prepared(segment(1));
  pending.reverse("undo");
  assert.deepEqual(pending.shown(1), segment(1));
  assert.deepEqual(pending.settle(pending.operations[0]), []);
});
