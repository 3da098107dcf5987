import assert from "node:assert/strict";
import test from "node:test";

import { covered, shareOf, uncodedFrom } from "./coverage.js";
import { randomNumbers } from "./testing.js";

const interval = (start, end) => ({ start, end });
const paragraphs = [interval(0, 10), interval(11, 11), interval(12, 22), interval(23, 43)];

test("what overlaps or touches is one interval", () => {
  const found = covered([interval(5, 9), interval(0, 5), interval(20, 30), interval(22, 25)]);
  assert.deepEqual(found, [interval(0, 9), interval(20, 30)]);
  assert.deepEqual(covered([]), []);
});

test("the share counts characters of paragraphs, each once", () => {
  assert.equal(shareOf([], paragraphs), 0);
  assert.equal(shareOf([interval(0, 43)], paragraphs), 1);
  assert.equal(shareOf([interval(0, 10)], paragraphs), 0.25);
  assert.equal(shareOf([interval(5, 17)], paragraphs), 0.25);
  assert.equal(shareOf([], []), 0);
});

for (const [name, intervals, from, direction, expected] of [
  ["the next one", [interval(0, 10)], 0, 1, 2],
  ["over coded ones", [interval(12, 14)], 0, 1, 3],
  ["over those without characters", [], 0, 1, 2],
  ["backwards", [interval(12, 22)], 3, -1, 0],
  ["what touches is not coded", [interval(22, 23)], 0, 1, 2],
  ["none is left", [interval(23, 24)], 2, 1, null],
]) {
  test(`the uncoded paragraph: ${name}`, () => {
    assert.equal(uncodedFrom(paragraphs, intervals, from, direction), expected);
  });
}

test("the uncoded paragraph is not the interviewer's", () => {
  const asked = paragraphs.map((one, at) => ({ ...one, byInterviewer: at === 2 }));
  assert.equal(uncodedFrom(asked, [], 0, 1), 3);
  assert.equal(uncodedFrom(asked, [], 3, -1), 0);
});

test("as one would count by hand", () => {
  const random = randomNumbers(11);
  for (let round = 0; round < 200; round += 1) {
    const segments = Array.from({ length: random(6) }, () => {
      const start = random(42);
      return interval(start, start + 1 + random(43 - start));
    });
    const isCoded = (at) => segments.some(({ start, end }) => start <= at && at < end);
    const places = paragraphs.flatMap(({ start, end }) =>
      Array.from({ length: end - start }, (_, i) => start + i),
    );
    const intervals = covered(segments);
    const expected = places.filter(isCoded).length / places.length;
    assert.ok(Math.abs(shareOf(intervals, paragraphs) - expected) < 1e-9);
    const next = paragraphs.findIndex(
      ({ start, end }, number) =>
        number > 0 &&
        start < end &&
        !places.some((at) => start <= at && at < end && isCoded(at)),
    );
    assert.equal(uncodedFrom(paragraphs, intervals, 0, 1), next === -1 ? null : next);
  }
});
