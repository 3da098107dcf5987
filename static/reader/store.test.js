import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "./store.js";
import { randomNumbers } from "./testing.js";

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
const contents = (store) => JSON.stringify([...store.values()].sort((a, b) => a.id - b.id));

test("applies a create, a change and a delete", () => {
  const store = new Store({ revision: 1, segments: [segment(1, 1)] });
  const changed = store.applyAll({
    revision: 4,
    changes: [
      { revision: 2, before: [], after: [segment(2, 2)] },
      { revision: 3, before: [segment(1, 1)], after: [segment(1, 3, { end: 5 })] },
      { revision: 4, before: [segment(2, 2)], after: [] },
    ],
  });
  assert.deepEqual(changed, [2, 1, 2]);
  assert.equal(store.revision, 4);
  assert.equal(store.get(1).end, 5);
  assert.equal(store.get(2), undefined);
});

test("an old create does not bring back what was deleted since; an undo does", () => {
  const store = new Store({ revision: 1, segments: [] });
  store.remove(7, 3);
  assert.deepEqual(store.apply({ revision: 2, before: [], after: [segment(7, 2)] }), []);
  assert.equal(store.get(7), undefined);
  assert.deepEqual(store.apply({ revision: 4, before: [], after: [segment(7, 4)] }), [7]);
});

test("one's own answer does not skip the changes of others in between", () => {
  const store = new Store({ revision: 5, segments: [] });
  store.answer({ revision: 7, segments: [segment(3, 7)] });
  assert.equal(store.revision, 5);
  store.answer({ revision: 6, segments: [segment(2, 6)] });
  assert.equal(store.revision, 6);
});

test("the log's entries that are not about segments are passed over", () => {
  const store = new Store({ revision: 0, segments: [] });
  store.applyAll({ revision: 1, changes: [{ revision: 1, before: [], after: [{ sha256: "" }] }] });
  assert.equal(store.size, 0);
});

/** A log as the server writes it: creates, changes, deletes and undone deletes. */
function randomLog(random, length) {
  const live = new Map();
  const deleted = [];
  const log = [];
  for (let revision = 1; revision <= length; revision += 1) {
    const ids = [...live.keys()];
    const kind = ids.length ? random(4) : 0;
    const before = kind === 1 || kind === 2 ? [live.get(ids[random(ids.length)])] : [];
    let after = [];
    if (kind === 0)
      after = [segment(revision * 10, revision), segment(revision * 10 + 1, revision)];
    if (kind === 1) after = [{ ...before[0], revision, end: 10 + random(50) }];
    if (kind === 3 && deleted.length) after = [{ ...deleted.pop(), revision }];
    if (kind === 2) deleted.push(before[0]);
    before.forEach((state) => live.delete(state.id));
    after.forEach((state) => live.set(state.id, state));
    log.push({ revision, before, after });
  }
  return { log, live };
}

test("in any order and with repetitions, the log leads to the same segments", () => {
  const random = randomNumbers(11);
  for (let round = 0; round < 200; round += 1) {
    const { log, live } = randomLog(random, 30);
    const shuffled = [...log, ...log.slice(0, 10)]
      .map((change) => [random(1e9), change])
      .sort(([a], [b]) => a - b)
      .map(([, change]) => change);
    const store = new Store({ revision: 0, segments: [] });
    shuffled.forEach((change) => store.apply(change));
    assert.equal(contents(store), contents({ values: () => live.values() }));
  }
});
