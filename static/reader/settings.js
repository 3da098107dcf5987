/**
 * How one likes to read, kept in this browser: size, width and spacing of the text, focus mode,
 * whether single keys are commands (WCAG 2.2, 2.1.4), and whose colours the stripes have.
 */

const KEY = "reader-settings";
const STANDARD = { size: "1", width: "68", leading: "1.65", focus: false, keys: true, stripes: "code" };

export class Settings {
  #values;
  #text;
  #relay;

  /**
   * @param relay called with a function that changes the layout: keeps the place meanwhile
   * @param recoloured called when the stripes are to have other colours
   */
  constructor({ text, relay, recoloured }) {
    this.#text = text;
    this.#relay = relay;
    this.#values = { ...STANDARD, ...read() };
    const panel = document.getElementById("settings");
    for (const select of panel.querySelectorAll("select")) {
      select.value = this.#values[select.name];
      select.addEventListener("change", () => this.#set({ [select.name]: select.value }));
    }
    const keys = panel.querySelector("[name=keys]");
    keys.checked = this.#values.keys;
    keys.addEventListener("change", () => this.#set({ keys: keys.checked }));
    for (const choice of document.querySelectorAll("[name=stripes]")) {
      choice.checked = choice.value === this.stripesBy;
      choice.addEventListener("change", () => {
        this.#values.stripes = choice.value;
        this.#keep();
        recoloured();
      });
    }
    document.getElementById("focus-mode").addEventListener("click", () => this.toggleFocus());
    this.#apply();
  }

  /** Whether a letter or another sign alone is a command. */
  get singleKeys() {
    return this.#values.keys;
  }

  /** @returns {"code" | "coder"} whose colours the stripes have */
  get stripesBy() {
    return this.#values.stripes;
  }

  toggleFocus() {
    this.#set({ focus: !this.#values.focus });
  }

  #set(values) {
    Object.assign(this.#values, values);
    this.#relay(() => this.#apply());
    this.#keep();
  }

  #keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // Storage is full or forbidden: then this lasts until the page is left.
    }
  }

  #apply() {
    const { size, width, leading, focus } = this.#values;
    const style = this.#text.root.style;
    style.setProperty("--type-size", size);
    style.setProperty("--measure", `${width}ch`);
    style.setProperty("--leading", leading);
    document.body.classList.toggle("focused", focus);
    document.getElementById("focus-mode").setAttribute("aria-pressed", focus);
  }
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}
