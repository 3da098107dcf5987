/**
 * Two pages of one person and a server, with answers and requests that get lost and pages that are
 * loaded anew: in the end all agree, and each thing that was done exists once.
 */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Pending } from "./pending.js";
import { Away, Refused } from "./server.js";
import { Store } from "./store.js";
import { Sync } from "./sync.js";
import { randomNumbers } from "./testing.js";

globalThis.gettext = (text) => text;

/** The rules of the API, in memory: revisions, keys, conflicts. */
class FakeServer {
  revision = 1;
  segments = new Map();
  changes = [];
  #done = new Map(); // key -> answer
  #nextId = 1;

  once({ key }, act) {
    if (!this.#done.has(key)) this.#done.set(key, act());
    return structuredClone(this.#done.get(key));
  }

  create({ key, start, end, codes, coder, memo }) {
    return this.once({ key }, () => {
      if (codes.includes(9)) throw new Refused(422, { detail: "Retired." });
      const isThere = (code) => (one) => one.code === code && one.start === start && one.end === end;
      const made = codes.map(
        (code) =>
          [...this.segments.values()].find(isThere(code)) ??
          this.#put({ id: this.#nextId++, start, end, code, coder, memo }),
      );
      return this.#log([], made);
    });
  }

  change({ key, id, patch }, seen) {
    return this.once({ key }, () => {
      const before = this.#current(id, seen);
      return this.#log([before], [this.#put({ ...before, ...patch })]);
    });
  }

  delete({ key, id }, seen) {
    return this.once({ key }, () => {
      const before = this.#current(id, seen);
      this.segments.delete(id);
      return { ...this.#log([before], []), segments: [] };
    });
  }

  changesSince(revision) {
    const changes = this.changes.filter((change) => change.revision > revision);
    return structuredClone({ revision: this.revision, changes });
  }

  #current(id, seen) {
    const current = this.segments.get(id);
    if (!current) throw new Refused(404);
    if (current.revision !== seen) throw new Refused(409, { detail: "Changed.", current });
    return current;
  }

  #put(state) {
    const written = { ...state, revision: this.revision + 1 };
    this.segments.set(state.id, written);
    return written;
  }

  #log(before, after) {
    this.revision += 1;
    this.changes.push({ revision: this.revision, before, after });
    return { revision: this.revision, segments: after };
  }
}

/** The same server behind a line on which `fate()` loses a request (1) or an answer (2). */
function lineTo(server, fate) {
  const call = (name) => async (...given) => {
    const lost = fate();
    if (lost === 1) throw new Away();
    let answer;
    try {
      answer = server[name](...given);
    } finally {
      if (lost === 2) throw new Away(); // eslint-disable-line no-unsafe-finally
    }
    return answer;
  };
  const names = ["create", "change", "delete", "changesSince"];
  return Object.fromEntries(names.map((name) => [name, call(name)]));
}

function open(server, line, record) {
  const segments = [...server.segments.values()].map((one) => ({ ...one }));
  const store = new Store({ revision: server.revision, segments });
  const pending = new Pending(store);
  if (record) pending.restore(structuredClone(record));
  const told = { changed() {}, refused() {}, held() {}, reversed() {}, state() {}, here() {} };
  return { store, pending, sync: new Sync({ server: line, store, pending, told }) };
}

for (let seed = 1; seed <= 40; seed += 1) {
  test(`lost requests, lost answers and reloads, seed ${seed}`, async () => {
    const random = randomNumbers(seed);
    const server = new FakeServer();
    let isGood = false;
    const line = lineTo(server, () => (isGood ? 0 : random(4)));
    const pages = [open(server, line), open(server, line)];
    const wanted = new Set(); // what was created and never changed by anybody since
    for (let round = 0; round < 120; round += 1) {
      const at = random(2);
      const { store, pending, sync } = pages[at];
      const ids = [...store.values(), ...pending.operations.flatMap(({ ids: made }) => made ?? [])]
        .map((one) => one.id ?? one)
        .filter((id) => pending.shown(id));
      const id = ids[random(ids.length || 1)];
      const what = random(9);
      if (what < 3 || id === undefined) {
        const place = { start: round, end: round + 1 + random(5) };
        pending.create({ ...place, codes: [1 + random(9)], coder: 1 });
        wanted.add(round);
      } else if (what < 5) pending.change(id, { end: 200 + random(50) });
      else if (what === 5) pending.change(id, { memo: `m${round}` });
      else if (what === 6 && !random(3)) pending.delete(id);
      else if (what === 7) pages[at] = open(server, line, pending.record);
      else if (random(2)) await sync.refresh();
    }
    isGood = true;
    for (let round = 0; round < 6; round += 1) {
      for (const { sync, pending } of pages) {
        for (const entry of pending.held) {
          const refused = entry.operation.codes?.includes(9);
          if (refused || random(2)) pending.drop(entry);
          else pending.retry(entry);
        }
        await sync.refresh();
      }
    }
    const expected = [...server.segments.values()].sort((a, b) => a.id - b.id);
    for (const { store, pending, sync } of pages) {
      await sync.refresh();
      assert.deepEqual([pending.operations, pending.held], [[], []]);
      assert.deepEqual([...store.values()].sort((a, b) => a.id - b.id), expected);
    }
    // Starts are the rounds: each passage that was created is there once at most.
    const starts = expected.map(({ start }) => start);
    assert.equal(new Set(starts).size, starts.length);
    assert.ok(starts.every((start) => wanted.has(start)));
  });
}
