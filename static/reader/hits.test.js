import assert from "node:assert/strict";
import { test } from "node:test";

import { Finder, folding, occurrences } from "./hits.js";
import { astralPositions } from "./offsets.js";

/** What is found in one text, as the words there. */
function found(text, query) {
  return occurrences(folding(text), folding(query).folded).map(([from, to]) =>
    text.slice(from, to),
  );
}

const table = [
  ["Power is power.", "POWER", ["Power", "power"]],
  ["aaaa", "aa", ["aa", "aa"]],
  ["résumé, resume", "resume", ["résumé", "resume"]],
  ["re\u0301sume\u0301!", "resume", ["re\u0301sume\u0301"]],
  ["resume", "résumé", ["resume"]],
  ["cafe\u0301 au lait", "e", ["e\u0301"]],
  ["Die STRASSE, die Straße", "straße", ["STRASSE", "Straße"]],
  ["Straße", "strass", ["Straß"]],
  ["Straße", "stras", []], // half of a character is not found
  ["Straße", "s", ["S"]],
  ["İstanbul, ISTANBUL, ıstanbul", "istanbul", ["İstanbul", "ISTANBUL", "ıstanbul"]],
  ["İİx", "x", ["x"]],
  ["ΟΔΟΣ οδος", "οδός", ["ΟΔΟΣ", "οδος"]],
  ["oﬃce", "office", ["oﬃce"]],
  ["It isn’t “theirs”", "isn't \"theirs\"", ["isn’t “theirs”"]],
  ["never\u00a0agreed", "never agreed", ["never\u00a0agreed"]],
  ["co\u00adope\u00adration", "cooperation", ["co\u00adope\u00adration"]],
  ["한국", "한", ["한"]],
  ["한국", "\u1112\u1161", []], // nor part of a syllable
  ["काम कम", "कम", ["कम"]], // a vowel sign is no accent
  ["a😀b 😀 A😀B", "a😀b", ["a😀b", "A😀B"]],
  ["a.b a*b", ".", ["."]],
  ["nothing", "", []],
];
for (const [text, query, words] of table) {
  test(`"${query}" in "${text}"`, () => assert.deepEqual(found(text, query), words));
}

test("offsets are code points of the document", () => {
  const texts = ["😀 Größe 😀 ÉTÉ", "e\u0301te\u0301 😀été"];
  let start = 0;
  const paragraphs = texts.map((text) => {
    const paragraph = { text, start, astral: astralPositions(text) };
    start += [...text].length + 2;
    return paragraph;
  });
  const all = [...texts.join("\n\n")];
  const finder = new Finder(paragraphs);
  const words = (query) => finder.find(query).map((hit) => all.slice(hit.start, hit.end).join(""));
  assert.deepEqual(words("été"), ["ÉTÉ", "e\u0301te\u0301", "été"]);
  assert.deepEqual(words("größe"), ["Größe"]);
  assert.deepEqual(words("GROSSE"), ["Größe"]);
  assert.deepEqual(words("  "), []);
  assert.deepEqual(finder.find("😀").map((hit) => hit.start), [0, 8, 21]);
});

test("what is found folds to what was sought, whatever the text", () => {
  const signs = ["a", "A", "ß", "s", "S", "İ", "i", "e\u0301", "é", "😀", "ﬁ", "\u00ad", " "];
  let seed = 7;
  const draw = (below) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  const word = (length) => Array.from({ length }, () => signs[draw(signs.length)]).join("");
  let hits = 0;
  for (let run = 0; run < 2000; run += 1) {
    const [text, query] = [word(12), word(1 + draw(2))];
    const wanted = folding(query).folded;
    let last = 0;
    for (const [from, to] of occurrences(folding(text), wanted)) {
      assert.equal(folding(text.slice(from, to)).folded, wanted);
      assert.ok(from >= last && to > from);
      last = to;
      hits += 1;
    }
  }
  assert.ok(hits > 500);
});
