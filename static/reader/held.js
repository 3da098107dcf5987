/** What the server would not take: both versions side by side, and the person's decision. */

import { copyOf, make } from "./dom.js";
import { shortened } from "./passage.js";

export class HeldChanges {
  #dialog = document.getElementById("held");
  #list = this.#dialog.querySelector("ul");
  #pending;
  #caption;
  #decided;

  /**
   * @param caption (segment) -> {name, quote}
   * @param decided called with the ids that look different now
   */
  constructor({ pending, caption, decided }) {
    this.#pending = pending;
    this.#caption = caption;
    this.#decided = decided;
  }

  open() {
    this.#show();
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  /** Something changed: while it is open, it shows things as they are. */
  refresh() {
    if (this.#dialog.open && !this.#list.contains(document.activeElement)) this.#show();
  }

  #show() {
    this.#list.replaceChildren(...this.#pending.held.map((entry) => this.#itemOf(entry)));
    if (!this.#pending.held.length) this.#dialog.close();
  }

  #itemOf(entry) {
    const item = copyOf("held-entry");
    const theirs = this.#pending.theirs(entry);
    const mine = this.#pending.mine(entry);
    item.querySelector(".held-why").textContent = entry.sentence;
    item.querySelector(".theirs").hidden = !entry.conflict;
    item.querySelector(".theirs .version").replaceChildren(...this.#versionOf(theirs, mine[0]));
    const versions = mine.length ? mine : [undefined];
    item
      .querySelector(".mine .version")
      .replaceChildren(...versions.flatMap((segment) => this.#versionOf(segment, theirs)));
    for (const button of item.querySelectorAll("[data-do]")) {
      button.hidden = button.dataset.for !== (entry.conflict ? "conflict" : "refusal");
      button.addEventListener("click", () => this.#decide(entry, button.dataset.do));
    }
    return item;
  }

  /** Code, words, doubt and memo of a segment; what the other version has otherwise is set off. */
  #versionOf(segment, other) {
    if (!segment) return [make("p", {}, make("ins", {}, gettext("Deleted")))];
    const doubted = segment.unsure || other?.unsure;
    const [one, two] = [segment, other].map((state) => state && this.#partsOf(state, doubted));
    return Object.entries(one)
      .filter(([, text]) => text)
      .map(([part, text]) => {
        const isNew = two && two[part] !== text;
        return make("p", { class: part }, isNew ? make("ins", {}, text) : text);
      });
  }

  /** @param doubted whether one of the two versions is unsure: then both say how it is with them */
  #partsOf(segment, doubted) {
    const { name, quote } = this.#caption(segment);
    const certainty = segment.unsure ? gettext("unsure") : gettext("sure");
    return {
      code: name,
      words: shortened(quote, 240),
      certainty: doubted ? certainty : "",
      memo: segment.memo,
    };
  }

  /** @param {"drop" | "retry"} what */
  #decide(entry, what) {
    this.#decided(this.#pending[what](entry) ?? []);
    this.#show();
    this.#list.querySelector("button:not([hidden])")?.focus();
  }
}
