/** The first letters of a name's first and last word, for where there is no room for more. */
export function initials(name) {
  const words = name.match(/[\p{L}\p{N}]\S*/gu) ?? [];
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...word][0].toLocaleUpperCase()).join("");
}
