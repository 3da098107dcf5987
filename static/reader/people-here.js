/** In the bar: the initials of the others who have the document open. */

import { make } from "./dom.js";
import { initials } from "./initials.js";

export class PeopleHere {
  #list = document.getElementById("people-here");
  #nameOf;
  #shown = "";

  /** @param {(id: number) => string} nameOf */
  constructor(nameOf) {
    this.#nameOf = nameOf;
  }

  /** @param {number[]} ids */
  show(ids) {
    const shown = ids.join(" ");
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.replaceChildren(...ids.map((id) => this.#itemOf(this.#nameOf(id))));
    this.#list.hidden = !ids.length;
  }

  #itemOf(name) {
    const short = make("span", { "aria-hidden": "true" }, initials(name));
    return make("li", { title: name }, short, make("span", { class: "visually-hidden" }, name));
  }
}
