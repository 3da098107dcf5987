// What the codebook does beyond its forms: find, print, pick a colour, keep the focus.

const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

// Only codes that hold all words of the query stay, in the index too.
const find = () => {
  const words = plain(document.querySelector("#codebook-filter").value).split(/\s+/).filter(Boolean);
  const articles = [...document.querySelectorAll("#codebook article.code")];
  let found = 0;
  for (const article of articles) {
    const text = plain(article.textContent);
    article.hidden = !words.every((word) => text.includes(word));
    found += article.hidden ? 0 : 1;
    const line = document.querySelector(`.codebook-index [data-code="${article.id.slice(5)}"]`);
    if (line) line.hidden = article.hidden;
  }
  document.querySelector("#codebook-found").textContent = words.length
    ? interpolate(ngettext("%s code found", "%s codes found", found), [found])
    : "";
};

// The text field is what is handed in; the picker beside it writes into it.
const addPicker = (field) => {
  field.removeAttribute("data-colour"); // a page is enhanced once, however often it is looked at
  const picker = document.createElement("input");
  picker.type = "color";
  picker.className = "form-control form-control-color colour-picker";
  picker.setAttribute("aria-label", gettext("Pick a colour"));
  const follow = () => {
    if (/^#[0-9a-f]{6}$/i.test(field.value)) picker.value = field.value;
  };
  follow();
  field.addEventListener("input", follow);
  picker.addEventListener("input", () => (field.value = picker.value));
  const group = document.createElement("div");
  group.className = "input-group";
  field.replaceWith(group);
  group.append(picker, field);
};

const enhance = (root) => {
  for (const field of root.querySelectorAll("[data-colour]")) addPicker(field);
  for (const button of root.querySelectorAll("[data-print]")) button.hidden = false;
  const filter = root.querySelector(".codebook-filter");
  if (filter) filter.hidden = false;
};

document.addEventListener("input", (event) => {
  if (event.target.id === "codebook-filter") find();
  // What is typed is saved or cancelled before the code is moved, merged or retired.
  const other = event.target.closest(".code-editing > form")?.parentElement.querySelector(".code-other");
  if (other) other.inert = true;
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A part of the page is about to be replaced: what the person looked for, and where they were.
let query = "";
let place = null;

document.body.addEventListener("htmx:beforeSwap", (event) => {
  query = document.querySelector("#codebook-filter")?.value ?? "";
  const article = event.detail.requestConfig.elt.closest("article");
  place = article && { id: article.id, top: article.getBoundingClientRect().top };
});
document.body.addEventListener("htmx:afterSettle", () => {
  const filter = document.querySelector("#codebook-filter");
  if (filter && filter.value !== query) {
    filter.value = query;
    find();
  }
  const article = place && document.getElementById(place.id);
  if (!article) return;
  // Nothing moves under the pointer, whatever became longer or shorter above.
  window.scrollBy({ top: article.getBoundingClientRect().top - place.top, behavior: "instant" });
  place = null; // the event comes once for each part that was replaced
  const wrong = article.querySelector(".is-invalid, .alert-danger");
  if (wrong || document.activeElement === document.body) {
    (wrong ?? article).focus({ preventScroll: true });
    (wrong ?? article).scrollIntoView({ block: "nearest", behavior: "instant" });
  }
});
document.body.addEventListener("htmx:load", (event) => enhance(event.target));
enhance(document);
