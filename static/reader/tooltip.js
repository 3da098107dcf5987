/** What a passage or a stripe is called, where the pointer rests or the focus is. */

import { make } from "./dom.js";
import { swatch } from "./swatch.js";

const REST = 200; // milliseconds

export class Tooltip {
  #element = document.getElementById("tooltip");
  #timer = 0;

  /**
   * @param root listened to
   * @param find (event) -> {captions: {name, coder, colour}[], box} or null where there is nothing
   */
  constructor(root, find) {
    root.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || event.buttons) return this.hide();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#show(find(event)), REST);
    });
    root.addEventListener("pointerleave", () => this.hide());
    root.addEventListener("click", () => this.hide()); // the panel says it now
    root.addEventListener("focusin", (event) => this.#show(find(event)));
    root.addEventListener("focusout", () => this.hide());
    addEventListener("scroll", () => this.hide(), { passive: true });
    addEventListener("keydown", ({ key }) => key === "Escape" && this.hide(), true);
  }

  hide() {
    clearTimeout(this.#timer);
    this.#element.hidden = true;
  }

  #show(found) {
    this.#element.hidden = !found;
    if (!found) return;
    this.#element.replaceChildren(
      ...found.captions.map(({ name, coder, colour }) =>
        make("div", {}, swatch(colour), make("strong", {}, name), ` ${coder}`),
      ),
    );
    const { left, bottom, top } = found.box;
    const { offsetWidth: width, offsetHeight: height } = this.#element;
    const below = bottom + 6 + height < innerHeight;
    this.#element.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    this.#element.style.top = `${below ? bottom + 6 : top - height - 6}px`;
  }
}
