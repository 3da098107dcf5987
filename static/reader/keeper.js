/**
 * Keeps what waits in this browser (IndexedDB) until the server has it: over a reload, a closed
 * tab, a crash. One record a tab; a tab that is gone leaves its record to the next one.
 */

import { newKey } from "./operations.js";

const NAME = "yotcoder-reader";
const OUTBOXES = "outboxes";

export class Keeper {
  #owner;
  #pending;
  #tab = newKey();
  #database;
  #saving = null;
  #isStale = false;
  #isKept = false;
  #inherited = []; // the tabs whose records are in this one, and go when it is written

  /** @param {{user: number, document: number}} owner whose work it is, and on what */
  constructor(owner, pending) {
    this.#owner = owner;
    this.#pending = pending;
    addEventListener("beforeunload", (event) => {
      if (this.#isStale && this.#waits) event.preventDefault(); // not written yet, or it failed
    });
  }

  /**
   * Begin to keep, and take up what closed tabs left. What another person left here is deleted.
   * @param {(ids: number[]) => void} restored called with the segments that are shown again
   */
  async start(restored) {
    this.#database = opened();
    navigator.locks?.request(lockOf(this.#tab), () => new Promise(() => {})); // while it is open
    const database = await this.#database;
    if (!database) return;
    const records = await done(outboxes(database).getAll());
    for (const { tab, user, document } of records) {
      if (user !== this.#owner.user) outboxes(database).delete(tab);
      else if (document === this.#owner.document) this.#inherit(database, tab, restored);
    }
    if (this.#isStale) this.save();
  }

  /** Write down what waits now; several calls in a row are one writing. */
  save() {
    this.#isStale = true;
    if (this.#database) this.#saving ??= this.#write().finally(() => (this.#saving = null));
  }

  get #waits() {
    const { operations, held } = this.#pending;
    return operations.length + held.length > 0;
  }

  async #write() {
    const database = await this.#database;
    while (this.#isStale && database) {
      this.#isStale = false;
      if (!this.#waits && !this.#isKept && !this.#inherited.length) return;
      this.#isKept = this.#waits;
      const record = { tab: this.#tab, ...this.#owner, ...this.#pending.record };
      const store = outboxes(database); // one transaction: nothing is lost, nor kept twice
      for (const tab of this.#inherited.splice(0)) store.delete(tab);
      await done(this.#waits ? store.put(record) : store.delete(this.#tab));
    }
  }

  /** When its tab is closed: at once, or later. */
  #inherit(database, tab, restored) {
    const take = async () => {
      const record = await done(outboxes(database).get(tab));
      if (!record) return; // another tab was faster
      this.#inherited.push(tab);
      restored(this.#pending.restore(record));
      await this.#saving;
    };
    if (navigator.locks) navigator.locks.request(lockOf(tab), take);
    else take(); // without HTTPS: what two tabs send is still done once
  }
}

function lockOf(tab) {
  return `${NAME}-${tab}`;
}

function outboxes(database) {
  return database.transaction(OUTBOXES, "readwrite").objectStore(OUTBOXES);
}

function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(OUTBOXES, { keyPath: "tab" });
  return done(request).catch(() => null); // forbidden here: then leaving the page asks first
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
