/**
 * How far one has read: the paragraphs from the start whose ends were on the screen, nothing left
 * out. Who jumps ahead has not read what lies between. Told to the server now and then.
 */

import { countWhile } from "./offsets.js";
import { Away, Refused } from "./server.js";

const LOOK_EVERY = 200; // milliseconds
const TELL_AFTER = 1_500; // milliseconds in which no more was read

/**
 * The number of paragraphs that are read, given those that were.
 * @param {(number: number) => ({top: number, bottom: number} | null)} boxOf a paragraph on the
 *   screen, in pixels from the window's top; null where there is none, or it is far away
 * @param {number} height of the window
 */
export function readOn(count, boxOf, height) {
  let read = count;
  // What was scrolled past by no more than a window was seen between two looks.
  for (let box = boxOf(read); box && box.bottom > -height && box.bottom <= height; ) {
    read += 1;
    box = boxOf(read);
  }
  return read;
}

export class ReadTo {
  #text;
  #server;
  #count; // of paragraphs that are read
  #told; // code points; -1: not even that the document was opened
  #looking = 0;
  #telling = 0;

  /** @param {{read_to: number} | null} known to the server; null: never opened before */
  constructor({ text, known, server }) {
    this.#text = text;
    this.#server = server;
    this.#told = known?.read_to ?? -1;
    this.#count = countWhile(text.paragraphs, ({ end }) => end <= this.#told);
  }

  start() {
    this.#look();
    const lookSoon = () => {
      this.#looking ||= setTimeout(() => this.#look(), LOOK_EVERY);
    };
    addEventListener("scroll", lookSoon, { passive: true });
    addEventListener("pagehide", () => this.#tell());
    document.addEventListener("visibilitychange", () => document.hidden && this.#tell());
  }

  get #readTo() {
    return this.#count ? this.#text.paragraphs[this.#count - 1].end : 0;
  }

  #look() {
    this.#looking = 0;
    this.#count = readOn(this.#count, (number) => this.#boxOf(number), innerHeight);
    if (this.#readTo <= this.#told) return;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => this.#tell(), TELL_AFTER);
  }

  /** Where the server does not take it, it is told with what is read next. */
  async #tell() {
    const readTo = this.#readTo;
    if (readTo <= this.#told) return;
    clearTimeout(this.#telling);
    const before = this.#told;
    this.#told = readTo;
    try {
      await this.#server.noteProgress({ read_to: readTo });
    } catch (error) {
      if (!(error instanceof Away) && !(error instanceof Refused)) throw error;
      this.#told = Math.min(before, this.#told);
    }
  }

  /** Of a section that is far away, nothing is laid out for this. */
  #boxOf(number) {
    if (number >= this.#text.length) return null;
    const section = this.#text.sections[this.#text.sectionOf(number)];
    const { top, bottom } = section.element.getBoundingClientRect();
    if (bottom < -innerHeight || top > innerHeight) return null;
    return this.#text.paragraphs[number].element.getBoundingClientRect();
  }
}
