import assert from "node:assert/strict";
import { test } from "node:test";

import { Pending } from "./pending.js";
import { Away, Refused } from "./server.js";
import { Store } from "./store.js";
import { Sync } from "./sync.js";

globalThis.gettext = (text) => text;

const segment = (id, revision, more = {}) => ({
  id,
  revision,
  start: 0,
  end: 9,
  code: 1,
  coder: 1,
  memo: "",
  ...more,
});

/** A page with segments and a server that answers as the list says; errors are thrown. */
function page(segments, answers) {
  const asked = [];
  const told = { refused: [], reversed: [], states: [] };
  const answer =
    (name) =>
    async (...rest) => {
      asked.push([name, ...rest.map((one) => (one?.kind ? one.kind : one))]);
      const next = name === "changesSince" ? { revision: 0, changes: [] } : answers.shift();
      if (next instanceof Error) throw next;
      return next;
    };
  const names = ["create", "change", "delete", "reverse", "changesSince"];
  const store = new Store({ revision: 1, segments });
  const pending = new Pending(store);
  const sync = new Sync({
    server: Object.fromEntries(names.map((name) => [name, answer(name)])),
    store,
    pending,
    told: {
      changed: () => {},
      refused: (operation, sentence) => told.refused.push(sentence),
      reversed: (kind, change) => told.reversed.push([kind, change.revision]),
      state: (state) => told.states.push(state),
    },
  });
  return {
    sync,
    store,
    pending,
    told,
    asked: () => asked.filter(([name]) => name !== "changesSince"),
  };
}

test("sends in order, each with the revision that the one before left", async () => {
  const { sync, pending, store, asked } = page(
    [segment(7, 1)],
    [
      { revision: 2, segments: [segment(7, 2, { end: 5 })] },
      { revision: 3, segments: [] },
    ],
  );
  pending.change(7, { end: 5 });
  pending.delete(7);
  await sync.send();
  assert.deepEqual(asked(), [
    ["change", 7, 1, { end: 5 }],
    ["delete", 7, 2],
  ]);
  assert.equal(store.get(7), undefined);
  assert.equal(store.revision, 3);
  assert.deepEqual(pending.operations, []);
});

test("while the server is away everything is kept, and sent later", async () => {
  const confirmed = { revision: 2, segments: [segment(50, 2, { code: 4 })] };
  const { sync, pending, store, told } = page([], [new Away(), confirmed]);
  const { ids } = pending.create({ start: 0, end: 9, codes: [4], coder: 1 });
  await sync.send();
  assert.ok(pending.shown(ids[0]).waiting);
  assert.deepEqual(told.states.at(-1), { away: true, signedOut: false, waiting: 1 });
  await sync.send();
  assert.equal(store.get(50).code, 4);
  assert.equal(pending.nameOf(ids[0]), 50);
  assert.deepEqual(told.states.at(-1), { away: false, signedOut: false, waiting: 0 });
  assert.deepEqual(told.refused, []);
});

test("what is refused is rolled back, with the server's sentence; the rest goes on", async () => {
  const { sync, pending, told } = page(
    [segment(7, 1), segment(8, 1)],
    [
      new Refused(409, { detail: "Twice." }),
      { revision: 2, segments: [segment(8, 2, { end: 3 })] },
    ],
  );
  pending.change(7, { end: 5 });
  pending.change(8, { end: 3 });
  await sync.send();
  assert.deepEqual(told.refused, ["Twice."]);
  assert.equal(pending.shown(7).end, 9);
  assert.equal(pending.shown(8).end, 3);
});

test("a conflict shows the segment as it is now", async () => {
  const current = segment(7, 4, { end: 6 });
  const refusal = new Refused(409, { detail: "Changed meanwhile.", current });
  const { sync, pending, told } = page([segment(7, 1)], [refusal]);
  pending.change(7, { end: 5 });
  await sync.send();
  assert.equal(pending.shown(7).end, 6);
  assert.deepEqual(told.refused, ["Changed meanwhile."]);
});

test("a change whose answer was lost is not reported as refused when it was done", async () => {
  const current = segment(7, 2, { end: 5 });
  const refusal = new Refused(409, { detail: "Changed meanwhile.", current });
  const { sync, pending, told } = page([segment(7, 1)], [new Away(), refusal]);
  pending.change(7, { end: 5 });
  await sync.send();
  await sync.send();
  assert.deepEqual(told.refused, []);
  assert.equal(pending.shown(7).end, 5);
});

test("a deletion whose answer was lost stays a deletion", async () => {
  const { sync, pending, told } = page([segment(7, 1)], [new Away(), new Refused(404)]);
  pending.delete(7);
  await sync.send();
  await sync.send();
  assert.deepEqual(told.refused, []);
  assert.equal(pending.shown(7), undefined);
});

test("undo is not tried again: it may have been done", async () => {
  const { sync, pending, told, asked } = page([], [new Away()]);
  pending.reverse("undo");
  await sync.send();
  await sync.send();
  assert.equal(asked().length, 1);
  assert.equal(told.refused.length, 1);
  assert.deepEqual(pending.operations, []);
});

test("undo applies the change that the server answers with", async () => {
  const change = { revision: 2, verb: "segment.undo", before: [], after: [segment(7, 2)] };
  const { sync, pending, store, told } = page([], [change]);
  pending.reverse("undo");
  await sync.send();
  assert.equal(store.get(7).revision, 2);
  assert.equal(store.revision, 2);
  assert.deepEqual(told.reversed, [["undo", 2]]);
});

test("a change to a segment that is gone is dropped", async () => {
  const { sync, store, pending, asked } = page([segment(7, 1)], []);
  pending.change(7, { end: 5 });
  store.remove(7, 2);
  await sync.send();
  assert.deepEqual(asked(), []);
  assert.deepEqual(pending.operations, []);
});
