/** The reader: what keys, clicks and the server's news come to. */

import { scrollNow } from "./dom.js";
import { shortened } from "./passage.js";
import { suggested } from "./recent.js";
import { reversedSentence } from "./sentences.js";
import { Away, Refused } from "./server.js";

const AROUND = 2_000; // characters in front and behind whose codes are likely ones
const SUGGESTIONS = 6;

export class Reader {
  /**
   * @param parts the objects of main.js by their names: captions, chords, codebook, coding, done,
   *   filter, find, handles, minimap, painting, panel, pending, picker, progress, reading, recent,
   *   reshaping, server, settings, stripes, tagButton, text, toasts, user, view
   */
  constructor(parts) {
    Object.assign(this, parts);
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
    this.minimap.refresh();
    this.progress.refresh();
    this.panel.refresh();
    const hasNewCode = (segment) => segment && !this.codebook.has(segment.code);
    if ([...states.values()].some(hasNewCode)) this.fetchCodes();
  }

  /** The filter or the codes changed: everything is shown anew. */
  showAll() {
    this.view.reset([...this.coding.all()].filter((segment) => this.filter.shows(segment)));
    this.minimap.refresh();
    this.progress.refresh();
    this.panel.refresh();
  }

  setColours() {
    this.painting.setColours(this.codebook);
    this.view.redraw();
    this.minimap.refresh();
    this.panel.refresh();
  }

  async fetchCodes() {
    const codes = await this.server.codes().catch(() => null); // asked again with the next change
    if (!codes) return;
    this.codebook.replace(codes);
    this.chords.replace(this.codebook.inUse);
    this.setColours();
  }

  reversed(kind, change) {
    const sentence = reversedSentence(kind, change, (code) => this.captions.codeName(code));
    this.toasts.say(sentence, this.#offer(kind === "undo" ? "redo" : "undo"));
  }

  #offer(kind) {
    const label = kind === "undo" ? gettext("Undo") : gettext("Redo");
    return { action: { label, run: () => this.coding.reverse(kind) } };
  }

  /** Add a code to the codebook; throws what the server throws. */
  async addCode(fields) {
    const code = await this.server.addCode(fields);
    await this.fetchCodes();
    return this.codebook.get(code.id) ?? code;
  }

  // Tagging ---------------------------------------------------------------------------------

  tag(codes) {
    const { passage } = this.reading;
    if (!passage) return this.askForPassage();
    this.recent.note(passage, codes);
    this.tagButton.leave();
    const ids = this.coding.tag(passage, codes);
    const names = codes.map((id) => this.captions.codeName(id)).join(", ");
    if (!ids.length) {
      const sentence = gettext("You gave %s to this passage before.");
      return this.toasts.say(interpolate(sentence, [names]));
    }
    this.toasts.say(interpolate(gettext("Tagged: %s"), [names]), this.#offer("undo"));
    return this.openAt(passage, { active: ids.at(-1), sheet: false });
  }

  /** Give the codes that were given last. */
  repeat() {
    const codes = this.recent.last.filter((id) => this.codebook.get(id)?.retired === false);
    if (codes.length) return this.tag(codes);
    return this.toasts.say(gettext("There is no tag to repeat yet."));
  }

  async pickCodes() {
    const { passage } = this.reading;
    if (!passage) return this.askForPassage();
    const codes = await this.ask(passage);
    if (codes.length) this.tag(codes);
    return undefined;
  }

  /** Ask for codes for a passage, or for the one that is to replace `code`. */
  async ask({ start, end, code }) {
    this.reading.hold();
    const words = this.text.quote(start, end);
    const passage = shortened(words, 120);
    const has = this.coding.codesOn({ start, end });
    const near = this.view.shown.touching(Math.max(0, start - AROUND), end + AROUND);
    const first = suggested(this.recent.codes, near, SUGGESTIONS);
    const codes = await this.picker.ask({ passage, words, has, code, first });
    this.reading.release();
    return codes;
  }

  askForPassage() {
    this.toasts.say(gettext("Select a passage first: S selects the paragraph."));
  }

  /** What a card in the panel asks for. */
  async act(id, what, value) {
    const segment = this.pending.shown(id);
    if (segment?.coder !== this.user) return;
    if (what === "memo") this.coding.change(id, { memo: value });
    else if (what === "reuse") this.coding.change(id, this.reading.passage);
    else if (what === "unsure") this.coding.change(id, { unsure: !segment.unsure });
    else if (what === "delete") this.delete(id);
    else if (what === "split") this.split(id);
    else if (what === "merge") this.merge(id);
    else if (what === "recode") {
      const [code] = await this.ask(segment);
      if (code !== undefined) this.coding.change(this.pending.nameOf(id), { code });
    } else {
      const [edge, way] = what.split("-"); // "start-back", "end-on", ...
      this.coding.nudge(id, edge, way === "on" ? 1 : -1);
      this.reading.follow(segment, this.pending.shown(id));
    }
  }

  delete(id) {
    const segment = id && this.pending.shown(id);
    if (!segment) return;
    if (segment.coder !== this.user) {
      this.toasts.say(gettext("Only the coder who made this segment may change it."));
      return;
    }
    this.coding.delete(id);
    const sentence = interpolate(gettext("Deleted: %s"), [this.captions.codeName(segment.code)]);
    this.toasts.say(sentence, this.#offer("undo"));
  }

  /** Cut a segment at the selection, or in front of the word at the reading position. */
  async split(id) {
    const segment = id && this.pending.shown(id);
    if (segment?.coder !== this.user) return;
    const places = this.reshaping.placesIn(segment, this.reading);
    if (!places.length) {
      this.toasts.say(gettext("Select words inside the segment, or click where to split it."));
      return;
    }
    await this.#reshape(gettext("Split: %s"), segment, async () => {
      const ids = await this.reshaping.split(id, places);
      this.panel.open(ids, { active: ids[0] });
    });
  }

