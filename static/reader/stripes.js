/**
 * Stripes in the margin: a button for each segment of the sections near the screen, in lanes, with
 * the code's name beside it where there is room.
 */

import { placeLabels } from "./labels.js";
import { make } from "./dom.js";

const LABEL_HEIGHT = 17;
const LABEL_DRIFT = 60; // a name further from its stripe is left out
const MOST_LANES = 16; // what overlaps more often shares the last lane

export class Stripes {
  #text;
  #describe;
  #lanes = 1;
  #marked = null;
  #groups = new Map(); // section number -> {group, stripes: segment id -> what #stripeOf makes}

  /** @param describe segment -> {name, colour, label, own, unsure}, for its button */
  constructor(text, describe) {
    this.#text = text;
    this.#describe = describe;
  }

  /** Make room for so many lanes side by side. */
  setLanes(lanes) {
    const room = Math.max(1, Math.min(lanes, MOST_LANES));
    if (room === this.#lanes) return;
    this.#lanes = room;
    for (const { group } of this.#groups.values()) group.style.setProperty("--lanes", room);
  }

  /** Stripes have other colours: write all anew where they are. */
  undress() {
    for (const { stripes } of this.#groups.values()) {
      for (const stripe of stripes.values()) stripe.shown = null;
    }
  }

  /** Lines stand elsewhere, or codes are called otherwise: measure and write all stripes anew. */
  forget() {
    for (const { stripes } of this.#groups.values()) {
      for (const stripe of stripes.values()) Object.assign(stripe, { box: null, shown: null });
    }
  }

  /**
   * Find the places of a section's segments that are not known yet. What reads places is to come
   * before what writes to the page: then the browser lays it out once.
   */
  measure(section, segments) {
    const known = this.#groups.get(section.number)?.stripes ?? new Map();
    const boxes = segments.filter((one) => !isAt(known.get(one.id)?.box, one));
    if (!boxes.length) return;
    const origin = section.element.getBoundingClientRect().top;
    const measured = boxes.map((segment) => [segment, this.#boxOf(section, segment, origin)]);
    const { stripes } = this.#groupOf(section);
    for (const [{ id }, box] of measured) {
      if (!stripes.has(id)) stripes.set(id, newStripe(id));
      stripes.get(id).box = box;
    }
  }

  /** Make the section's stripes be those of `segments` (each with its lane), in reading order. */
  drawSection(section, segments) {
    this.measure(section, segments);
    const { group, stripes } = this.#groupOf(section);
    const ids = new Set(segments.map((segment) => segment.id));
    for (const [id, { button }] of stripes) {
      if (ids.has(id)) continue;
      button.remove();
      stripes.delete(id);
    }
    const labelled = segments.map((segment) =>
      segment.start < section.start ? null : stripes.get(segment.id).box.top,
    );
    const labelTops = placeLabels(labelled, LABEL_HEIGHT, LABEL_DRIFT);
    let at = group.firstElementChild;
    segments.forEach((segment, i) => {
      const stripe = stripes.get(segment.id);
      this.#dress(stripe, segment, labelTops[i]);
      if (stripe.button === at) at = at.nextElementSibling;
      else group.insertBefore(stripe.button, at);
    });
    this.#keepOneTabStop(group);
  }

  clearSection(section) {
    this.#groups.get(section.number)?.group.remove();
    this.#groups.delete(section.number);
  }

  /** The stripe of a segment, in the first section near the screen that it touches. */
  buttonOf(id) {
    for (const { stripes } of this.#groups.values()) {
      if (stripes.has(id)) return stripes.get(id).button;
    }
    return null;
  }

  /** Make one segment's stripes stand out; null for none. */
  mark(id) {
    this.#marked = id;
    for (const { stripes } of this.#groups.values()) {
      for (const [each, { button }] of stripes) button.classList.toggle("active", each === id);
    }
  }

  /** Arrow keys go from stripe to stripe. */
  press(event) {
    const stripe = event.target.closest(".stripe");
    if (!stripe || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const next =
      event.key === "ArrowDown" ? stripe.nextElementSibling : stripe.previousElementSibling;
    next?.focus();
    event.preventDefault();
  }

  #groupOf(section) {
    let known = this.#groups.get(section.number);
    if (!known) {
      const { element, first, last } = section;
      const label = interpolate(gettext("Segments of paragraphs %s to %s"), [first + 1, last + 1]);
      const group = make("div", { class: "stripes", role: "group", "aria-label": label });
      group.style.setProperty("--lanes", this.#lanes);
      element.append(group);
      known = { group, stripes: new Map() };
      this.#groups.set(section.number, known);
    }
    return known;
  }

  #boxOf(section, { start, end }, origin) {
    const from = Math.max(start, section.start);
    const to = Math.min(end, section.end);
    const top = this.#text.rangeOf(from, from + 1).getBoundingClientRect().top;
    const bottom = this.#text.rangeOf(to - 1, to).getBoundingClientRect().bottom;
    return { start, end, top: top - origin, height: Math.max(bottom - top, 12) };
  }

  #dress(stripe, segment, labelTop) {
    const { button, box } = stripe;
    if (stripe.shown === segment && stripe.labelTop === labelTop) return;
    Object.assign(stripe, { shown: segment, labelTop });
    const { top, height } = box;
    const { name, colour, label, own, unsure } = this.#describe(segment);
    button.setAttribute("aria-label", label);
    button.classList.toggle("of-others", !own);
    button.classList.toggle("unsure", unsure);
    button.classList.toggle("waiting", Boolean(segment.waiting));
    button.classList.toggle("active", segment.id === this.#marked);
    button.style.top = `${top}px`;
    button.style.height = `${height}px`;
    button.style.setProperty("--lane", Math.min(segment.lane, MOST_LANES - 1));
    button.style.setProperty("--colour", colour);
    const text = button.lastElementChild;
    text.textContent = labelTop === null ? "" : name;
    text.style.top = `${(labelTop ?? top) - top}px`;
  }

  #keepOneTabStop(group) {
    const current = group.querySelector('[tabindex="0"]') ?? group.firstElementChild;
    if (current) current.tabIndex = 0;
  }
}

/** A button with what it shows now: `box`, `shown` (the segment) and `labelTop`. */
function newStripe(id) {
  const button = make("button", { type: "button", class: "stripe", tabindex: "-1" });
  button.append(make("span", { class: "stripe-line" }), make("span", { class: "stripe-name" }));
  button.dataset.segment = id;
  return { button, box: null, shown: null, labelTop: null };
}

function isAt(box, { start, end }) {
  return box?.start === start && box.end === end;
}
