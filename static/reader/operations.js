/** What the operations of pending.js do to segments, one by one. */

/** @returns {boolean} whether it is an undo or a redo: of what, the server knows */
export function isReverse(operation) {
  return operation?.kind === "undo" || operation?.kind === "redo";
}

/** The ids of the segments that the operation is about, as far as that is known here. */
export function idsOf({ id, ids }) {
  return ids ?? (id === undefined ? [] : [id]);
}

/** Those others of `operations` that are about the same segments as `operation`. */
export function followers(operations, operation) {
  const ids = idsOf(operation);
  return operations.filter((other) => other !== operation && ids.includes(other.id));
}

/** What becomes of the segment `id`, which is `state` before the operations; undefined: gone. */
export function shownWith(operations, state, id) {
  let shown = state;
  for (const operation of operations) {
    if (operation.ids?.includes(id)) shown = createdState(operation, id);
    if (operation.id !== id || !shown) continue;
    if (operation.kind === "delete") return undefined;
    shown = { ...shown, ...operation.patch, waiting: true };
  }
  return shown;
}

/** Whether the segment is as the change wants it. */
export function isAsWanted(state, patch) {
  return Object.entries(patch).every(([field, value]) => state[field] === value);
}

/** 32 hexadecimal digits that nobody has used; crypto.randomUUID asks for HTTPS. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function createdState({ ids, start, end, codes, coder, memo }, id) {
  const code = codes[ids.indexOf(id)];
  return { id, start, end, code, coder, memo, revision: 0, waiting: true };
}
