/** What the person does to segments: shown at once, sent by and by. */

import { step } from "./words.js";

export class Coding {
  #text;
  #store;
  #pending;
  #sync;
  #user;
  #changed;
  #reversed;

  /**
   * @param changed called with the ids that look different now
   * @param reversed called with what was undone or redone before it was sent
   */
  constructor({ text, store, pending, sync, user, changed, reversed }) {
    this.#text = text;
    this.#store = store;
    this.#pending = pending;
    this.#sync = sync;
    this.#user = user;
    this.#changed = changed;
    this.#reversed = reversed;
  }

  /**
   * Give codes to a passage.
   * @returns {number[]} the new segments; none for codes that one gave to this very passage
   */
  tag({ start, end }, codes) {
    const has = this.codesOn({ start, end });
    const wanted = codes.filter((code) => !has.has(code));
    if (!wanted.length) return [];
    const { ids } = this.#pending.create({ start, end, codes: wanted, coder: this.#user });
    this.#send(ids);
    return ids;
  }

  /** The codes that one has given to exactly this passage. */
  codesOn({ start, end }) {
    const codes = new Set();
    for (const segment of this.all()) {
      const isSame = segment.start === start && segment.end === end;
      if (isSame && segment.coder === this.#user) codes.add(segment.code);
    }
    return codes;
  }

  /** Every segment as it is shown here, whatever the filter. */
  *all() {
    const waiting = this.#pending.operations.flatMap((operation) => operation.ids ?? []);
    const confirmed = Array.from(this.#store.values(), ({ id }) => id);
    for (const id of [...confirmed, ...waiting]) {
      const segment = this.#pending.shown(id);
      if (segment) yield segment;
    }
  }

  /** The ids of those who coded in this document, oneself first. */
  coders() {
    const ids = new Set([this.#user]);
    for (const { coder } of this.all()) ids.add(coder);
    return [...ids];
  }

  change(id, patch) {
    const segment = this.#pending.shown(id);
    if (Object.entries(patch).every(([field, value]) => segment[field] === value)) return;
    this.#pending.change(id, patch);
    this.#send([id]);
  }

  delete(id) {
    this.#pending.delete(id);
    this.#send([id]);
  }

  /** @param {"undo" | "redo"} kind */
  reverse(kind) {
    const done = this.#pending.reverse(kind);
    this.#send(done?.ids ?? []);
    if (done) this.#reversed(kind, done);
  }

  /**
   * Move a boundary by a word; it stays where it is when nothing would be left.
   * @param {"start" | "end"} edge
   */
  nudge(id, edge, direction) {
    const segment = this.#pending.shown(id);
    const { start, end } = segment;
    const place = edge === "start" ? this.#text.placeOf(start) : this.#text.endPlaceOf(end);
    const moved = step(this.#text, place, "word", edge, direction);
    if (!moved) return;
    const wanted = { start, end, [edge]: this.#text.offsetOf(moved) };
    if (wanted.start < wanted.end) this.change(id, { [edge]: wanted[edge] });
  }

  #send(ids) {
    this.#changed(ids);
    this.#sync.send();
  }
}
