/** Keeps the painted text and the stripes in step with the segments that are to be shown. */

import { barBottom, scrollNow } from "./dom.js";
import { NearSections } from "./near.js";
import { ShownSegments } from "./shown.js";

export class View {
  shown;
  #text;
  #painting;
  #stripes;
  #near;

  constructor({ text, painting, stripes }) {
    this.#text = text;
    this.#painting = painting;
    this.#stripes = stripes;
    this.shown = new ShownSegments(
      text.sections.map(({ start }) => start),
      text.paragraphs.map(({ end }) => end),
    );
    this.#near = new NearSections(text.sections, {
      come: (sections) => this.#draw(sections),
      go: (section) => this.#clear(section),
    });
  }

  /** Begin to paint: what is on the screen at once. */
  start() {
    this.#estimateHeights();
    this.#near.start();
    let width = this.#text.root.clientWidth;
    new ResizeObserver(() => {
      if (this.#text.root.clientWidth === width) return;
      width = this.#text.root.clientWidth;
      this.measureAnew();
    }).observe(this.#text.root);
  }

  /** Show these segments and no others. */
  reset(segments) {
    this.shown.reset(segments);
    this.#stripes.setLanes(this.shown.lanes);
    this.#draw([...this.#near]);
  }

  /** @param {Map<number, object | undefined>} states what became of some segments */
  update(states) {
    const touched = this.shown.update(states);
    this.#stripes.setLanes(this.shown.lanes);
    const sections = [...touched].map((number) => this.#text.sections[number]);
    this.#draw(sections.filter((section) => this.#near.has(section)));
  }

  /** The text is set in another way: lines stand elsewhere. */
  measureAnew() {
    this.#estimateHeights();
    this.redraw();
  }

  /** Codes have other names or colours, or lines stand elsewhere. */
  redraw() {
    this.#stripes.forget();
    this.#draw([...this.#near]);
  }

  /** Stripes have other colours; everything stands where it did. */
  recolour() {
    this.#stripes.undress();
    this.#draw([...this.#near]);
  }

  /** Scroll to an offset; the sections on the way may turn out higher than thought: look again. */
  bringOnScreen(offset, looks = 3) {
    const range = this.#text.rangeOf(offset, offset + 1);
    const { top, bottom } = range.getBoundingClientRect();
    if (top < barBottom() + 16 || bottom > innerHeight - 80) {
      scrollNow(top - innerHeight / 3);
      if (looks > 1) requestAnimationFrame(() => this.bringOnScreen(offset, looks - 1));
    }
    const { paragraph } = this.#text.placeOf(offset);
    this.#near.add([this.#text.sections[this.#text.sectionOf(paragraph)]]);
  }

  /** Sections that were never laid out are as high as the first one, by their characters. */
  #estimateHeights() {
    const [first, ...others] = this.#text.sections;
    const pixels = first.element.offsetHeight / (first.end - first.start);
    for (const { element, start, end } of others) {
      element.style.containIntrinsicBlockSize = `auto ${Math.round((end - start) * pixels)}px`;
    }
  }

  #draw(sections) {
    const drawn = sections.map((section) => [section, this.shown.inSection(section.number)]);
    for (const [section, segments] of drawn) this.#stripes.measure(section, segments);
    for (const [section, segments] of drawn) {
      this.#painting.paintSection(section, segments);
      this.#stripes.drawSection(section, segments);
    }
  }

  #clear(section) {
    this.#painting.clearSection(section);
    this.#stripes.clearSection(section);
  }
}
