/**
 * The whole document on a strip beside the text: where which codes are, and what the window shows.
 * For the pointer; the list of all segments is the same for the keyboard and for screen readers.
 */

import { barsOf, offsetAt } from "./overview.js";

const LANES = 5;
const REST = 120; // milliseconds: what changes in quick succession is drawn once

export class Minimap {
  #strip = document.getElementById("minimap");
  #canvas = this.#strip.querySelector("canvas");
  #marker = this.#strip.querySelector(".minimap-window");
  #text;
  #colourOf;
  #segments;
  #timer = 0;
  #frame = 0;

  /**
   * @param colourOf segment -> its colour, as its stripe has
   * @param segments () -> the segments shown
   * @param jump called with the offset that was pointed at
   */
  constructor({ text, colourOf, segments, jump }) {
    this.#text = text;
    this.#colourOf = colourOf;
    this.#segments = segments;
    const goTo = ({ clientY }) => {
      const { top, height } = this.#strip.getBoundingClientRect();
      const part = Math.min(1, Math.max(0, (clientY - top) / height));
      jump(Math.min(this.#length - 1, Math.floor(part * this.#length)));
    };
    this.#strip.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the selection and the focus stay
      this.#strip.setPointerCapture(event.pointerId);
      goTo(event);
    });
    this.#strip.addEventListener("pointermove", (event) => event.buttons && goTo(event));
    addEventListener("scroll", () => this.#follow(), { passive: true });
    new ResizeObserver(() => {
      this.refresh();
      this.#follow();
    }).observe(this.#strip);
  }

  /** Segments, codes or colours have changed. */
  refresh() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), REST);
  }

  get #length() {
    return this.#text.paragraphs.at(-1).end;
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#strip;
    if (!width) return; // not on small screens
    const scale = devicePixelRatio;
    Object.assign(this.#canvas, { width: width * scale, height: height * scale });
    const drawing = this.#canvas.getContext("2d");
    drawing.scale(scale, scale);
    const strip = { length: this.#length, height, width, lanes: LANES };
    for (const bar of barsOf(this.#segments(), strip, this.#colourOf)) {
      drawing.fillStyle = bar.colour;
      drawing.fillRect(bar.x, bar.y, bar.width, bar.height);
    }
  }

  #follow() {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const { sections } = this.#text;
      const boxOf = (number) => sections[number].element.getBoundingClientRect();
      const [from, to] = [0, innerHeight].map((y) => offsetAt(y, sections, boxOf) / this.#length);
      this.#marker.style.top = `${from * 100}%`;
      this.#marker.style.height = `${Math.max(1, (to - from) * 100)}%`;
    });
  }
}
