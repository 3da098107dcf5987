/** How far one's own coding has come: the share in the toolbar, the next paragraph without a code. */

import { covered, shareOf, uncodedFrom } from "./coverage.js";

const REST = 200; // milliseconds: what changes in quick succession is counted once

export class Progress {
  #element = document.getElementById("share");
  #text;
  #own;
  #timer = 0;

  /** @param own () -> one's own segments, whatever the filter */
  constructor({ text, own }) {
    this.#text = text;
    this.#own = own;
  }

  refresh() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const share = shareOf(covered(this.#own()), this.#text.paragraphs);
      const percent = `${Math.round(share * 100)}%`;
      this.#element.textContent = interpolate(gettext("Coded: %s"), [percent]);
    }, REST);
  }

  /** @returns {number | null} the number of the next (1) or previous (-1) uncoded paragraph */
  uncodedFrom(paragraph, direction) {
    return uncodedFrom(this.#text.paragraphs, covered(this.#own()), paragraph, direction);
  }
}
