/**
 * Between this page and the server: sends what was done here, one at a time and in order, and asks
 * every few seconds what others did. What cannot be sent stays pending and is tried again.
 */

import { Away, Refused } from "./server.js";

const INTERVAL = 3_000;

export class Sync {
  #server;
  #store;
  #pending;
  #told;
  #draining = null;
  #polling = false;

  /**
   * @param told what to call: changed(ids), refused(operation, sentence),
   *   reversed(kind, change), state({away, signedOut, waiting})
   */
  constructor({ server, store, pending, told }) {
    this.#server = server;
    this.#store = store;
    this.#pending = pending;
    this.#told = told;
  }

  start() {
    setInterval(() => document.visibilityState === "visible" && this.refresh(), INTERVAL);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.refresh();
    });
    window.addEventListener("online", () => this.refresh());
    window.addEventListener("beforeunload", (event) => {
      if (this.#pending.operations.length) event.preventDefault();
    });
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

  async #drain() {
    while (this.#pending.operations.length) {
      const [operation] = this.#pending.operations;
      this.#tell({});
      operation.sent = true;
      try {
        await this.#sendOne(operation);
      } catch (error) {
        if (error instanceof Away && !this.#givesUp(operation)) {
          operation.tried = true;
          return this.#tell({ away: true, signedOut: error.signedOut });
        }
        this.#drop(operation, error);
      }
    }
    return this.#tell({});
  }

  async #sendOne(operation) {
    const { kind, id } = operation;
    if (kind === "create") return this.#settle(operation, await this.#server.create(operation));
    if (kind === "undo" || kind === "redo") {
      const change = await this.#server.reverse(kind);
      this.#pending.settle(operation);
      this.#told.changed(this.#store.apply(change));
      this.#store.stepTo(change.revision);
      return this.#told.reversed(kind, change);
    }
    const known = this.#store.get(id);
    if (!known) return this.#told.changed(this.#pending.settle(operation)); // gone meanwhile
    if (kind === "change") {
      return this.#settle(
        operation,
        await this.#server.change(id, known.revision, operation.patch),
      );
    }
    const answer = await this.#server.delete(id, known.revision);
    this.#store.remove(id, answer.revision);
    return this.#settle(operation, answer);
  }

  #settle(operation, answer) {
    const changed = this.#store.answer(answer);
    this.#told.changed([...changed, ...this.#pending.settle(operation, answer.segments)]);
  }

  /** An undo whose answer was lost may have been done: sent again, it would undo one thing more. */
  #givesUp({ kind }) {
    return kind === "undo" || kind === "redo";
  }

  #drop(operation, error) {
    if (!(error instanceof Refused || error instanceof Away)) throw error;
    if (error.current) this.#store.answer({ revision: -1, segments: [error.current] });
    // A request whose answer was lost is refused when sent again, though it did what it should.
    const done = operation.tried && this.#isDone(operation, error);
    if (done && operation.kind === "delete") this.#forget(operation.id);
    this.#told.changed(this.#pending.settle(operation));
    if (!done) this.#told.refused(operation, this.#sentence(error));
    this.#poll();
  }

  #forget(id) {
    this.#store.remove(id, this.#store.get(id).revision);
  }

  #isDone({ kind, patch }, { status, current }) {
    if (kind === "delete") return status === 404;
    return kind === "change" && current
      ? Object.entries(patch).every(([field, value]) => current[field] === value)
      : false;
  }

  #sentence(error) {
    if (error instanceof Refused) return error.message;
    return gettext("The server does not answer: this was not done.");
  }

  async #poll() {
    if (this.#polling) return;
    this.#polling = true;
    try {
      const news = await this.#server.changesSince(this.#store.revision);
      this.#told.changed(this.#store.applyAll(news));
      this.#tell({});
    } catch (error) {
      if (!(error instanceof Away || error instanceof Refused)) throw error;
      this.#tell({ away: true, signedOut: Boolean(error.signedOut) });
    } finally {
      this.#polling = false;
    }
  }

  #tell({ away = false, signedOut = false }) {
    this.#told.state({ away, signedOut, waiting: this.#pending.operations.length });
  }
}
