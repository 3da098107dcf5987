/** What the popover "Show" offers: coders, dilemmas with their codes, doubt. */

import { make } from "./dom.js";
import { colourIn, swatch } from "./swatch.js";

const by = (id) => document.getElementById(id);

export class FilterChoices {
  #filter;
  #codebook;
  #segments;
  #filtered;
  #colourOf;
  #unfolded = new Set(); // ids of the dilemmas whose codes are listed
  #signs = []; // functions that make a box look as the filter is

  /**
   * @param segments () -> every segment of the document, whatever the filter
   * @param coders () -> [id, name] pairs of those who coded in the document
   * @param colourOf id of a coder -> the colour of the stripes, or none
   * @param filtered called when something else is to be shown
   */
  constructor({ filter, codebook, segments, coders, colourOf, filtered }) {
    this.#filter = filter;
    this.#codebook = codebook;
    this.#segments = segments;
    this.#filtered = filtered;
    this.#colourOf = colourOf;
    by("filter").addEventListener("beforetoggle", ({ newState }) => {
      if (newState === "open") this.#offer(coders());
    });
    by("filter-clear").addEventListener("click", () => this.#change(() => filter.clear()));
  }

  #offer(coders) {
    this.#signs = [];
    const filter = this.#filter;
    const put = (name, choices) =>
      document.querySelector(`[data-choices=${name}]`).replaceChildren(...choices);
    put("coders", this.#ofCoders(coders));
    put("dilemmas", this.#ofDilemmas());
    const unsure = this.#choice("checkbox", gettext("only unsure ones"), {
      set: (isOn) => (filter.unsureOnly = isOn),
      part: () => (filter.unsureOnly ? "all" : "none"),
    });
    put("certainty", [unsure]);
    this.show();
  }

  #ofCoders(coders) {
    return [[null, gettext("everybody")], ...coders].map(([id, name]) => {
      const choice = this.#choice("radio", name, {
        set: () => (this.#filter.coder = id),
        part: () => (this.#filter.coder === id ? "all" : "none"),
      });
      choice.firstElementChild.name = "coder";
      if (id !== null) choice.append(this.#swatchOf(id));
      return choice;
    });
  }

  /** What tells the coder's stripes, as long as they have the colours of the coders. */
  #swatchOf(coder) {
    const mark = swatch(null);
    this.#signs.push(() => {
      const colour = this.#colourOf(coder);
      mark.hidden = colour === null;
      colourIn(mark, colour);
    });
    return mark;
  }

  #ofDilemmas() {
    const { roots, codes } = this.#codebook;
    const occurring = new Set(Array.from(this.#segments(), ({ code }) => code));
    const isOffered = ({ id }) => occurring.has(id) || this.#filter.singlesOut(id);
    const offered = codes.filter(isOffered);
    const rootIds = roots.map(({ id }) => id);
    return roots.flatMap((root) => {
      const below = offered.filter(({ id }) => this.#filter.rootOf(id) === root.id);
      return this.#dilemma(root, below, rootIds);
    });
  }

  /** A row for the dilemma and, where it has codes here, a list of them that unfolds. */
  #dilemma(root, codes, roots) {
    const filter = this.#filter;
    const offered = codes.map(({ id }) => id);
    const row = this.#row(root, {
      set: (isOn) => filter.setDilemma(root.id, isOn),
      part: () => filter.partOf(root.id, offered),
      only: () => filter.onlyDilemma(root.id, roots),
    });
    if (!codes.length) return [row];
    const itself = interpolate(gettext("%s itself"), [root.name]);
    const rows = codes.map((code) =>
      this.#row(code.id === root.id ? { ...code, name: itself } : code, {
        set: (isOn) => filter.setCode(code.id, isOn, offered),
        part: () => (filter.showsCode(code.id) ? "all" : "none"),
        only: () => filter.onlyCode(code.id, roots, offered),
      }),
    );
    const label = interpolate(gettext("Codes of %s"), [root.name]);
    const list = make("div", { class: "filter-codes", role: "group", "aria-label": label }, ...rows);
    row.append(this.#unfolding(root.id, label, list));
    return [row, list];
  }

  #unfolding(root, label, list) {
    const button = make("button", { type: "button", class: "filter-unfold", "aria-label": label });
    const show = () => {
      list.hidden = !this.#unfolded.has(root);
      button.setAttribute("aria-expanded", !list.hidden);
    };
    button.addEventListener("click", () => {
      if (!this.#unfolded.delete(root)) this.#unfolded.add(root);
      show();
    });
    show();
    return button;
  }

  #row({ name, colour }, { only, ...box }) {
    const choice = this.#choice("checkbox", name, box);
    choice.lastElementChild.before(swatch(colour));
    const label = interpolate(gettext("Only %s"), [name]);
    const attributes = { type: "button", class: "filter-only", "aria-label": label };
    const button = make("button", attributes, gettext("Only"));
    button.addEventListener("click", () => this.#change(only));
    return make("div", { class: "filter-row" }, choice, button);
  }

  /** @param box {set: (isOn) => void, part: () => "all" | "some" | "none"} */
  #choice(type, name, { set, part }) {
    const input = make("input", { type, class: "form-check-input" });
    this.#signs.push(() => {
      input.checked = part() === "all";
      input.indeterminate = part() === "some";
    });
    input.addEventListener("change", () => this.#change(() => set(input.checked)));
    return make("label", {}, input, make("span", {}, name));
  }

  #change(change) {
    change();
    this.show();
    this.#filtered();
  }

  /** Make everything look as the filter and the colours are. */
  show() {
    for (const sign of this.#signs) sign();
    by("show").classList.toggle("on", this.#filter.active);
  }
}
