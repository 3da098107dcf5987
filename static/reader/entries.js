/** The list of all segments of the document: the text's codes for those who do not see them. */

import { copyOf } from "./dom.js";
import { colourIn } from "./swatch.js";

const PAGE = 200;
const LINE = 120; // characters: more than a line has room for

export class Entries {
  shown = false;
  #list = document.querySelector("#panel-all .entries");
  #more = document.querySelector("#panel-all .more");
  #count = document.querySelector("#tab-all .count");
  #model;
  #limit = PAGE;

  constructor(model) {
    this.#model = model;
    this.#list.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) model.visit(Number(button.dataset.segment));
    });
    this.#list.addEventListener("keydown", (event) => this.#press(event));
    this.#more.addEventListener("click", () => {
      const next = this.#limit;
      this.#limit += PAGE;
      this.refresh();
      this.#list.children[next]?.firstElementChild.focus();
    });
  }

  focus() {
    (this.#here() ?? document.getElementById("tab-all")).focus();
  }

  /** Scroll the list to where one reads. */
  reveal() {
    this.#here()?.scrollIntoView({ block: "center", behavior: "instant" });
  }

  /** The entry at the reading position, else the next one, else the last one. */
  #here() {
    const all = this.#model.all();
    const place = this.#model.place();
    const found = all.findIndex(({ end }) => end > place);
    const at = found === -1 ? all.length - 1 : found;
    if (at >= this.#limit) {
      this.#limit = at + PAGE;
      this.refresh();
    }
    return this.#list.children[at]?.firstElementChild;
  }

  refresh() {
    this.#count.textContent = this.#model.size();
    if (!this.shown) return;
    const focused = this.#list.contains(document.activeElement) && document.activeElement;
    const all = this.#model.all();
    this.#list.replaceChildren(...all.slice(0, this.#limit).map((one) => this.#entryOf(one)));
    const left = all.length - this.#limit;
    this.#more.hidden = left <= 0;
    this.#more.textContent = interpolate(gettext("Show %s more"), [Math.min(left, PAGE)]);
    if (focused) this.#focusOn(this.#model.nameOf(Number(focused.dataset.segment)));
  }

  #focusOn(id) {
    this.#list.querySelector(`[data-segment="${id}"]`)?.focus();
  }

  #entryOf(segment) {
    const entry = copyOf("entry");
    const caption = this.#model.caption(segment);
    const part = (selector) => entry.querySelector(selector);
    entry.firstElementChild.dataset.segment = segment.id;
    colourIn(entry, caption.colour);
    part(".code").textContent = caption.name;
    part(".doubt").hidden = !caption.unsure;
    part(".who").textContent = caption.coder;
    part(".place").textContent = `¶ ${caption.paragraph}`;
    part(".quote").textContent = caption.quote.slice(0, LINE); // cut by its width
    return entry;
  }

  #press(event) {
    const { key, target } = event;
    if (key !== "ArrowDown" && key !== "ArrowUp") return;
    const item = target.closest("li");
    const next = key === "ArrowDown" ? item.nextElementSibling : item.previousElementSibling;
    next?.firstElementChild.focus();
    event.preventDefault();
  }
}
