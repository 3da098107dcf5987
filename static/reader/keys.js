/**
 * Which key does what while the text, or nothing in particular, has the focus.
 *
 * The shortcuts of codes are two of [a-z0-9], pressed one after the other. A shortcut that began
 * with one of the letters below would never be reached: the form of the codebook refuses it.
 */

export const RESERVED_KEYS = ["j", "k", "s", "t", "n", "b", "u", "r", "x", "g"];

const COMMANDS = {
  j: "nextParagraph",
  k: "previousParagraph",
  s: "growSelection",
  t: "pickCodes",
  n: "nextSegment",
  b: "previousSegment",
  u: "undo",
  r: "redo",
  x: "deleteSegment",
  g: "listSegments",
  S: "selectTurn",
  ".": "repeat",
  J: "nextUncoded",
  K: "previousUncoded",
  F: "toggleFocus",
  E: "toggleDone",
  D: "split",
  M: "merge",
  "/": "find",
  "?": "showKeys",
  Escape: "clear",
};

/** These move the reading position only when the text has the focus: elsewhere they scroll. */
const COMMANDS_IN_TEXT = {
  ArrowDown: "nextParagraph",
  ArrowUp: "previousParagraph",
  ArrowRight: "nextWord",
  ArrowLeft: "previousWord",
  "Ctrl+ArrowRight": "nextSentence",
  "Ctrl+ArrowLeft": "previousSentence",
  "Shift+ArrowRight": "extendByWord",
  "Shift+ArrowLeft": "shrinkByWord",
  "Shift+ArrowDown": "extendBySentence",
  "Shift+ArrowUp": "shrinkBySentence",
  Home: "firstParagraph",
  End: "lastParagraph",
  Enter: "open",
  Delete: "deleteSegment",
};

/** @returns {string | undefined} the command of a keydown event */
export function commandOf(event, inText) {
  const { key, shiftKey, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (control && key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  if (control && key.toLowerCase() === "y") return "redo";
  if (inText) {
    // Option with an arrow is what steps over words on a Mac, where Ctrl with an arrow is taken.
    const jump = event.ctrlKey || altKey ? "Ctrl+" : "";
    const command = COMMANDS_IN_TEXT[jump + (shiftKey ? "Shift+" : "") + key];
    if (command) return command;
  }
  return control || altKey ? undefined : COMMANDS[key];
}
