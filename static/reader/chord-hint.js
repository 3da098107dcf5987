/** After the first key of a chord: what the second can be. */

import { make } from "./dom.js";
import { swatch } from "./swatch.js";

export class ChordHint {
  #element = document.getElementById("chord-hint");

  show(first, codes) {
    this.#element.replaceChildren(
      ...codes.map(({ shortcut, name, colour }) =>
        make(
          "span",
          { class: "chord" },
          swatch(colour),
          make("kbd", {}, `${first} ${shortcut[1]}`),
          name,
        ),
      ),
    );
    this.#element.hidden = false;
  }

  hide() {
    this.#element.hidden = true;
  }
}
