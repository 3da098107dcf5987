/** The commands of keys.js, as what the reader does. */

/** @param {import("./reader.js").Reader} reader */
export function commandsOf(reader) {
  const { reading, coding, panel, text } = reader;
  return {
    ...inText(text.root, {
      nextParagraph: () => reading.moveByParagraph(1),
      previousParagraph: () => reading.moveByParagraph(-1),
      firstParagraph: () => reading.moveToEnd(-1),
      lastParagraph: () => reading.moveToEnd(1),
      nextWord: () => reading.move("word", 1),
      previousWord: () => reading.move("word", -1),
      nextSentence: () => reading.move("sentence", 1),
      previousSentence: () => reading.move("sentence", -1),
      extendByWord: () => reading.extend("word", 1),
      shrinkByWord: () => reading.extend("word", -1),
      extendBySentence: () => reading.extend("sentence", 1),
      shrinkBySentence: () => reading.extend("sentence", -1),
      growSelection: () => reading.grow(),
      selectTurn: () => reading.selectTurn(),
      nextUncoded: () => reader.goToUncoded(1),
      previousUncoded: () => reader.goToUncoded(-1),
    }),
    pickCodes: () => reader.pickCodes(),
    repeat: () => reader.repeat(),
    open: () => reader.open(),
    nextSegment: () => reader.step(1),
    previousSegment: () => reader.step(-1),
    deleteSegment: () => reader.delete(panel.active),
    toggleFocus: () => reader.settings.toggleFocus(),
    toggleDone: () => reader.done.toggle(),
    split: () => reader.split(panel.active),
    merge: () => reader.merge(panel.active),
    listSegments: () => panel.openAll(),
    undo: () => coding.reverse("undo"),
    redo: () => coding.reverse("redo"),
    find: () => reader.find.open(),
    showKeys: () => document.getElementById("keys").showModal(),
    clear: () => reader.clear(),
  };
}

/** Who reads or selects by a key goes on in the text, wherever the focus was: arrows work there. */
function inText(root, commands) {
  const entries = Object.entries(commands).map(([name, act]) => [
    name,
    () => {
      root.focus({ preventScroll: true });
      return act();
    },
  ]);
  return Object.fromEntries(entries);
}
