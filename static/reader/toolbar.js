/** The bar above the text: undo, and what is shown. */

import { make } from "./dom.js";
import { swatch } from "./swatch.js";

const by = (id) => document.getElementById(id);

export class Toolbar {
  #filter;
  #codebook;
  #filtered;

  /**
   * @param on what to call: undo, redo, find, listSegments, showKeys, filtered
   * @param coders () -> [id, name] pairs of those who coded in the document
   */
  constructor({ filter, codebook, coders, on }) {
    this.#filter = filter;
    this.#codebook = codebook;
    this.#filtered = on.filtered;
    by("filter").addEventListener("beforetoggle", () => this.#offer(coders()));
    by("undo").addEventListener("click", on.undo);
    by("redo").addEventListener("click", on.redo);
    by("open-find").addEventListener("click", on.find);
    by("open-panel").addEventListener("click", on.listSegments);
    by("show-keys").addEventListener("click", on.showKeys);
  }

  #offer(coders) {
    const everybody = [null, gettext("everybody")];
    const ofCoders = [everybody, ...coders].map(([id, name]) => {
      const choice = this.#choice("radio", name, this.#filter.coder === id, () => {
        this.#filter.coder = id;
      });
      choice.firstElementChild.name = "coder";
      return choice;
    });
    const ofDilemmas = this.#codebook.roots.map((root) => {
      const { hidden } = this.#filter;
      const choice = this.#choice("checkbox", root.name, !hidden.has(root.id), (isOn) =>
        isOn ? hidden.delete(root.id) : hidden.add(root.id),
      );
      choice.lastElementChild.before(swatch(root.colour));
      return choice;
    });
    const unsure = this.#choice(
      "checkbox",
      gettext("only unsure ones"),
      this.#filter.unsureOnly,
      (isOn) => (this.#filter.unsureOnly = isOn),
    );
    document.querySelector("[data-choices=certainty]").replaceChildren(unsure);
    document.querySelector("[data-choices=coders]").replaceChildren(...ofCoders);
    document.querySelector("[data-choices=dilemmas]").replaceChildren(...ofDilemmas);
  }

  #choice(type, name, isOn, change) {
    const input = make("input", { type, class: "form-check-input" });
    input.checked = isOn;
    input.addEventListener("change", () => {
      change(input.checked);
      by("show").classList.toggle("on", this.#filter.active);
      this.#filtered();
    });
    return make("label", {}, input, make("span", {}, name));
  }
}
