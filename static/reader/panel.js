/** The panel beside the text (a sheet over it on small screens): the segments here, or all. */

import { Card } from "./card.js";
import { Entries } from "./entries.js";

const TAKEN = ["q", "m", "l"]; // unsure, memo, link a memo: also from a stripe

export class Panel {
  active = null; // the id of the segment at hand
  #panel = document.getElementById("panel");
  #list = this.#panel.querySelector(".cards");
  #tabs = [...this.#panel.querySelectorAll("[role=tab]")];
  #cards = new Map(); // id -> Card, in the order shown
  #entries;
  #model;
  #backTo = null;

  /**
   * @param model what the panel asks and tells: segment(id), caption(segment), all(), passage(),
   *   place(), size(), act(id, what, value), activated(id or null), visit(id), nameOf(id), text
   */
  constructor(model) {
    this.#model = model;
    this.#entries = new Entries(model);
    this.#panel.querySelector(".btn-close").addEventListener("click", () => this.close());
    this.#list.addEventListener("focusin", (event) => this.#activateFrom(event));
    this.#list.addEventListener("click", (event) => this.#activateFrom(event));
    this.#panel.addEventListener("keydown", (event) => this.#press(event));
    for (const tab of this.#tabs) {
      tab.addEventListener("click", () => {
        this.#choose(tab);
        this.#entries.reveal();
      });
    }
  }

  /** Show these segments; `focus` moves the keyboard there, and back when the panel is left. */
  open(ids, { active = ids.at(-1), focus = false, sheet = true } = {}) {
    this.#choose(this.#tabs[0]);
    this.#cards = new Map(ids.map((id) => [id, this.#cards.get(id) ?? this.#newCard(id)]));
    this.#list.replaceChildren(...[...this.#cards.values()].map((card) => card.element));
    this.#panel.classList.toggle("open", sheet && ids.length > 0);
    this.#activate(active ?? null);
    this.#cards.get(active)?.reveal(this.#panel);
    if (focus) {
      this.#remember();
      this.#cards.get(active)?.focus();
    }
  }

  /** Whether the panel lies over this point of the text. */
  covers(x, y) {
    const box = this.#panel.getBoundingClientRect();
    return box.left < x && box.top < y && x < box.right && y < box.bottom;
  }

  /** List all segments of the document; the keyboard goes there. */
  openAll() {
    this.#remember();
    this.#panel.classList.add("open");
    this.#choose(this.#tabs[1]);
    this.#entries.focus();
  }

  /** A key of its card was pressed on the stripe of the segment at hand: the card takes it. */
  take(event) {
    const stripe = event.target.closest(".stripe");
    const card = this.#cards.get(this.active);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!card || Number(stripe?.dataset.segment) !== this.active) return;
    if (!isPlain || !TAKEN.includes(event.key)) return;
    event.preventDefault();
    this.#remember();
    this.#panel.classList.add("open");
    card.focus();
    card.element.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true }));
  }

  /** @returns {boolean} whether there was something to close */
  close() {
    const had = this.#cards.size > 0 || this.#panel.classList.contains("open");
    if (this.#panel.contains(document.activeElement)) this.#goBack();
    this.open([]);
    return had;
  }

  /** Write the cards anew: their segments, or the selected passage, have changed. */
  show() {
    const passage = this.#model.passage();
    for (const [id, card] of this.#cards) {
      const segment = this.#model.segment(id);
      const options = { active: id === this.active, passage };
      if (segment) card.show(segment, this.#model.caption(segment), options);
    }
    this.#panel.querySelector(".panel-empty").hidden = this.#cards.size > 0;
  }

  /** Something changed: show it as it is now. */
  refresh() {
    const before = [...this.#cards.keys()];
    const hadFocus = this.#list.contains(document.activeElement);
    this.#cards = new Map([...this.#cards].map(([id, card]) => [this.#model.nameOf(id), card]));
    this.active = this.active && this.#model.nameOf(this.active);
    for (const [id, card] of this.#cards) {
      if (this.#model.segment(id)) continue;
      card.element.remove();
      this.#cards.delete(id);
    }
    if (!this.#cards.has(this.active)) this.#activate(this.#nextOf(before) ?? null);
    else this.#activate(this.active);
    if (hadFocus && !this.#list.contains(document.activeElement)) {
      if (this.active) this.#cards.get(this.active).focus();
      else this.#goBack();
    }
    if (!this.#cards.size && !this.#entries.shown) this.#panel.classList.remove("open");
    this.#entries.refresh();
  }

  /** Where a card stood that is gone, the one behind it follows, else the last one. */
  #nextOf(before) {
    const left = [...this.#cards.keys()];
    const at = before.indexOf(this.active);
    return before.slice(at).find((id) => this.#cards.has(id)) ?? left.at(-1);
  }

  #newCard(id) {
    const card = new Card((what, value) => {
      const [now] = [...this.#cards].find(([, other]) => other === card) ?? [id];
      this.#model.act(now, what, value);
    });
    return card;
  }

  #activate(id) {
    this.active = id;
    this.show();
    this.#model.activated(id);
  }

  #activateFrom({ target }) {
    const element = target.closest("[data-segment]");
    const [id] = [...this.#cards].find(([, card]) => card.element === element) ?? [];
    if (id !== undefined && id !== this.active) this.#activate(id);
  }

  #choose(chosen) {
    for (const tab of this.#tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
    }
    this.#entries.shown = chosen === this.#tabs[1];
    this.#entries.refresh();
  }

  #press(event) {
    if (event.defaultPrevented) return;
    const { key, target } = event;
    if (key === "Escape") this.close();
    else if (target.closest("[role=tablist]") && (key === "ArrowRight" || key === "ArrowLeft")) {
      const other = this.#tabs.find((tab) => tab !== target);
      this.#choose(other);
      other.focus();
    } else if (target.matches(".card-item") && (key === "ArrowDown" || key === "ArrowUp")) {
      const next = key === "ArrowDown" ? target.nextElementSibling : target.previousElementSibling;
      next?.focus();
    } else return;
    event.preventDefault();
  }

  #remember() {
    if (!this.#panel.contains(document.activeElement)) this.#backTo = document.activeElement;
  }

  #goBack() {
    const back = this.#backTo?.isConnected && this.#backTo !== document.body;
    (back ? this.#backTo : this.#model.text).focus({ preventScroll: true });
  }
}
