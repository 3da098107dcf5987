/**
 * Between this page and the server: sends what was done here, one at a time and in order, and asks
 * every few seconds what others did. What cannot be sent stays pending and is tried again; what
 * the server would not take is held until the person decides.
 */

import { idsOf, isAsWanted, isReverse } from "./operations.js";
import { Away, Refused } from "./server.js";

const INTERVAL = 3_000;

export class Sync {
  #server;
  #store;
  #pending;
  #told;
  #away = false;
  #signedOut = false;
  #draining = null;
  #polling = false;

  /**
   * @param told what to call: changed(ids), refused(sentence), held(sentence),
   *   reversed(kind, change), state({away, signedOut, waiting, held}), here(user ids)
   */
  constructor({ server, store, pending, told }) {
    this.#server = server;
    this.#store = store;
    this.#pending = pending;
    this.#told = told;
  }

  start() {
    const isSeen = () => document.visibilityState === "visible";
    setInterval(() => (isSeen() || this.#pending.operations.length) && this.refresh(), INTERVAL);
    document.addEventListener("visibilitychange", () => isSeen() && this.refresh());
    for (const event of ["online", "focus"]) addEventListener(event, () => this.refresh());
  }

  /** Send what waits, then ask for news. */
  async refresh() {
    await this.send();
    await this.#poll();
  }

  /** Send what waits, oldest first; resolves when nothing waits or the server is away. */
  send() {
    this.#draining ??= this.#drain().finally(() => (this.#draining = null));
    return this.#draining;
  }

  /** Say how things stand. */
  tell() {
    const { operations, held } = this.#pending;
    const counts = { waiting: operations.length, held: held.length };
    this.#told.state({ away: this.#away, signedOut: this.#signedOut, ...counts });
  }

  async #drain() {
    while (this.#pending.operations.length) {
      const [operation] = this.#pending.operations;
      operation.sent = true;
      this.tell();
      try {
        await this.#sendOne(operation);
        this.#heard();
      } catch (error) {
        if (error instanceof Away) return this.#heard(error);
        if (!(error instanceof Refused)) throw error;
        this.#heard();
        this.#refuse(operation, error);
      }
    }
    return this.tell();
  }

  async #sendOne(operation) {
    const { kind, id } = operation;
    if (kind === "create") return this.#settle(operation, await this.#server.create(operation));
    if (isReverse(operation)) return this.#reversed(operation, await this.#server.reverse(operation));
    const seen = operation.seen ?? this.#store.get(id)?.revision;
    if (seen === undefined) throw new Refused(404); // gone before this was sent
    if (kind === "change") {
      return this.#settle(operation, await this.#server.change(operation, seen));
    }
    const answer = await this.#server.delete(operation, seen);
    this.#store.remove(id, answer.revision);
    return this.#settle(operation, answer);
  }

  #settle(operation, answer) {
    const changed = this.#store.answer(answer);
    this.#told.changed([...changed, ...this.#pending.settle(operation, answer.segments)]);
  }

  #reversed(operation, change) {
    this.#pending.sawReversed(change);
    this.#pending.settle(operation);
    this.#told.changed(this.#store.apply(change));
    this.#store.stepTo(change.revision);
    this.#told.reversed(operation.kind, change);
  }

  #refuse(operation, { status, current, message }) {
    const { kind, id, patch } = operation;
    const isGone = current === null || (status === 404 && id !== undefined);
    if (isGone) this.#forget(id);
    else if (current) this.#store.answer({ revision: -1, segments: [current] });
    const isDone = kind === "delete" ? isGone : patch && current && isAsWanted(current, patch);
    if (isDone || isReverse(operation)) {
      this.#told.changed(this.#pending.settle(operation, current ? [current] : []));
      if (!isDone) this.#told.refused(message);
    } else this.#hold(operation, isGone, { message, conflict: isGone || Boolean(current) });
    this.#poll();
  }

  #hold(operation, isGone, { message, conflict }) {
    const sentence = isGone ? gettext("This segment was deleted in the meantime.") : message;
    const isHeld = this.#pending.hold(operation, { sentence, conflict });
    this.#told.changed(idsOf(operation));
    if (isHeld) this.#told.held(sentence);
  }

  #forget(id) {
    const known = this.#store.get(id);
    if (known) this.#store.remove(id, known.revision);
  }

  async #poll() {
    if (this.#polling) return;
    this.#polling = true;
    try {
      const news = await this.#server.changesSince(this.#store.revision);
      this.#told.changed(this.#store.applyAll(news));
      this.#told.here(news.here);
      this.#heard();
    } catch (error) {
      if (!(error instanceof Away || error instanceof Refused)) throw error;
      this.#heard(error);
    } finally {
      this.#polling = false;
    }
  }

  /** The server answered, or how it did not. */
  #heard(error) {
    this.#away = Boolean(error);
    this.#signedOut = Boolean(error?.signedOut);
    this.tell();
  }
}
