/** The dialog in which supervisors add a code to the codebook without leaving the reader. */

import { make } from "./dom.js";
import { Away, Refused } from "./server.js";

const LONGEST_NAME = 120;

export class NewCode {
  #dialog = document.getElementById("new-code"); // null for those who may not
  #codebook;
  #save;
  #made = null;

  /** @param save ({name, parent, definition}) -> the new code, when the server has it */
  constructor({ codebook, save }) {
    this.#codebook = codebook;
    this.#save = save;
    if (!this.#dialog) return;
    this.#form.addEventListener("submit", (event) => this.#submit(event));
    for (const button of this.#dialog.querySelectorAll("[data-leave]")) {
      button.addEventListener("click", () => this.#dialog.close());
    }
  }

  get allowed() {
    return this.#dialog !== null;
  }

  /**
   * @param {{name: string, parent?: number}} start what the fields say at first
   * @returns {Promise<object | null>} the code, or null when the dialog was left
   */
  ask({ name, parent }) {
    this.#made = null;
    this.#form.reset();
    const { elements } = this.#form;
    elements.parent.replaceChildren(
      make("option", { value: "" }, gettext("None: a dilemma of its own")),
      ...this.#codebook.inUse.map((code) => make("option", { value: code.id }, code.name)),
    );
    elements.parent.value = parent ?? "";
    elements.name.value = name.slice(0, LONGEST_NAME);
    this.#complain("");
    this.#dialog.showModal();
    elements.name.select();
    return new Promise((resolve) => {
      this.#dialog.addEventListener("close", () => resolve(this.#made), { once: true });
    });
  }

  get #form() {
    return this.#dialog.querySelector("form");
  }

  async #submit(event) {
    event.preventDefault();
    const { name, parent, definition } = this.#form.elements;
    const button = this.#form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      this.#made = await this.#save({
        name: name.value,
        parent: parent.value ? Number(parent.value) : null,
        definition: definition.value,
      });
      this.#dialog.close();
    } catch (error) {
      if (error instanceof Refused) this.#complain(error.message);
      else if (error instanceof Away) {
        this.#complain(gettext("The server does not answer: the code is not added."));
      } else throw error;
    } finally {
      button.disabled = false;
    }
  }

  #complain(sentence) {
    this.#form.querySelector("[role=alert]").textContent = sentence;
  }
}
