/**
 * What was done here and is not confirmed yet, in order, and what the segments look like with it.
 *
 * Operations (in sending order; `sent` from the first request on, whose answer may be lost):
 *   {kind: "create", ids, start, end, codes, coder, memo}   ids: one negative id a code
 *   {kind: "change", id, patch, base, seen}                  patch: start, end, code, memo
 *   {kind: "delete", id, base, seen}
 *   {kind: "undo"}, {kind: "redo"}
 * Each has a `key`, by which the server knows one that it did already. `base` is the segment as it
 * was seen and `seen` its revision; null behind an operation on the same segment, which sets it.
 *
 * What the server would not take is `held`, with what was done to the same segments behind it,
 * until the person sends it again or drops it.
 */

import { followers, idsOf, isReverse, newKey, shownWith } from "./operations.js";

export class Pending {
  operations = [];
  held = []; // {operation, behind, sentence, conflict}
  #store;
  #saved;
  #names = new Map(); // negative id -> the id that the server gave
  #nextId = -1;
  #undone = []; // operations that were taken back before they were sent

  /** @param {() => void} saved called when there is something new to keep */
  constructor(store, saved = () => {}) {
    this.#store = store;
    this.#saved = saved;
  }

  /** The segment as it is shown, or undefined where it is not. */
  shown(id) {
    return shownWith(this.operations, this.#store.get(id), id);
  }

  /** The id that stands for `id` now: a segment gets its lasting id when it is confirmed. */
  nameOf(id) {
    return this.#names.get(id) ?? id;
  }

  create({ start, end, codes, coder, memo = "" }) {
    const ids = codes.map(() => this.#nextId--);
    return this.#add({ kind: "create", ids, start, end, codes, coder, memo });
  }

  /** Several changes in a row to one segment that waits are one change. */
  change(id, patch) {
    const last = this.operations.at(-1);
    if (last?.kind === "change" && last.id === id && !last.sent) {
      Object.assign(last.patch, patch);
      this.#saved();
      return last;
    }
    return this.#add({ kind: "change", id, patch: { ...patch }, ...this.#sight(id) });
  }

  delete(id) {
    return this.#add({ kind: "delete", id, ...this.#sight(id) });
  }

  /**
   * Undo or redo: by the server, or here what it was never sent.
   * @param {"undo" | "redo"} kind
   * @returns {{before: object[], after: object[], ids: number[]} | null} what was done here
   */
  reverse(kind) {
    const last = this.operations.at(-1);
    const isOpposite = isReverse(last) && last.kind !== kind;
    if (last && !last.sent && (isOpposite || (kind === "undo" && !isReverse(last)))) {
      const reversed = this.#reversing(last, () => this.operations.pop());
      if (!isReverse(last)) this.#undone.push(last);
      return reversed;
    }
    if (kind === "redo" && this.#undone.length) {
      const again = this.#undone.pop();
      return this.#reversing(again, () => this.operations.push(again));
    }
    this.#add({ kind });
    return null;
  }

  /**
   * The operation is over: confirmed (then `segments` are the server's) or given up.
   * @returns {number[]} the ids that may look different now
   */
  settle(operation, segments = []) {
    this.operations = this.operations.filter((other) => other !== operation);
    const ids = idsOf(operation);
    if (operation.kind === "create") {
      operation.codes.forEach((code, i) => {
        const confirmed = segments.find((segment) => segment.code === code);
        if (confirmed) this.#rename(operation.ids[i], confirmed.id);
      });
    }
    for (const { id, revision } of segments) this.#nextSees(id, revision);
    this.#saved();
    return [...ids, ...ids.map((id) => this.nameOf(id))];
  }

  /** One's own undo moved these segments on: what waits for them saw them so. */
  sawReversed({ before, after }) {
    for (const { id, revision } of after) {
      const was = before.find((state) => state.id === id)?.revision;
      const next = this.operations.find((operation) => operation.id === id);
      if (next && next.seen === was) next.seen = revision;
    }
  }

  /**
   * The server would not take the first operation: set it aside, with what followed on the same
   * segments. An undo right behind them meant the last of them: then both are over.
   * @param {{sentence: string, conflict: boolean}} why
   * @returns {boolean} whether something is left to be held
   */
  hold(operation, why) {
    const chain = [operation, ...followers(this.operations, operation)];
    const isInRow = chain.every((one, at) => this.operations[at] === one);
    const gone = new Set(chain);
    const next = this.operations[chain.length];
    if (isInRow && next?.kind === "undo") {
      gone.add(next);
      chain.pop();
    }
    this.operations = this.operations.filter((other) => !gone.has(other));
    const [first, ...behind] = chain;
    if (first) this.held.push({ operation: first, behind, ...why });
    this.#saved();
    return Boolean(first);
  }

  /** What somebody made of the segment meanwhile; undefined when it is gone, or never was. */
  theirs({ operation }) {
    return this.#store.get(operation.id);
  }

  /** The segments as they would be if what is held were done now. */
  mine({ operation, behind }) {
    const start = this.#store.get(operation.id) ?? operation.base;
    return idsOf(operation)
      .map((id) => shownWith([operation, ...behind], start, id))
      .filter(Boolean);
  }

  /** Send again what is held: on top of what stands there now, or anew where that is gone. */
  retry(entry) {
    const { operation, behind } = entry;
    const theirs = this.theirs(entry);
    const mine = this.mine(entry);
    this.drop(entry);
    if (operation.kind !== "create" && !theirs) {
      return mine.flatMap((state) => this.create({ ...state, codes: [state.code] }).ids);
    }
    operation.seen = theirs?.revision;
    for (const follower of behind) follower.seen = null;
    this.operations.push(operation, ...behind);
    this.#saved();
    return idsOf(operation);
  }

  /** Give up what is held: what the server has stays. */
  drop(entry) {
    this.held = this.held.filter((other) => other !== entry);
    this.#saved();
  }

  /** What is kept over a reload: plain data. */
  get record() {
    return { operations: this.operations, held: this.held };
  }

  /**
   * Take up what was kept: it comes last, and may have been sent.
   * @returns {number[]} the ids that are shown now
   */
  restore({ operations, held }) {
    const all = [...operations, ...held.flatMap(({ operation, behind }) => [operation, ...behind])];
    const here = new Map(all.flatMap(({ ids = [] }) => ids).map((id) => [id, this.#nextId--]));
    for (const operation of all) {
      operation.sent = true;
      if (operation.ids) operation.ids = operation.ids.map((id) => here.get(id));
      if (operation.id < 0) operation.id = here.get(operation.id);
    }
    this.operations.push(...operations);
    this.held.push(...held);
    this.#saved();
    return operations.flatMap(idsOf);
  }

  #sight(id) {
    const waits = this.operations.some((operation) => idsOf(operation).includes(id));
    return { base: this.shown(id), seen: waits ? null : this.#store.get(id).revision };
  }

  #nextSees(id, revision) {
    const next = this.operations.find((operation) => operation.id === id);
    if (next && next.seen === null) next.seen = revision;
  }

  #rename(id, lasting) {
    this.#names.set(id, lasting);
    for (const operation of this.operations) if (operation.id === id) operation.id = lasting;
  }

  #reversing(operation, act) {
    const ids = idsOf(operation);
    const states = () => ids.map((id) => this.shown(id)).filter(Boolean);
    const before = states();
    act();
    this.#saved();
    return { before, after: states(), ids };
  }

  #add(operation) {
    this.#undone = isReverse(operation) ? this.#undone : [];
    this.operations.push({ ...operation, key: newKey() });
    this.#saved();
    return this.operations.at(-1);
  }
}
