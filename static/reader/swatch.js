/** A code's colour as a small mark. */

import { make } from "./dom.js";

export function swatch(colour) {
  return colourIn(make("span", { class: "swatch" }), colour);
}

export function colourIn(element, colour) {
  element.style.setProperty("--colour", colour);
  return element;
}
