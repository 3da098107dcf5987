/** Two keys pressed one after the other name a code: `p d` tags with Power to define. */

export class Chords {
  #codes;
  #reserved;
  #first = "";

  /**
   * @param {{shortcut: string}[]} codes
   * @param {string[]} reserved keys that are commands: no chord begins with them
   */
  constructor(codes, reserved) {
    this.#reserved = reserved;
    this.replace(codes);
  }

  replace(codes) {
    this.#codes = codes.filter(({ shortcut }) => shortcut && !this.#reserved.includes(shortcut[0]));
  }

  /** Whether a first key was pressed. */
  get open() {
    return this.#first !== "";
  }

  /**
   * @returns {{following: object[]} | {code: object} | {unknown: string} | null} the codes that the
   *   first key can lead to; the code that the second key chose; two keys that name no code; or
   *   nothing, where no chord begins with this key
   */
  press(key) {
    if (!this.open) {
      const following = this.#codes.filter(({ shortcut }) => shortcut[0] === key);
      if (!following.length) return null;
      this.#first = key;
      return { following };
    }
    const shortcut = this.#first + key;
    this.cancel();
    const code = this.#codes.find((candidate) => candidate.shortcut === shortcut);
    return code ? { code } : { unknown: shortcut };
  }

  cancel() {
    this.#first = "";
  }
}
