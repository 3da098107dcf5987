/** The dialog in which one chooses a memo for a segment, or writes a new one. */

import { make } from "./dom.js";
import { Away, Refused } from "./server.js";

export class LinkMemo {
  #dialog = document.getElementById("link-memo");
  #form = this.#dialog.querySelector("form");
  #choices = this.#dialog.querySelector("ul");
  #memos = [];
  #save;

  constructor() {
    const { title } = this.#form.elements;
    title.addEventListener("input", () => this.#offer());
    this.#form.addEventListener("keydown", (event) => this.#press(event));
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    this.#choices.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.#try({ memo: this.#memos.find(({ id }) => id === Number(button.value)) });
    });
    for (const button of this.#dialog.querySelectorAll("[data-leave]")) {
      button.addEventListener("click", () => this.#dialog.close());
    }
  }

  /**
   * @param {{id: number, title: string}[]} memos to choose from
   * @param {string} passage the segment's words
   * @param save called with {memo}, or with {title, text} of a new one; the dialog stays open, and
   *   says why, while this throws Away or Refused
   */
  ask({ memos, passage, save }) {
    this.#memos = memos;
    this.#save = save;
    this.#form.reset();
    this.#dialog.querySelector(".link-memo-passage").textContent = passage;
    this.#complain("");
    this.#offer();
    this.#dialog.showModal();
    this.#form.elements.title.focus();
  }

  #offer() {
    const sought = this.#form.elements.title.value.trim().toLowerCase();
    const found = this.#memos.filter(({ title }) => title.toLowerCase().includes(sought));
    this.#choices.replaceChildren(
      ...found.map(({ id, title }) =>
        make("li", {}, make("button", { type: "button", value: id }, title)),
      ),
    );
    this.#choices.hidden = !found.length;
  }

  #press(event) {
    const { key, target } = event;
    const buttons = [...this.#choices.querySelectorAll("button")];
    const at = buttons.indexOf(target);
    if (key === "ArrowDown" && target === this.#form.elements.title) buttons[0]?.focus();
    else if (key === "ArrowDown" && at >= 0) buttons[at + 1]?.focus();
    else if (key === "ArrowUp" && at >= 0) (buttons[at - 1] ?? this.#form.elements.title).focus();
    else if (key === "Enter" && (event.ctrlKey || event.metaKey)) this.#form.requestSubmit();
    else return;
    event.preventDefault();
  }

  #submit(event) {
    event.preventDefault();
    const { title, text } = this.#form.elements;
    if (text.value.trim()) return this.#try({ title: title.value, text: text.value });
    this.#complain(gettext("Choose a memo of the list, or write the text of a new one."));
    return text.focus();
  }

  async #try(what) {
    const buttons = this.#form.querySelectorAll("button:not([data-leave])");
    for (const button of buttons) button.disabled = true;
    try {
      await this.#save(what);
      this.#dialog.close();
    } catch (error) {
      if (error instanceof Refused) this.#complain(error.message);
      else if (error instanceof Away) {
        this.#complain(gettext("The server does not answer: this was not done."));
      } else throw error;
    } finally {
      for (const button of buttons) button.disabled = false;
    }
  }

  #complain(sentence) {
    this.#form.querySelector("[role=alert]").textContent = sentence;
  }
}
