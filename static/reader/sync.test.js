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
  const told = { refused: [], held: [], reversed: [], states: [] };
  const answer =
    (name) =>
    async ({ kind, id, patch }, revision) => {
      asked.push([name, ...[id ?? kind, revision, patch].filter((one) => one !== undefined)]);
      const next = answers.shift();
      if (next instanceof Error) throw next;
      return next;
    };
  const names = ["create", "change", "delete", "reverse"];
  const store = new Store({ revision: 1, segments });
  const pending = new Pending(store);
  const sync = new Sync({
    server: {
      ...Object.fromEntries(names.map((name) => [name, answer(name)])),
      changesSince: async () => ({ revision: 0, changes: [] }),
    },
    store,
    pending,
    told: {
      changed: () => {},
      refused: (sentence) => told.refused.push(sentence),
      held: (sentence) => told.held.push(sentence),
      reversed: (kind, change) => told.reversed.push([kind, change.revision]),
      state: (state) => told.states.push(state),
      here: () => {},
    },
  });
  return { sync, store, pending, told, asked };
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
  assert.deepEqual(asked, [
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
  const away = { away: true, signedOut: false, waiting: 1, held: 0 };
  assert.deepEqual(told.states.at(-1), away);
  await sync.send();
  assert.equal(store.get(50).code, 4);
  assert.equal(pending.nameOf(ids[0]), 50);
  assert.deepEqual(told.states.at(-1), { ...away, away: false, waiting: 0 });
  assert.deepEqual(told.held, []);
});

test("signed out is told apart from away", async () => {
  const { sync, pending, told } = page([segment(7, 1)], [new Away({ signedOut: true })]);
  pending.delete(7);
  await sync.send();
  assert.ok(told.states.at(-1).signedOut);
  assert.equal(pending.operations.length, 1);
});

test("what is refused is held with the server's sentence; the rest goes on", async () => {
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
  assert.deepEqual(told.held, ["Twice."]);
  assert.equal(pending.held[0].conflict, false);
  assert.equal(pending.shown(7).end, 9);
  assert.equal(pending.shown(8).end, 3);
});

test("a conflict shows the segment as it is now and keeps both versions", async () => {
  const current = segment(7, 4, { end: 6 });
  const refusal = new Refused(409, { detail: "Changed meanwhile.", current });
  const { sync, pending, told } = page([segment(7, 1)], [refusal]);
  pending.change(7, { end: 5 });
  await sync.send();
  assert.equal(pending.shown(7).end, 6);
  assert.deepEqual(told.held, ["Changed meanwhile."]);
  const [entry] = pending.held;
  assert.ok(entry.conflict);
  assert.deepEqual([pending.theirs(entry).end, pending.mine(entry)[0].end], [6, 5]);
});

test("news of another's change does not hide the conflict", async () => {
  const current = segment(7, 2, { end: 6 });
  const { sync, pending, store, asked } = page(
    [segment(7, 1)],
    [new Refused(409, { detail: "Changed meanwhile.", current })],
  );
  pending.change(7, { end: 5 });
  store.applyAll({ revision: 2, changes: [{ revision: 2, before: [], after: [current] }] });
  await sync.send();
  assert.deepEqual(asked, [["change", 7, 1, { end: 5 }]]);
  assert.equal(pending.held.length, 1);
});

test("two who want the same do not quarrel", async () => {
  const current = segment(7, 2, { end: 5 });
  const refusal = new Refused(409, { detail: "Changed meanwhile.", current });
  const { sync, pending, told } = page([segment(7, 1)], [refusal]);
  pending.change(7, { end: 5 });
  await sync.send();
  assert.deepEqual([told.held, pending.held], [[], []]);
  assert.equal(pending.shown(7).end, 5);
});

test("who deletes what is gone has what they want", async () => {
  const { sync, pending, told } = page([segment(7, 1)], [new Refused(404)]);
  pending.delete(7);
  await sync.send();
  assert.deepEqual([told.held, told.refused], [[], []]);
  assert.equal(pending.shown(7), undefined);
});

test("who deletes what was changed is asked", async () => {
  const current = segment(7, 2, { memo: "theirs" });
  const refusal = new Refused(409, { detail: "Changed meanwhile.", current });
  const { sync, pending, told } = page([segment(7, 1)], [refusal]);
  pending.delete(7);
  await sync.send();
  assert.equal(told.held.length, 1);
  assert.deepEqual(pending.mine(pending.held[0]), []);
  assert.equal(pending.shown(7).memo, "theirs");
});

test("undo is sent again under the same key when its answer was lost", async () => {
  const change = { revision: 2, verb: "segment.undo", before: [], after: [segment(7, 2)] };
  const { sync, pending, told } = page([], [new Away(), change]);
  pending.reverse("undo");
  await sync.send();
  assert.equal(pending.operations.length, 1);
  await sync.send();
  assert.deepEqual(told.reversed, [["undo", 2]]);
  assert.deepEqual(pending.operations, []);
});

test("an undo that the server refuses is told and over", async () => {
  const { sync, pending, told } = page([], [new Refused(409, { detail: "Nothing." })]);
  pending.reverse("undo");
  await sync.send();
  assert.deepEqual(told.refused, ["Nothing."]);
  assert.deepEqual([pending.operations, pending.held], [[], []]);
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

test("one's own undo is no conflict for what was done behind it", async () => {
  const before = [segment(7, 1)];
  const after = [segment(7, 2, { end: 8 })];
  const { sync, pending, asked } = page(before, [
    { revision: 2, verb: "segment.undo", before, after },
    { revision: 3, segments: [segment(7, 3, { end: 5 })] },
  ]);
  pending.reverse("undo");
  pending.change(7, { end: 5 });
  await sync.send();
  assert.deepEqual(asked.at(-1), ["change", 7, 2, { end: 5 }]);
});

test("a change to a segment that is gone is held", async () => {
  const { sync, store, pending, told } = page([segment(7, 1)], [new Refused(404)]);
  pending.change(7, { end: 5 });
  store.remove(7, 2);
  await sync.send();
  assert.deepEqual(told.held, ["This segment was deleted in the meantime."]);
  const [entry] = pending.held;
  assert.deepEqual([pending.theirs(entry), pending.mine(entry)[0].end], [undefined, 5]);
});
