/** Whose colours the stripes and the minimap have: those of the codes or of the coders. */

import { line, THEMES } from "./colours.js";

/**
 * Six colours a theme, on its paper of a contrast of 3 at least, and told apart also by those who
 * do not see red, green or blue. A seventh coder shares the first one's: labels name them all.
 */
export const OF_CODERS = {
  light: ["#2200ee", "#ff4488", "#00aa00", "#660000", "#cc66ee", "#440066"],
  dark: ["#00ffee", "#cc6600", "#8866aa", "#ffff66", "#cc00ff", "#448866"],
};
const UNKNOWN = "#6c757d";

export class StripeColours {
  #codebook;
  #places; // id of a coder -> place among the coders of the project

  /**
   * @param {Iterable<number>} coders ids of those who may have coded here
   * @param {() => "code" | "coder"} by whose colours
   * @param {() => "light" | "dark" | undefined} theme
   */
  constructor({ codebook, coders, by, theme }) {
    this.#codebook = codebook;
    this.#places = new Map([...coders].sort((a, b) => a - b).map((id, place) => [id, place]));
    this.by = by;
    this.theme = theme;
  }

  of({ code, coder }) {
    if (this.by() === "coder") return this.ofCoder(coder);
    const theme = THEMES[this.theme()] ?? THEMES.light;
    return line(this.#codebook.get(code)?.colour ?? UNKNOWN, theme);
  }

  ofCoder(id) {
    const place = this.#places.get(id);
    const colours = OF_CODERS[this.theme()] ?? OF_CODERS.light;
    return place === undefined ? UNKNOWN : colours[place % colours.length];
  }
}
