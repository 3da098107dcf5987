/** What the reader says about a change that was undone or redone. */

/**
 * @param {"undo" | "redo"} kind
 * @param {{before: object[], after: object[]}} change
 * @param {(code: number) => string} nameOf
 */
export function reversedSentence(kind, { before, after }, nameOf) {
  const names = (states) => [...new Set(states.map(({ code }) => nameOf(code)))].join(", ");
  const done = kind === "undo" ? gettext("Undone: %s") : gettext("Redone: %s");
  return interpolate(done, [whatHappened(before, after, names)]);
}

function whatHappened(before, after, names) {
  if (!after.length) return interpolate(gettext("%s is taken off"), [names(before)]);
  if (!before.length) return interpolate(gettext("%s is back"), [names(after)]);
  const [was, is] = [before[0], after[0]];
  if (was.code !== is.code) {
    return interpolate(gettext("%s is %s again"), [names(before), names(after)]);
  }
  if (Boolean(was.unsure) !== Boolean(is.unsure)) {
    return interpolate(gettext("the doubt about %s"), [names(after)]);
  }
  if (was.memo !== is.memo) return interpolate(gettext("the memo of %s"), [names(after)]);
  return interpolate(gettext("the boundaries of %s"), [names(after)]);
}
