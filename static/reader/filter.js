/** Which segments are shown: of all coders, of one, and not those of hidden dilemmas. */

export class Filter {
  coder = null; // the id of one coder, or null for all
  hidden = new Set(); // ids of the dilemmas that are switched off

  /** @param {(code: number) => number} rootOf the dilemma of a code */
  constructor(rootOf) {
    this.rootOf = rootOf;
  }

  shows({ coder, code }) {
    return (this.coder === null || coder === this.coder) && !this.hidden.has(this.rootOf(code));
  }

  get active() {
    return this.coder !== null || this.hidden.size > 0;
  }
}
