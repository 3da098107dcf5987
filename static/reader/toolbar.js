/** The bar above the text: undo, find, the list of segments, the keys. */

/** @param on what to call: undo, redo, find, listSegments, showKeys */
export function listenToToolbar(on) {
  const buttons = {
    undo: on.undo,
    redo: on.redo,
    "open-find": on.find,
    "open-panel": on.listSegments,
    "show-keys": on.showKeys,
  };
  for (const [id, press] of Object.entries(buttons)) {
    document.getElementById(id).addEventListener("click", press);
  }
}
