/** The dialog in which codes are chosen: type-ahead, and the definition beside it. */

import { make } from "./dom.js";
import { swatch } from "./swatch.js";
import { matchingCodes } from "./search.js";

export class Picker {
  #dialog = document.getElementById("picker");
  #query = document.getElementById("picker-query");
  #list = document.getElementById("picker-list");
  #codebook;
  #codes = []; // as listed
  #current = null;
  #chosen = new Set();
  #has = new Set();
  #several = true;
  #implied = true; // the code at hand counts without being chosen

  constructor(codebook) {
    this.#codebook = codebook;
    this.#query.addEventListener("input", () => this.#find());
    this.#dialog.addEventListener("keydown", (event) => this.#press(event));
    this.#list.addEventListener("click", (event) => this.#click(event, false));
    this.#list.addEventListener("dblclick", (event) => this.#click(event, true));
  }

  /**
   * Ask for codes.
   * @param {{passage: string, has: Set<number>, code?: number}} wanted the words to be coded; the
   *   codes they have already, which are marked; the one code that is to be replaced, if it is one
   * @returns {Promise<number[]>} ids; none when the dialog was left
   */
  ask({ passage, has, code }) {
    this.#has = has;
    this.#several = code === undefined;
    if (!this.#several) this.#current = this.#codebook.get(code);
    this.#chosen.clear();
    this.#query.value = "";
    this.#dialog.querySelector(".picker-passage").textContent = `“${passage}”`;
    this.#dialog.querySelector(".several").hidden = !this.#several;
    this.#find();
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
    this.#query.focus();
    return new Promise((resolve) => {
      const answer = () => resolve(this.#dialog.returnValue === "tag" ? this.#wanted() : []);
      this.#dialog.addEventListener("close", answer, { once: true });
    });
  }

  /** The chosen codes and the one at hand, which Enter adds. */
  #wanted() {
    const ids = new Set(this.#chosen);
    if (this.#current && this.#implied) ids.add(this.#current.id);
    return [...ids];
  }

  #find() {
    const groups = matchingCodes(this.#codebook.codes, this.#query.value);
    this.#codes = groups.flatMap((group) => group.codes);
    this.#list.replaceChildren(...groups.map((group) => this.#groupOf(group)));
    if (!groups.length) {
      this.#list.append(make("p", { class: "muted" }, gettext("No code matches.")));
    }
    this.#goTo(this.#query.value || !this.#current ? this.#codes[0] : this.#current);
  }

  #groupOf({ root, codes }) {
    const label = `picker-root-${root.id}`;
    const heading = make(
      "div",
      { class: "picker-root", id: label, role: "presentation" },
      root.name,
    );
    const options = codes.map((code) => this.#optionOf(code));
    return make("div", { role: "group", "aria-labelledby": label }, heading, ...options);
  }

  #optionOf(code) {
    const option = make("div", {
      class: "picker-code",
      role: "option",
      id: `picker-code-${code.id}`,
    });
    option.dataset.code = code.id;
    option.append(swatch(code.colour), make("span", { class: "name" }, code.name));
    if (this.#has.has(code.id)) {
      option.append(make("span", { class: "muted" }, gettext("tagged already")));
    }
    if (code.shortcut) option.append(make("kbd", {}, [...code.shortcut].join(" ")));
    option.setAttribute("aria-selected", this.#chosen.has(code.id));
    return option;
  }

  #goTo(code) {
    this.#current = code ?? null;
    this.#implied = true;
    this.#list.querySelector(".current")?.classList.remove("current");
    const option = code && this.#list.querySelector(`[data-code="${code.id}"]`);
    option?.classList.add("current");
    option?.scrollIntoView({ block: "nearest", behavior: "instant" });
    if (option) this.#query.setAttribute("aria-activedescendant", option.id);
    else this.#query.removeAttribute("aria-activedescendant");
    this.#tell();
  }

  #tell() {
    const about = this.#dialog.querySelector(".picker-about");
    const code = this.#current;
    about.hidden = !code;
    if (code) {
      about.querySelector("h2").textContent = code.name;
      about.querySelector(".key").textContent = code.key;
      for (const field of about.querySelectorAll("[data-field]")) {
        field.hidden = !code[field.dataset.field];
        field.querySelector("dd").textContent = code[field.dataset.field];
      }
    }
    const count = this.#wanted().length;
    const button = this.#dialog.querySelector("[value=tag]");
    button.disabled = count === 0;
    const words = ngettext("Tag with %s code", "Tag with %s codes", count);
    button.textContent = this.#several ? interpolate(words, [count]) : gettext("Give this code");
  }

  #toggle(code) {
    if (!code || !this.#several) return;
    this.#implied = !this.#chosen.delete(code.id);
    if (this.#implied) this.#chosen.add(code.id);
    const option = this.#list.querySelector(`[data-code="${code.id}"]`);
    option.setAttribute("aria-selected", this.#chosen.has(code.id));
    this.#tell();
  }

  #press(event) {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      const at = this.#codes.indexOf(this.#current) + (key === "ArrowDown" ? 1 : -1);
      this.#goTo(this.#codes[(at + this.#codes.length) % this.#codes.length]);
    } else if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      this.#toggle(this.#current);
      this.#query.select();
    } else if (key === "Enter" && event.target === this.#query) {
      if (this.#wanted().length) this.#dialog.close("tag");
    } else return;
    event.preventDefault();
  }

  /** A click chooses; a double click, or a click where one code is wanted, is the answer. */
  #click({ target }, isAnswer) {
    const option = target.closest("[data-code]");
    if (!option) return;
    const code = this.#codebook.get(Number(option.dataset.code));
    this.#goTo(code);
    if (isAnswer || !this.#several) this.#dialog.close("tag");
    else this.#toggle(code);
  }
}
