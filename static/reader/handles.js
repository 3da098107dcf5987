/**
 * Handles at both ends of the segment at hand, to drag its boundaries: they snap to words, with Alt
 * to characters. They are for the pointer; the card in the panel has the same for the keyboard.
 */

import { dragged } from "./boundary.js";
import { make, scrollNow } from "./dom.js";
import { beforeFrame } from "./frame.js";

const EDGE = 48; // pixels from the window's edge in which dragging scrolls
const SCROLL = 24;

export class Handles {
  #text;
  #preview;
  #moved;
  #segment = null;
  #follows = false;
  #handles;
  #drag = null; // {edge, grip, before, passage}: `grip` from the pointer to the boundary's line

  /**
   * @param preview called with the passage as it would be, and with null when dragging is over
   * @param moved called with the segment's id and the new `{start}` or `{end}`
   */
  constructor({ text, preview, moved }) {
    this.#text = text;
    this.#preview = preview;
    this.#moved = moved;
    this.#handles = { start: this.#newHandle("start"), end: this.#newHandle("end") };
    new ResizeObserver(() => this.#follow()).observe(text.root);
    const whileDragging = (act) => (event) => this.#drag && act(event);
    addEventListener("pointermove", whileDragging((event) => this.#move(event)));
    addEventListener("pointerup", whileDragging(() => this.#drop()));
    addEventListener("pointercancel", whileDragging(() => this.#end()));
    addEventListener("keydown", whileDragging((event) => this.#press(event)), true);
  }

  /** Offer to drag this segment's boundaries; null for none. */
  show(segment) {
    if (this.#drag && segment?.id !== this.#segment?.id) this.#end();
    this.#segment = segment;
    if (!this.#drag) this.#follow();
  }

  /** Stand at the segment at hand from the next frame on. */
  #follow() {
    if (this.#follows) return;
    this.#follows = true;
    const read = () => !this.#drag && this.#placesOf(this.#segment);
    beforeFrame(read, (places) => {
      this.#follows = false;
      if (places) this.#put(places);
    });
  }

  #newHandle(edge) {
    const handle = make("span", { class: `boundary of-${edge}`, "aria-hidden": "true" });
    handle.addEventListener("pointerdown", (event) => this.#grab(event, edge));
    handle.addEventListener("click", (event) => event.stopPropagation());
    return handle;
  }

  /** Where both handles belong, by their edges; none without a passage. */
  #placesOf(passage) {
    if (!passage) return {};
    const { start, end } = passage;
    const [from, to] = [this.#text.placeOf(start), this.#text.endPlaceOf(end)];
    return {
      start: this.#placeIn(from.paragraph, "start", this.#text.rangeOf(start, start + 1)),
      end: this.#placeIn(to.paragraph, "end", this.#text.rangeOf(end - 1, end)),
    };
  }

  /** Within its section, which may yet move when others above it are laid out. */
  #placeIn(paragraph, edge, character) {
    const section = this.#text.sections[this.#text.sectionOf(paragraph)].element;
    const boxes = character.getClientRects();
    const box = edge === "start" ? boxes[0] : boxes[boxes.length - 1];
    if (!box) return undefined;
    const { left, top } = section.getBoundingClientRect();
    const x = edge === "start" ? box.left : box.right;
    return { section, left: x - left, top: box.top - top, height: box.height };
  }

  #put(places) {
    for (const [edge, handle] of Object.entries(this.#handles)) {
      if (!places[edge]) {
        handle.remove();
        continue;
      }
      const { section, left, top, height } = places[edge];
      if (handle.parentElement !== section) section.append(handle);
      Object.assign(handle.style, { left: `${left}px`, top: `${top}px`, height: `${height}px` });
    }
  }

  #grab(event, edge) {
    if (event.button !== 0) return;
    event.preventDefault(); // no selection begins
    const handle = this.#handles[edge];
    handle.setPointerCapture(event.pointerId);
    const box = handle.getBoundingClientRect();
    const grip = { x: box.left - event.clientX, y: box.top + box.height / 2 - event.clientY };
    const { start, end } = this.#segment;
    this.#drag = { edge, grip, before: { start, end }, passage: { start, end } };
    this.#text.root.classList.add("dragging");
  }

  #move({ clientX, clientY, altKey }) {
    const { edge, grip, passage } = this.#drag;
    if (clientY < EDGE * 2) scrollNow(-SCROLL);
    else if (clientY > innerHeight - EDGE) scrollNow(SCROLL);
    const place = this.#text.caretAt(clientX + grip.x, clientY + grip.y);
    const from = this.#text.placeOf(passage.start);
    const to = this.#text.endPlaceOf(passage.end);
    const moved = place && dragged(this.#text, { from, to }, edge, place, { exactly: altKey });
    if (!moved) return;
    this.#drag.passage = {
      start: this.#text.offsetOf(moved.from),
      end: this.#text.offsetOf(moved.to),
    };
    this.#put(this.#placesOf(this.#drag.passage));
    this.#preview(this.#drag.passage);
  }

  #drop() {
    const { edge, before, passage } = this.#drag;
    const { id } = this.#segment;
    this.#end();
    if (passage[edge] !== before[edge]) this.#moved(id, { [edge]: passage[edge] });
  }

  #press(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#end();
  }

  #end() {
    this.#drag = null;
    this.#text.root.classList.remove("dragging");
    this.#follow();
    this.#preview(null);
  }
}
