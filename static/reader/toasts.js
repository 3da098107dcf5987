/** Short notices at the edge of the window, read out by screen readers, gone after a while. */

import { make } from "./dom.js";

const SECONDS = 6;

export class Toasts {
  #region = document.getElementById("toasts");

  /**
   * Show a sentence in place of the last one.
   * @param {{action?: {label: string, run: () => void}, kind?: "error"}} more
   */
  say(sentence, { action, kind } = {}) {
    const toast = make("div", { class: `toast-note ${kind ?? ""}` }, make("span", {}, sentence));
    if (action) {
      const button = make("button", { type: "button", class: "btn btn-sm" }, action.label);
      button.addEventListener("click", () => {
        toast.remove();
        action.run();
      });
      toast.append(button);
    }
    this.#region.replaceChildren(toast);
    this.#leaveLater(toast);
  }

  /** Not while somebody points at it or is on its button. */
  #leaveLater(toast) {
    setTimeout(() => {
      if (toast.matches(":hover, :focus-within")) this.#leaveLater(toast);
      else toast.remove();
    }, SECONDS * 1000);
  }
}
