/** The reader: what keys, clicks and the server's news come to. */

import { line, THEMES } from "./colours.js";
import { scrollNow } from "./dom.js";
import { reversedSentence } from "./sentences.js";
import { shortened } from "./passage.js";

export class Reader {
  /** @param parts the objects that main.js makes, by name */
  constructor(parts) {
    Object.assign(this, parts);
  }

  // Words about segments --------------------------------------------------------------------

  /** A segment in words and colours. */
  about({ code, coder, start, end }) {
    const { name, colour, shortcut } = this.codebook.get(code) ?? unknownCode();
    return {
      name,
      colour: line(colour, this.theme),
      shortcut,
      coder: this.nameOf(coder),
      own: coder === this.user,
      quote: this.text.quote(start, end),
      paragraph: this.text.placeOf(start).paragraph + 1,
    };
  }

  /** What a stripe needs to know of its segment. */
  describe(segment) {
    const { name, colour, own, coder, quote } = this.about(segment);
    const words = gettext("%(code)s, by %(coder)s: %(words)s");
    const label = interpolate(words, { code: name, coder, words: shortened(quote, 60) }, true);
    return { name, colour, own, label };
  }

  /** Those who coded in this document, oneself first: `[id, name]`. */
  codersHere() {
    const ids = new Set([this.user]);
    for (const { coder } of this.coding.all()) ids.add(coder);
    return [...ids].map((id) => [id, id === this.user ? gettext("me") : this.nameOf(id)]);
  }

  nameOf(coder) {
    return this.coders.get(coder) ?? gettext("somebody else");
  }

  get theme() {
    return THEMES[document.documentElement.dataset.bsTheme] ?? THEMES.light;
  }

  // News ------------------------------------------------------------------------------------

  /** Segments with these ids look different now. */
  changed(ids) {
    if (!ids.length) return;
    const states = new Map(
      ids.map((id) => {
        const segment = this.pending.shown(id);
        return [id, segment && this.filter.shows(segment) ? segment : undefined];
      }),
    );
    this.view.update(states);
    this.panel.refresh();
    const isNew = (segment) => segment && !this.codebook.has(segment.code);
    if ([...states.values()].some(isNew)) this.fetchCodes();
  }

  /** The filter or the codes changed: everything is shown anew. */
  showAll() {
    this.view.reset([...this.coding.all()].filter((segment) => this.filter.shows(segment)));
    this.panel.refresh();
  }

  setColours() {
    this.painting.setColours(this.codebook);
    this.view.redraw();
  }

  async fetchCodes() {
    this.codebook.replace(await this.server.codes());
    this.chords.replace(this.codebook.inUse);
    this.setColours();
    this.panel.refresh();
  }

  refused(operation, sentence) {
    this.toasts.say(sentence, { kind: "error" });
  }

  reversed(kind, change) {
    const nameOf = (code) => (this.codebook.get(code) ?? unknownCode()).name;
    const other = kind === "undo" ? "redo" : "undo";
    this.toasts.say(reversedSentence(kind, change, nameOf), {
      action: {
        label: other === "redo" ? gettext("Redo") : gettext("Undo"),
        run: () => this.coding.reverse(other),
      },
    });
  }

  // Tagging ---------------------------------------------------------------------------------

  tag(codes) {
    const { passage } = this.reading;
    if (!passage) return this.askForPassage();
    const ids = this.coding.tag(passage, codes);
    const names = codes.map((id) => this.codebook.get(id).name).join(", ");
    if (!ids.length) {
      return this.toasts.say(interpolate(gettext("You gave %s to this passage before."), [names]));
    }
    this.toasts.say(interpolate(gettext("Tagged: %s"), [names]), {
      action: { label: gettext("Undo"), run: () => this.coding.reverse("undo") },
    });
    return this.openAt(passage, { active: ids.at(-1), sheet: false });
  }

  async pickCodes() {
    const { passage } = this.reading;
    if (!passage) return this.askForPassage();
    const codes = await this.ask(passage, { several: true });
    if (codes.length) this.tag(codes);
    return undefined;
  }

  async ask({ start, end }, { several }) {
    this.reading.hold();
    const passage = shortened(this.text.quote(start, end), 120);
    const has = this.coding.codesOn({ start, end });
    const codes = await this.picker.ask({ passage, has, several });
    this.reading.release();
    return codes;
  }

  askForPassage() {
    this.toasts.say(gettext("Select a passage first: S selects the paragraph."));
  }

  // The panel -------------------------------------------------------------------------------

