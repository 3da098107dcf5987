import assert from "node:assert/strict";
import test from "node:test";

import { NearSections } from "./near.js";

/** Two sections, the first on the screen, and what tells of their coming and going. */
function begin() {
  let told;
  globalThis.innerHeight = 900;
  globalThis.IntersectionObserver = class {
    constructor(tell) {
      told = tell;
    }
    observe() {}
  };
  const elementAt = (top) => ({ getBoundingClientRect: () => ({ top, bottom: top + 800 }) });
  const sections = [elementAt(0), elementAt(5000)].map((element, number) => ({ element, number }));
  const painted = new Set();
  const near = new NearSections(sections, {
    come: (coming) => coming.forEach(({ number }) => painted.add(number)),
    go: ({ number }) => painted.delete(number),
  });
  near.start();
  const tell = (...news) =>
    told(
      news.map(([number, isIntersecting]) => ({
        target: sections[number].element,
        isIntersecting,
      })),
    );
  return { painted, tell };
}

test("what comes near is painted, what moves away is not", () => {
  const { painted, tell } = begin();
  assert.deepEqual([...painted], [0]);
  tell([0, false], [1, true]);
  assert.deepEqual([...painted], [1]);
});

test("away and back at once: the section stays painted", () => {
  const { painted, tell } = begin();
  tell([0, false], [1, true], [0, true], [1, false]);
  assert.deepEqual([...painted], [0]);
});
