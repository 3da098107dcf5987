/** The memos that are linked to segments: which, and linking and unlinking them. */

import { LinkMemo } from "./link-memo.js";
import { shortened } from "./passage.js";
import { Away, Refused } from "./server.js";

export class Memos {
  #links; // {segment, memo, title, editable}
  #dialog = new LinkMemo();
  #server;
  #pending;
  #toasts;
  #quote;
  #changed;

  /**
   * @param links of the document, as the server tells them
   * @param quote (segment) -> its words
   * @param changed called when other memos are linked
   */
  constructor({ links, server, pending, toasts, quote, changed }) {
    this.#links = links;
    this.#server = server;
    this.#pending = pending;
    this.#toasts = toasts;
    this.#quote = quote;
    this.#changed = changed;
    document.addEventListener("visibilitychange", () => document.hidden || this.#fetch());
  }

  /** The links of a segment. */
  of(segment) {
    return this.#links.filter((link) => link.segment === segment);
  }

  /** @param {"link" | "unlink"} what @param value the memo's id, to unlink it */
  act(id, what, value) {
    const segment = this.#pending.nameOf(id);
    if (what === "unlink") return this.#attempt(() => this.#unlink(segment, Number(value)));
    if (segment > 0) return this.#attempt(() => this.#ask(segment));
    return this.#toasts.say(gettext("This tag is not sent yet: link the memo when it is."));
  }

  async #ask(segment) {
    const linked = new Set(this.of(segment).map(({ memo }) => memo));
    const memos = await this.#server.memos();
    this.#dialog.ask({
      memos: memos.filter(({ id, editable }) => editable && !linked.has(id)),
      passage: shortened(this.#quote(this.#pending.shown(segment)), 160),
      save: ({ memo, ...fields }) =>
        memo ? this.#link(segment, memo.id) : this.#write(segment, fields),
    });
  }

  async #link(segment, memo) {
    this.#take(await this.#server.linkMemo(memo, segment));
    const [{ title }] = this.of(segment).filter((link) => link.memo === memo);
    this.#say(gettext("Linked: %s"), title, () => this.#unlink(segment, memo));
  }

  async #unlink(segment, memo) {
    const { title } = this.of(segment).find((link) => link.memo === memo) ?? { title: "" };
    this.#take(await this.#server.unlinkMemo(memo, segment));
    this.#say(gettext("Not linked any more: %s"), title, () => this.#link(segment, memo));
  }

  async #write(segment, fields) {
    const { title } = await this.#server.writeMemo({ ...fields, segment });
    this.#toasts.say(interpolate(gettext("Saved and linked: %s"), [title]));
    await this.#fetch();
  }

  #say(sentence, title, undo) {
    const action = { label: gettext("Undo"), run: () => this.#attempt(undo) };
    this.#toasts.say(interpolate(sentence, [title]), { action });
  }

  #take(links) {
    this.#links = links;
    this.#changed();
  }

  /** Memos are written and deleted on other pages too. */
  async #fetch() {
    const links = await this.#server.memoLinks().catch(() => null); // asked again next time
    if (links) this.#take(links);
  }

  async #attempt(act) {
    try {
      await act();
    } catch (error) {
      const isAway = error instanceof Away;
      if (!isAway && !(error instanceof Refused)) throw error;
      const away = gettext("The server does not answer: this was not done.");
      this.#toasts.say(isAway ? away : error.message, { kind: "error" });
    }
  }
}
