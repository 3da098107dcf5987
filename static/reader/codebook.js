/** The codes by id, with the dilemma of each. */

import { inTreeOrder, rootOf } from "./search.js";

export class Codebook {
  #byId;

  constructor(codes) {
    this.replace(codes);
  }

  replace(codes) {
    this.codes = inTreeOrder(codes);
    this.#byId = new Map(codes.map((code) => [code.id, code]));
  }

  get(id) {
    return this.#byId.get(id);
  }

  has(id) {
    return this.#byId.has(id);
  }

  get inUse() {
    return this.codes.filter((code) => !code.retired);
  }

  get roots() {
    return this.codes.filter((code) => rootOf(code, this.#byId) === code);
  }

  /** The id of the dilemma that a code belongs to. */
  rootIdOf(id) {
    const code = this.#byId.get(id);
    return code ? rootOf(code, this.#byId).id : id;
  }
}
