/**
 * What was done here and is not confirmed yet, in order, and what the segments look like with it.
 *
 * Operations (in sending order; `sent` while a request is on its way):
 *   {kind: "create", ids, start, end, codes, coder}   ids: one negative id a code, until confirmed
 *   {kind: "change", id, patch}                        patch: start, end, code, memo
 *   {kind: "delete", id}
 *   {kind: "undo"}, {kind: "redo"}
 */

export class Pending {
  operations = [];
  #store;
  #names = new Map(); // negative id -> the id that the server gave
  #nextId = -1;

  constructor(store) {
    this.#store = store;
  }

  /** The segment as it is shown, or undefined where it is not. */
  shown(id) {
    let state = this.#store.get(id);
    for (const operation of this.operations) {
      if (operation.ids?.includes(id)) state = createdState(operation, id);
      if (operation.id !== id || !state) continue;
      if (operation.kind === "delete") return undefined;
      state = { ...state, ...operation.patch, waiting: true };
    }
    return state;
  }

  /** The id that stands for `id` now: a segment gets its lasting id when it is confirmed. */
  nameOf(id) {
    return this.#names.get(id) ?? id;
  }

  create({ start, end, codes, coder }) {
    const ids = codes.map(() => this.#nextId--);
    return this.#add({ kind: "create", ids, start, end, codes, coder });
  }

  /** Several changes in a row to one segment that waits are one change. */
  change(id, patch) {
    const last = this.operations.at(-1);
    if (last?.kind === "change" && last.id === id && !last.sent) {
      Object.assign(last.patch, patch);
      return last;
    }
    return this.#add({ kind: "change", id, patch: { ...patch } });
  }

  delete(id) {
    return this.#add({ kind: "delete", id });
  }

  reverse(kind) {
    return this.#add({ kind });
  }

  /**
   * The operation is over: confirmed (then `segments` are the server's, for a create) or refused.
   * @returns {number[]} the ids that may look different now
   */
  settle(operation, segments = []) {
    this.operations = this.operations.filter((other) => other !== operation);
    if (operation.kind !== "create") return operation.id === undefined ? [] : [operation.id];
    operation.codes.forEach((code, i) => {
      const confirmed = segments.find((segment) => segment.code === code);
      if (confirmed) this.#rename(operation.ids[i], confirmed.id);
    });
    return [...operation.ids, ...operation.ids.map((id) => this.nameOf(id))];
  }

  #rename(id, lasting) {
    this.#names.set(id, lasting);
    for (const operation of this.operations) if (operation.id === id) operation.id = lasting;
  }

  #add(operation) {
    this.operations.push(operation);
    return operation;
  }
}

function createdState({ ids, start, end, codes, coder }, id) {
  const code = codes[ids.indexOf(id)];
  return { id, start, end, code, coder, memo: "", revision: 0, waiting: true };
}
