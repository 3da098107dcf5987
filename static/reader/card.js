/** One segment in the panel: what it is, and, for one's own, what can be done with it. */

import { copyOf, make } from "./dom.js";
import { beforeFrame } from "./frame.js";
import { shortened } from "./passage.js";
import { colourIn } from "./swatch.js";

/** Keys on a card, by what they do; arrows move the end of the passage, with Shift the start. */
const KEYS = {
  Enter: "recode",
  m: "memo",
  l: "link",
  q: "unsure",
  x: "delete",
  Delete: "delete",
  ArrowRight: "end-on",
  ArrowLeft: "end-back",
  "Shift+ArrowRight": "start-on",
  "Shift+ArrowLeft": "start-back",
};

export class Card {
  element = copyOf("card");
  #memo = this.element.querySelector("textarea");

  /** @param act called with what is to be done ("recode", "delete", ...) and a value */
  constructor(act) {
    this.element.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-do]");
      if (button) this.#do(button.dataset.do, act, button.value);
    });
    this.element.addEventListener("keydown", (event) => this.#press(event, act));
    this.#memo.addEventListener("change", () => act("memo", this.#memo.value));
  }

  focus() {
    this.element.focus();
  }

  /** Scroll the panel, and it alone, until the card is seen. */
  reveal(panel) {
    const read = () => [this.element, panel].map((element) => element.getBoundingClientRect());
    beforeFrame(read, ([card, frame]) => {
      if (card.bottom > frame.bottom) panel.scrollTop += card.bottom - frame.bottom;
      if (card.top < frame.top) panel.scrollTop += card.top - frame.top - 48;
    });
  }

  /** @param {{name, colour, shortcut, coder, own, quote, memos}} caption */
  show(segment, caption, { active, passage }) {
    const { element } = this;
    const part = (selector) => element.querySelector(selector);
    element.dataset.segment = segment.id;
    element.classList.toggle("active", active);
    element.classList.toggle("unsure", caption.unsure);
    part(".doubt").hidden = !caption.unsure;
    part("[data-do=unsure]").setAttribute("aria-pressed", caption.unsure);
    element.classList.toggle("waiting", Boolean(segment.waiting));
    element.setAttribute("aria-current", active);
    element.tabIndex = active ? 0 : -1;
    colourIn(element, caption.colour);
    part(".code").textContent = caption.name;
    part(".shortcut").textContent = [...caption.shortcut].join(" ");
    part(".shortcut").hidden = !caption.shortcut;
    part(".who").textContent = segment.waiting
      ? `${caption.coder} · ${gettext("not sent yet")}`
      : caption.coder;
    part("blockquote").textContent = shortened(caption.quote, 160);
    part(".note").textContent = segment.memo;
    part(".note").hidden = !segment.memo || (active && caption.own);
    part(".own").hidden = !(active && caption.own);
    part("[data-do=link]").hidden = !active;
    this.#list(caption.memos);
    part("[data-do=reuse]").hidden = !passage || isOn(segment, passage);
    if (document.activeElement !== this.#memo) this.#memo.value = segment.memo;
  }

  /** The linked memos; made anew only when they are others: one may have the focus. */
  #list(memos) {
    const list = this.element.querySelector(".linked-memos");
    const key = JSON.stringify(memos);
    if (list.dataset.shown === key) return;
    const hadFocus = list.contains(document.activeElement);
    list.dataset.shown = key;
    list.hidden = !memos.length;
    list.replaceChildren(...memos.map(itemOf));
    if (hadFocus) this.focus();
  }

  /** Who becomes unsure says why. */
  #do(what, act, value) {
    const doubts = what === "unsure" && !this.element.classList.contains("unsure");
    act(what, value);
    if (doubts) this.#memo.focus();
  }

  #press(event, act) {
    if (event.target === this.#memo) {
      const isDone =
        event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey));
      if (!isDone) return;
      this.focus(); // leaving the field saves it
    } else if (event.target === this.element && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const wanted = KEYS[(event.shiftKey ? "Shift+" : "") + event.key];
      if (!wanted) return;
      if (wanted === "memo") this.#memo.focus();
      else this.#do(wanted, act);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function isOn(segment, { start, end }) {
  return segment.start === start && segment.end === end;
}

function itemOf({ memo, title, editable }) {
  const what = make("span", { class: "visually-hidden" }, gettext("Linked memo:"), " ");
  const item = make("li", {}, make("a", { href: `/memos/${memo}/` }, what, title));
  if (editable) {
    const label = interpolate(gettext("Unlink %s"), [title]);
    const attributes = { type: "button", class: "btn-close", value: memo, "data-do": "unlink" };
    item.append(make("button", { ...attributes, "aria-label": label }));
  }
  return item;
}
