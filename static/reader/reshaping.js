/**
 * Splitting a segment and merging two. Each is one change on the server, which gives the parts
 * their ids: unlike tags, this waits for the server, and is not done while it is away.
 */

import { newKey } from "./operations.js";
import { Away, Refused } from "./server.js";

const BLANKS = 20; // more than these never stand between two passages that touch

export class Reshaping {
  #text;
  #store;
  #pending;
  #sync;
  #server;
  #changed;
  #keys = new Map(); // of requests without an answer, by what they want

  /** @param changed called with the ids that look different now */
  constructor({ text, store, pending, sync, server, changed }) {
    this.#text = text;
    this.#store = store;
    this.#pending = pending;
    this.#sync = sync;
    this.#server = server;
    this.#changed = changed;
  }

  /** Where a selection, or else the word at the reading position, cuts a segment. */
  placesIn({ start, end }, { passage, word }) {
    const isInside = (place) => start < place && place < end;
    const ofSelection = passage ? [passage.start, passage.end].filter(isInside) : [];
    return ofSelection.length ? ofSelection : [word.start].filter(isInside);
  }

  /** The segment that another can be merged with: the next one that touches it, else the one before. */
  partnerOf(segment, others) {
    const alike = others.filter(
      (other) =>
        other.id !== segment.id && other.code === segment.code && other.coder === segment.coder,
    );
    const touching = alike.filter((other) => this.#touch(segment, other));
    return touching.find(({ start }) => start >= segment.start) ?? touching.at(-1);
  }

  /** The passage in which such a segment is to be sought. */
  around({ start, end }) {
    return { start: Math.max(0, start - BLANKS), end: end + BLANKS };
  }

  /** @returns {Promise<number[]>} the ids of the parts; @throws Away, Refused */
  async split(id, places) {
    const { segments } = await this.#when([id], ([known]) =>
      this.#once(["split", known.id, known.revision, places], (key) =>
        this.#server.split(key, known.id, known.revision, places),
      ),
    );
    return segments.map((part) => part.id);
  }

  /** @returns {Promise<number>} the id of what they became; @throws Away, Refused */
  async merge(id, otherId) {
    const { segments, revision } = await this.#when([id, otherId], ([known, other]) =>
      this.#once(["merge", known.id, known.revision, other.id, other.revision], (key) =>
        this.#server.merge(key, known.id, known.revision, other),
      ),
    );
    const [merged] = segments;
    if (!merged) throw new Refused(404); // gone again, by another window of one's own
    const gone = [id, otherId].map((each) => this.#pending.nameOf(each));
    for (const each of gone) if (each !== merged.id) this.#store.remove(each, revision);
    this.#changed(gone);
    return merged.id;
  }

  /** What waits goes first: the segments may be among it. */
  async #when(ids, ask) {
    await this.#sync.send();
    if (this.#pending.operations.length) throw new Away();
    const known = ids.map((id) => this.#store.get(this.#pending.nameOf(id)));
    if (known.includes(undefined)) throw new Refused(404);
    const answer = await ask(known);
    this.#changed(this.#store.answer(answer));
    return answer;
  }

  /** Asked again at once where no answer came, and under the same key until one comes. */
  async #once(wanted, ask) {
    const signature = JSON.stringify(wanted);
    const key = this.#keys.get(signature) ?? newKey();
    this.#keys.set(signature, key);
    const again = (error) => {
      if (!(error instanceof Away) || error.signedOut) throw error;
      return ask(key);
    };
    const answer = await ask(key).catch(again);
    this.#keys.delete(signature);
    return answer;
  }

  #touch(one, other) {
    const [first, second] = one.start <= other.start ? [one, other] : [other, one];
    if (second.start <= first.end) return true;
    return !this.#text.quote(first.end, second.start).trim();
  }
}
