/** The button that floats at the end of the selection. */

import { beforeFrame } from "./frame.js";

export class TagButton {
  #button = document.getElementById("tag-button");
  #text;
  #passage = null;
  #pointerDown = false;

  constructor({ text, press }) {
    this.#text = text;
    this.#button.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#button.addEventListener("click", press);
    // Not under the pointer while it selects.
    document.addEventListener("pointerdown", () => (this.#pointerDown = true));
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => {
        this.#pointerDown = false;
        this.#place();
      });
    }
    addEventListener("resize", () => this.#place());
  }

  follow(passage) {
    this.#passage = passage;
    this.#button.classList.remove("used");
    this.#place();
  }

  /** The passage has its code: the words under the button can be read and selected again. */
  leave() {
    this.#button.classList.add("used");
  }

  #place() {
    this.#button.hidden = !this.#passage || this.#pointerDown;
    if (this.#button.hidden) return;
    const { end } = this.#passage;
    const read = () => {
      const box = this.#text.rangeOf(end - 1, end).getBoundingClientRect();
      const left = Math.min(box.right + scrollX + 4, document.documentElement.clientWidth - 110);
      return { left: `${left}px`, top: `${box.bottom + scrollY + 6}px` };
    };
    beforeFrame(read, (place) => Object.assign(this.#button.style, place));
  }
}
