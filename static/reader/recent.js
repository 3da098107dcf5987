/** Which codes are probably wanted next: those given a moment ago, and those around the passage. */

const KEPT = 12;

export class Recent {
  #codes = []; // newest first
  #last = { passage: null, codes: [] };
  #storage;
  #key;

  /** @param storage lasts as long as the session; `key` is the project's */
  constructor(storage, key) {
    this.#storage = storage;
    this.#key = key;
    this.#codes = read(storage, key);
  }

  get codes() {
    return this.#codes;
  }

  /** What was given last to one passage, be it at once or one code after the other. */
  get last() {
    return this.#last.codes;
  }

  note(passage, codes) {
    const { start, end } = this.#last.passage ?? {};
    const isSame = passage.start === start && passage.end === end;
    const before = isSame ? this.#last.codes : [];
    this.#last = { passage: { ...passage }, codes: [...new Set([...before, ...codes])] };
    this.#codes = [...new Set([...codes, ...this.#codes])].slice(0, KEPT);
    try {
      this.#storage.setItem(this.#key, JSON.stringify(this.#codes));
    } catch {
      // Storage is full or forbidden: then a reload forgets what was recent.
    }
  }
}

/**
 * The codes to offer first: two recent ones for each that is frequent around the passage.
 *
 * @param {number[]} recent newest first
 * @param {{code: number}[]} near the segments around
 * @returns {number[]} without repetitions
 */
export function suggested(recent, near, limit) {
  const counts = new Map();
  for (const { code } of near) counts.set(code, (counts.get(code) ?? 0) + 1);
  const likely = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
  const mixed = [];
  for (let at = 0; at < Math.max(recent.length, likely.length); at += 1) {
    mixed.push(recent[2 * at], recent[2 * at + 1], likely[at]);
  }
  return [...new Set(mixed.filter((code) => code !== undefined))].slice(0, limit);
}

function read(storage, key) {
  try {
    const codes = JSON.parse(storage.getItem(key));
    return Array.isArray(codes) ? codes : [];
  } catch {
    return [];
  }
}
