/** Places on the page, read and written once a frame. */

let tasks = [];

/**
 * Before the next frame: all that is to be measured is read, then all is written, so that the
 * browser lays the page out once for all of it.
 * @param {() => T} read
 * @param {(found: T) => void} write
 * @template T
 */
export function beforeFrame(read, write) {
  if (!tasks.length) requestAnimationFrame(run);
  tasks.push({ read, write });
}

function run() {
  const now = tasks;
  tasks = [];
  const found = now.map(({ read }) => read());
  now.forEach(({ write }, i) => write(found[i]));
}
