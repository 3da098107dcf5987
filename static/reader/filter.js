/** Which segments are shown: of all coders, of one; not those of hidden dilemmas; unsure ones. */

export class Filter {
  coder = null; // the id of one coder, or null for all
  unsureOnly = false;
  hidden = new Set(); // ids of the dilemmas that are switched off

  /** @param {(code: number) => number} rootOf the dilemma of a code */
  constructor(rootOf) {
    this.rootOf = rootOf;
  }

  shows({ coder, code, unsure }) {
    if (this.unsureOnly && !unsure) return false;
    return (this.coder === null || coder === this.coder) && !this.hidden.has(this.rootOf(code));
  }

  get active() {
    return this.coder !== null || this.unsureOnly || this.hidden.size > 0;
  }
}
