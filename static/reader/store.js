/**
 * What the server has confirmed: the document's segments by id, and the revision they stand at.
 *
 * Every state carries the revision that wrote it, and the newer one wins. So answers and log
 * entries may arrive twice and in any order (one's own answer often overtakes the poll): the
 * outcome is the same.
 */

export class Store {
  #segments = new Map();
  #gone = new Map(); // id -> the revision that took the segment away

  /** `revision`: everything up to it has been applied. */
  constructor({ revision, segments }) {
    this.revision = revision;
    for (const segment of segments) this.#segments.set(segment.id, segment);
  }

  get size() {
    return this.#segments.size;
  }

  get(id) {
    return this.#segments.get(id);
  }

  values() {
    return this.#segments.values();
  }

  /**
   * Apply an entry of the change log: what stood before goes, what stands after comes.
   * @returns {number[]} the ids that look different now
   */
  apply({ revision, before, after }) {
    const staying = new Set(after.map((state) => state.id));
    const gone = before.filter((state) => !staying.has(state.id));
    return [
      ...gone.filter((state) => this.remove(state.id, revision)),
      ...after.filter((state) => this.#put(state)),
    ].map((state) => state.id);
  }

  /** Apply the entries of `/changes`, then stand at the revision that it names. */
  applyAll({ revision, changes }) {
    const changed = changes.flatMap((change) => this.apply(change));
    this.revision = Math.max(this.revision, revision);
    return changed;
  }

  /** Apply the answer to one's own request: the segments that it is about, as they are now. */
  answer({ revision, segments }) {
    const changed = segments.filter((state) => this.#put(state)).map((state) => state.id);
    this.stepTo(revision);
    return changed;
  }

  /** @returns {boolean} whether the segment was there */
  remove(id, revision) {
    if (this.#segments.get(id)?.revision > revision) return false;
    this.#gone.set(id, Math.max(revision, this.#gone.get(id) ?? 0));
    return this.#segments.delete(id);
  }

  /** One's own change is the next one, unless others' came in between: the poll has those. */
  stepTo(revision) {
    if (revision === this.revision + 1) this.revision = revision;
  }

  #put(state) {
    const known = this.#segments.get(state.id)?.revision ?? this.#gone.get(state.id) ?? -1;
    // The log also tells of things that are no segments, such as the import of the document.
    if (state.code === undefined || known >= state.revision) return false;
    this.#segments.set(state.id, state);
    return true;
  }
}
