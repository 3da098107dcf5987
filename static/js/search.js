// Choosing hits: all of a page at once, and how many are chosen.

const form = document.querySelector("#hits");

if (form) {
  const boxes = [...form.querySelectorAll('input[name="hit"]')];
  const all = form.querySelector("#choose-all");
  const button = form.querySelector("#tag-chosen");
  const label = button.textContent;
  let last = null; // the box that a range with the shift key starts from

  const follow = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && !all.checked;
    button.disabled = chosen === 0;
    button.textContent = chosen
      ? interpolate(ngettext("Tag %s chosen hit…", "Tag %s chosen hits…", chosen), [chosen])
      : label;
  };

  all.closest("label").hidden = false;
  form.addEventListener("click", ({ target, shiftKey }) => {
    if (target === all) boxes.forEach((box) => (box.checked = all.checked));
    const here = boxes.indexOf(target);
    if (here < 0) return;
    if (shiftKey && last !== null) {
      const [from, to] = [Math.min(here, last), Math.max(here, last)];
      boxes.slice(from, to + 1).forEach((box) => (box.checked = target.checked));
    }
    last = here;
  });
  form.addEventListener("change", follow);
  window.addEventListener("pageshow", follow); // the browser may bring back what was chosen
}
