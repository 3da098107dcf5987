/** Being done with the document: one's own mark, which one may take back. */

import { Away, Refused } from "./server.js";

export class Done {
  #button = document.getElementById("done");
  #done;
  #server;
  #toasts;

  constructor({ done, server, toasts }) {
    this.#server = server;
    this.#toasts = toasts;
    this.#show(done);
    this.#button.addEventListener("click", () => this.toggle());
  }

  toggle() {
    return this.#set(!this.#done);
  }

  async #set(wanted) {
    try {
      const { done } = await this.#server.noteProgress({ done: wanted });
      this.#show(done);
      const sentence = done
        ? gettext("You are done with this document.")
        : gettext("You are not done with this document.");
      const action = { label: gettext("Undo"), run: () => this.#set(!wanted) };
      this.#toasts.say(sentence, { action });
    } catch (error) {
      const isAway = error instanceof Away;
      if (!isAway && !(error instanceof Refused)) throw error;
      const away = gettext("The server does not answer: this was not done.");
      this.#toasts.say(isAway ? away : error.message, { kind: "error" });
    }
  }

  #show(done) {
    this.#done = done;
    this.#button.setAttribute("aria-pressed", done);
  }
}
