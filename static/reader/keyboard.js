/** Keys of the page: commands, and the two-key chords of the codes. */

import { commandOf } from "./keys.js";

const FIELDS = "input, textarea, select, dialog, [popover]";

/**
 * @param commands what to call, by the names of keys.js
 * @param {import("./chords.js").Chords} chords
 * @param {() => boolean} singleKeys whether a letter or another sign alone is a command
 * @param {{following, chosen, unknown, cancelled}} told what a key of a chord led to
 */
export function listen({ text, commands, chords, singleKeys, told }) {
  const cancel = () => {
    chords.cancel();
    told.cancelled();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.target.closest(FIELDS)) return;
    if (event.key === "Escape" && document.querySelector(":popover-open")) return; // closes it
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    const isSign = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isSign && !singleKeys()) return;
    if (handle(event)) event.preventDefault();
  });
  document.addEventListener("pointerdown", () => chords.open && cancel());

  function handle(event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const isLetter = plain && /^[a-z0-9]$/.test(event.key);
    if (chords.open) {
      if (isLetter) return press(event.key);
      cancel();
      if (event.key === "Escape") return true;
    }
    const command = commandOf(event, event.target === text);
    if (command) return commands[command](event) !== false;
    return isLetter && press(event.key);
  }

  function press(key) {
    const outcome = chords.press(key);
    if (!outcome) return false;
    if (outcome.following) told.following(key, outcome.following);
    else if (outcome.code) told.chosen(outcome.code);
    else told.unknown(outcome.unknown);
    return true;
  }
}