  /** What is asked for on a card. */
  async act(id, what, value) {
    const segment = this.pending.shown(id);
    if (segment?.coder !== this.user) return;
    if (what === "memo") this.coding.change(id, { memo: value });
    else if (what === "reuse") this.coding.change(id, this.reading.passage);
    else if (what === "delete") this.delete(id);
    else if (what === "recode") {
      const [code] = await this.ask(segment, { several: false });
      if (code !== undefined) this.coding.change(this.pending.nameOf(id), { code });
    } else {
      const [edge, way] = what.split("-"); // "start-back", "end-on", ...
      this.coding.nudge(id, edge, way === "on" ? 1 : -1);
    }
  }

  delete(id) {
    const segment = id && this.pending.shown(id);
    if (!segment) return;
    if (segment.coder !== this.user) {
      this.toasts.say(gettext("Only the coder who made this segment may change it."));
      return;
    }
    const { name } = this.about(segment);
    this.coding.delete(id);
    this.toasts.say(interpolate(gettext("Deleted: %s"), [name]), {
      action: { label: gettext("Undo"), run: () => this.coding.reverse("undo") },
    });
  }

  /** Show the segments at a passage in the panel. */
  openAt({ start, end }, options) {
    const ids = this.view.shown.touching(start, end).map((segment) => segment.id);
    this.panel.open(ids, options);
  }

  /** The panel's segment at hand changed: mark it in the text. */
  activated(id) {
    const segment = id && this.view.shown.get(id);
    this.painting.mark("active", ...(segment ? [segment] : []));
    this.stripes.mark(segment ? id : null);
  }

  /** Go where a segment is; the list stays open. */
  visit(id) {
    const segment = this.view.shown.get(id);
    if (!segment) return;
    this.view.bringOnScreen(segment.start);
    this.reading.goTo(this.text.placeOf(segment.start));
    this.activated(id);
  }

  /** Go to the next (1) or previous (-1) segment; its stripe gets the focus. */
  step(direction) {
    const at = this.panel.active && this.view.shown.get(this.panel.active);
    const here = this.reading.word.start;
    const from = at ?? { start: here, end: here, id: 0 };
    const segment = this.view.shown.neighbour(from, direction);
    if (!segment) return;
    this.openAt(segment, { active: segment.id, sheet: false });
    this.visit(segment.id);
    this.stripes.buttonOf(segment.id)?.focus({ preventScroll: true });
  }

  // Clicks ----------------------------------------------------------------------------------

  click({ target, clientX, clientY, detail }) {
    const stripe = target.closest(".stripe");
    if (stripe) {
      const id = Number(stripe.dataset.segment);
      const segment = this.view.shown.get(id);
      return this.openAt(segment, { active: id, focus: detail === 0 }); // 0: by the keyboard
    }
    if (!getSelection().isCollapsed) return undefined;
    const place = this.text.placeFromPoint(clientX, clientY);
    if (!place) return undefined;
    this.reading.goTo(place);
    const offset = this.text.offsetOf(place);
    const segments = this.view.shown.touching(offset, offset + 1);
    if (!segments.length) return this.panel.close();
    this.panel.open(segments.map(({ id }) => id));
    if (this.panel.covers(clientX, clientY + 40)) scrollNow(clientY - innerHeight / 4);
    return undefined;
  }

  /** What is under the pointer or has the focus, for the tooltip. */
  under({ type, target, clientX, clientY }) {
    const stripe = target.closest(".stripe");
    if (stripe) {
      const segment = this.view.shown.get(Number(stripe.dataset.segment));
      return segment && { lines: [this.about(segment)], box: stripe.getBoundingClientRect() };
    }
    const place = type === "pointermove" && this.text.placeFromPoint(clientX, clientY);
    if (!place) return null;
    const offset = this.text.offsetOf(place);
    const segments = this.view.shown.touching(offset, offset + 1);
    const box = new DOMRect(clientX, clientY - 4, 0, 20);
    return segments.length ? { lines: segments.map((one) => this.about(one)), box } : null;
  }

  /** Enter in the text: tag the selection, or open what is tagged here. */
  open() {
    if (this.reading.passage) return this.pickCodes();
    const { word, paragraph } = this.reading;
    const { shown } = this.view;
    const here = shown.touching(word.start, word.end).length ? word : paragraph;
    return this.openAt(here, { focus: true });
  }

  clear() {
    if (!this.reading.clear()) this.panel.close();
  }
}

/** A code that somebody made a moment ago, until the codebook is fetched. */
function unknownCode() {
  return { name: "…", colour: "#6c757d", shortcut: "" };
}
