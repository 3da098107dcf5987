/** The bar in which one finds words in the document. */

import { countWhile } from "./offsets.js";

const LONGEST = 80; // characters of a selection that are taken for what is sought

export class Find {
  #form = document.getElementById("find");
  #field = this.#form.elements.namedItem("query");
  #count = document.getElementById("find-count");
  #finder;
  #text;
  #reading;
  #painting;
  #show;
  #opener = null; // what had the focus
  #from = 0; // where one read when the bar was opened
  #hits = [];
  #at = -1; // the hit at hand

  /**
   * @param {import("./hits.js").Finder} finder
   * @param show called with the offset that is to be on the screen
   */
  constructor({ finder, text, reading, painting, show }) {
    this.#finder = finder;
    this.#text = text;
    this.#reading = reading;
    this.#painting = painting;
    this.#show = show;
    this.#field.addEventListener("input", () => this.#seek());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#step(1);
    });
    this.#form.addEventListener("keydown", (event) => this.#press(event));
    // While the field has the focus the browser's selection is not in the text.
    this.#form.addEventListener("focusin", () => this.#at < 0 && reading.hold());
    this.#form.addEventListener("focusout", () => painting.mark("passage"));
    const on = (name, act) =>
      this.#form.querySelector(`[data-find=${name}]`).addEventListener("click", act);
    on("previous", () => this.#step(-1));
    on("close", () => this.close());
  }

  open() {
    const { passage, place } = this.#reading;
    if (this.#form.hidden) this.#opener = document.activeElement;
    this.#from = passage?.start ?? this.#text.offsetOf(place);
    this.#form.hidden = false;
    const words = passage && this.#text.quote(passage.start, passage.end);
    if (words && words.length <= LONGEST) this.#field.value = words;
    this.#field.focus();
    this.#field.select();
    this.#seek();
  }

  /** Leave the bar; the hit at hand is selected, so that it can be tagged. */
  close() {
    const hit = this.#hits[this.#at];
    this.#form.hidden = true;
    this.#take([], -1);
    const back = !hit && this.#opener?.isConnected ? this.#opener : this.#text.root;
    back.focus({ preventScroll: true });
    if (hit) this.#reading.select(hit);
    else this.#reading.release();
  }

  #seek() {
    const hits = this.#finder.find(this.#field.value);
    const ahead = countWhile(hits, ({ start }) => start < this.#from);
    this.#take(hits, hits.length ? ahead % hits.length : -1);
  }

  #step(direction) {
    const { length } = this.#hits;
    if (length) this.#take(this.#hits, (this.#at + direction + length) % length);
  }

  #take(hits, at) {
    if (hits !== this.#hits) this.#painting.markAll("hit", hits);
    this.#hits = hits;
    this.#at = at;
    const hit = hits[at];
    this.#painting.mark("found", ...(hit ? [hit] : []));
    if (hit) {
      this.#painting.mark("passage");
      this.#reading.goTo(this.#text.placeOf(hit.start));
      this.#show(hit.start);
    }
    this.#tell();
  }

  #tell() {
    const { length } = this.#hits;
    const place = [this.#at + 1, length].map((number) => number.toLocaleString(document.documentElement.lang));
    const found = length ? interpolate(gettext("%s of %s"), place) : gettext("not found");
    this.#count.textContent = this.#field.value.trim() && !this.#form.hidden ? found : "";
    this.#form.classList.toggle("nothing", Boolean(this.#count.textContent) && !length);
  }

  #press(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.shiftKey && event.target === this.#field) this.#step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
