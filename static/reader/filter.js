/** Which segments are shown: of all coders, of one; not those of hidden codes; unsure ones. */

/**
 * A dilemma of which not everything is shown has a rule: whether its codes are `shown`, and which
 * of them are not like the others (`but`). So what is tagged later with other codes follows suit.
 *
 * `offered` below: the codes of the same dilemma that one can choose from. When all of them or none
 * are shown, the rule is that of the whole dilemma again.
 */
export class Filter {
  coder = null; // the id of one coder, or null for all
  unsureOnly = false;
  #rules = new Map(); // id of a dilemma -> {shown: boolean, but: Set of codes}

  /** @param {(code: number) => number} rootOf the dilemma of a code */
  constructor(rootOf) {
    this.rootOf = rootOf;
  }

  shows({ coder, code, unsure }) {
    if (this.unsureOnly && !unsure) return false;
    return (this.coder === null || coder === this.coder) && this.showsCode(code);
  }

  showsCode(code) {
    if (!this.#rules.size) return true;
    const rule = this.#rules.get(this.rootOf(code));
    return !rule || rule.shown !== rule.but.has(code);
  }

  /** Whether a code was switched unlike the others of its dilemma. */
  singlesOut(code) {
    return this.#rules.get(this.rootOf(code))?.but.has(code) ?? false;
  }

  get active() {
    return this.coder !== null || this.unsureOnly || this.#rules.size > 0;
  }

  /** Which part of a dilemma is shown: "all", "some" or "none" of the codes offered. */
  partOf(root, offered) {
    const shown = offered.filter((code) => this.showsCode(code)).length;
    if (shown && shown < offered.length) return "some";
    const isOn = offered.length ? shown > 0 : (this.#rules.get(root)?.shown ?? true);
    return isOn ? "all" : "none";
  }

  /** Show or hide a whole dilemma. */
  setDilemma(root, isOn) {
    if (isOn) this.#rules.delete(root);
    else this.#rules.set(root, { shown: false, but: new Set() });
  }

  /** Show or hide one code. */
  setCode(code, isOn, offered) {
    const root = this.rootOf(code);
    const { shown, but } = this.#rules.get(root) ?? { shown: true, but: new Set() };
    const others = [...but].filter((other) => other !== code);
    this.#rules.set(root, { shown, but: new Set(isOn === shown ? others : [...others, code]) });
    const part = this.partOf(root, offered);
    if (part !== "some") this.setDilemma(root, part === "all");
  }

  /** Hide all dilemmas but one. */
  onlyDilemma(root, roots) {
    for (const each of roots) this.setDilemma(each, each === root);
  }

  /** Hide all codes but one. */
  onlyCode(code, roots, offered) {
    this.onlyDilemma(null, roots);
    this.setCode(code, true, offered);
  }

  /** Show every segment. */
  clear() {
    this.coder = null;
    this.unsureOnly = false;
    this.#rules.clear();
  }
}