  /** Make one of a segment and another of its code that touches it. */
  async merge(id) {
    const segment = id && this.pending.shown(id);
    if (segment?.coder !== this.user) return;
    const { start, end } = this.reshaping.around(segment);
    const other = this.reshaping.partnerOf(segment, this.view.shown.touching(start, end));
    if (!other) {
      this.toasts.say(gettext("No segment of yours with this code touches this one."));
      return;
    }
    await this.#reshape(gettext("Merged: %s"), segment, async () => {
      const merged = await this.reshaping.merge(id, other.id);
      this.panel.open([merged], { active: merged });
    });
  }

  async #reshape(sentence, { code }, act) {
    try {
      await act();
      this.toasts.say(interpolate(sentence, [this.captions.codeName(code)]), this.#offer("undo"));
    } catch (error) {
      const isAway = error instanceof Away;
      if (!isAway && !(error instanceof Refused)) throw error;
      const away = gettext("The server does not answer: try again in a moment.");
      this.toasts.say(isAway ? away : error.message, { kind: "error" });
    }
  }

  // Going to segments -----------------------------------------------------------------------

  /** Enter in the text: tag the selection, or open what is tagged here. */
  open() {
    if (this.reading.passage) return this.pickCodes();
    const { word, paragraph } = this.reading;
    const here = this.view.shown.touching(word.start, word.end).length ? word : paragraph;
    return this.openAt(here, { focus: true });
  }

  /** Show the segments at a passage in the panel. */
  openAt({ start, end }, options) {
    const ids = this.view.shown.touching(start, end).map((segment) => segment.id);
    this.panel.open(ids, options);
  }

  /** The panel's segment at hand is another one: mark it in the text. */
  activated(id) {
    const segment = id && this.view.shown.get(id);
    this.painting.mark("active", ...(segment ? [segment] : []));
    this.stripes.mark(segment ? id : null);
    this.handles.show(segment?.coder === this.user ? segment : null);
  }

  /** Go where a segment is; the panel stays as it is. */
  visit(id) {
    const segment = this.view.shown.get(id);
    if (!segment) return;
    this.view.bringOnScreen(segment.start);
    this.reading.clear(); // what was selected elsewhere would get the next tag
    this.reading.goTo(this.text.placeOf(segment.start));
    this.activated(id);
  }

  /** Go to the next (1) or previous (-1) paragraph that one has not coded. */
  goToUncoded(direction) {
    const paragraph = this.progress.uncodedFrom(this.reading.place.paragraph, direction);
    if (paragraph !== null) this.reading.moveTo(paragraph);
    else this.toasts.say(gettext("You have coded every paragraph on this side."));
  }

  /** A link led to a passage: select it and show its segments. */
  arrive(passage) {
    this.view.bringOnScreen(passage.start);
    this.reading.select(passage);
    this.openAt(passage);
  }

  /** Go to the next (1) or previous (-1) segment; its stripe gets the focus. */
  step(direction) {
    const here = this.reading.word.start;
    const active = this.panel.active && this.view.shown.get(this.panel.active);
    const isHere = active && active.start <= here && here < active.end; // not left since
    const from = isHere ? active : { start: here, end: here, id: 0 };
    const segment = this.view.shown.neighbour(from, direction);
    if (!segment) return;
    this.openAt(segment, { active: segment.id, sheet: false });
    this.visit(segment.id);
    this.stripes.buttonOf(segment.id)?.focus({ preventScroll: true });
  }

  /** Escape: let go of the selection, or else of the stripe, or else of the panel. */
  clear() {
    if (this.reading.clear()) return;
    if (document.activeElement?.closest(".stripe")) this.text.root.focus({ preventScroll: true });
    else this.panel.close();
  }

  // The pointer -----------------------------------------------------------------------------

  click({ target, clientX, clientY, detail }) {
    const stripe = target.closest(".stripe");
    if (stripe) {
      const id = Number(stripe.dataset.segment);
      const byKey = detail === 0;
      return this.openAt(this.view.shown.get(id), { active: id, focus: byKey });
    }
    if (!getSelection().isCollapsed) return undefined;
    const place = this.text.placeFromPoint(clientX, clientY);
    if (!place) return undefined;
    this.reading.goTo(place);
    const ids = this.#at(place).map((segment) => segment.id);
    if (!ids.length) return this.panel.close();
    this.panel.open(ids);
    if (this.panel.covers(clientX, clientY + 40)) scrollNow(clientY - innerHeight / 4);
    return undefined;
  }

  /** What is under the pointer or has the focus, for the tooltip. */
  under({ type, target, clientX, clientY }) {
    const stripe = target.closest(".stripe");
    if (stripe) {
      const segment = this.view.shown.get(Number(stripe.dataset.segment));
      const box = stripe.getBoundingClientRect();
      return segment ? { captions: [this.captions.of(segment)], box } : null;
    }
    const place = type === "pointermove" && this.text.placeFromPoint(clientX, clientY);
    const segments = place ? this.#at(place) : [];
    if (!segments.length) return null;
    const captions = segments.map((segment) => this.captions.of(segment));
    return { captions, box: new DOMRect(clientX, clientY - 4, 0, 20) };
  }

  #at(place) {
    const offset = this.text.offsetOf(place);
    return this.view.shown.touching(offset, offset + 1);
  }
}
