/** What a segment is called: in words and colours, for stripes, cards, lists and tooltips. */

import { line, THEMES } from "./colours.js";
import { shortened } from "./passage.js";

/** A code that somebody made a moment ago, until the codebook is fetched. */
const UNKNOWN = { name: "…", colour: "#6c757d", shortcut: "" };

export class Captions {
  #text;
  #codebook;
  #coders;
  #user;
  #stripeColour;

  /**
   * @param {{coders: Map<number, string>, stripeColour: (segment) => string}} parts names of coders
   *   by id; the colour of a stripe, which may be its coder's
   */
  constructor({ text, codebook, coders, user, stripeColour }) {
    this.#text = text;
    this.#codebook = codebook;
    this.#coders = coders;
    this.#user = user;
    this.#stripeColour = stripeColour;
  }

  of({ code, coder, start, end, unsure }) {
    const { name, colour, shortcut } = this.#codebook.get(code) ?? UNKNOWN;
    const theme = THEMES[document.documentElement.dataset.bsTheme] ?? THEMES.light;
    return {
      name,
      colour: line(colour, theme),
      shortcut,
      coder: this.nameOf(coder),
      unsure: Boolean(unsure),
      own: coder === this.#user,
      quote: this.#text.quote(start, end),
      paragraph: this.#text.placeOf(start).paragraph + 1,
    };
  }

  /** The caption of a stripe with the `label` that is read out. */
  ofStripe(segment) {
    const caption = this.of(segment);
    const code = caption.unsure
      ? interpolate(gettext("%s, unsure"), [caption.name])
      : caption.name;
    const words = { code, coder: caption.coder, words: shortened(caption.quote, 60) };
    const label = interpolate(gettext("%(code)s, by %(coder)s: %(words)s"), words, true);
    return { ...caption, colour: this.#stripeColour(segment), label };
  }

  codeName(id) {
    return (this.#codebook.get(id) ?? UNKNOWN).name;
  }

  nameOf(coder) {
    return this.#coders.get(coder) ?? gettext("somebody else");
  }
}
