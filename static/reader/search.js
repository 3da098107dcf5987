/** Type-ahead over the codebook: name, shortcut, key and definition of each code. */

/** The text as it is compared: without case and accents. */
export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * The codes in use that match every word of `query`, under their dilemmas.
 *
 * Without a query: all, in the codebook's order. With one: the best match first, its dilemma first.
 *
 * @param {{id: number, parent: number | null, name: string, key: string, shortcut: string,
 *   definition: string, retired: boolean}[]} codes in the codebook's order
 * @returns {{root: object, codes: object[]}[]}
 */
export function matchingCodes(codes, query) {
  const byId = new Map(codes.map((code) => [code.id, code]));
  const words = folded(query).split(/\s+/).filter(Boolean);
  const groups = new Map();
  for (const code of inTreeOrder(codes)) {
    if (code.retired) continue;
    const root = rootOf(code, byId);
    const score = words.length ? scoreOf(code, words) : 1;
    if (!score) continue;
    if (!groups.has(root.id)) groups.set(root.id, { root, best: 0, found: [] });
    const group = groups.get(root.id);
    group.found.push({ code, score });
    group.best = Math.max(group.best, score);
  }
  return [...groups.values()]
    .sort((a, b) => b.best - a.best)
    .map(({ root, found }) => ({
      root,
      codes: found.sort((a, b) => b.score - a.score).map(({ code }) => code),
    }));
}

/** The dilemma that a code belongs to; a root is its own. */
export function rootOf(code, byId) {
  let root = code;
  while (byId.has(root.parent)) root = byId.get(root.parent);
  return root;
}

/** Parents in front of their children; siblings as they come. */
export function inTreeOrder(codes) {
  const ids = new Set(codes.map((code) => code.id));
  const children = new Map();
  for (const code of codes) {
    const parent = ids.has(code.parent) ? code.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), code]);
  }
  const below = (parent) =>
    (children.get(parent) ?? []).flatMap((code) => [code, ...below(code.id)]);
  return below(null);
}

function scoreOf(code, words) {
  const fields = [
    [folded(code.name), 8],
    [folded(code.key), 4],
    [folded(code.definition), 1],
  ];
  let total = 0;
  for (const word of words) {
    const best = Math.max(...fields.map(([text, weight]) => weight * closeness(text, word)));
    const score = word === code.shortcut ? 100 : best;
    if (!score) return 0;
    total += score;
  }
  return total;
}

/** 3: the text starts with the word; 2: one of its words does; 1: it stands somewhere in it. */
function closeness(text, word) {
  const at = text.indexOf(word);
  if (at <= 0) return at === 0 ? 3 : 0;
  return text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word)) ? 2 : 1;
}
