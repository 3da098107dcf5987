/** The dialog in which codes are chosen: type-ahead, and the definition beside it. */

import { make } from "./dom.js";
import { swatch } from "./swatch.js";
import { matchingCodes } from "./search.js";

export class Picker {
  #dialog = document.getElementById("picker");
  #query = document.getElementById("picker-query");
  #list = document.getElementById("picker-list");
  #codebook;
  #newCode;
  #words = "";
  #first = [];
  #codes = []; // as listed
  #current = null;
  #chosen = new Set();
  #has = new Set();
  #several = true;
  #implied = true; // the code at hand counts without being chosen

  /** @param {import("./new-code.js").NewCode} newCode */
  constructor(codebook, newCode) {
    this.#codebook = codebook;
    this.#newCode = newCode;
    for (const button of this.#dialog.querySelectorAll("[data-new]")) {
      button.addEventListener("click", () => this.#make(button.dataset.new));
    }
    this.#query.addEventListener("input", () => this.#find());
    const leave = this.#dialog.querySelector("[data-leave]");
    leave.addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("keydown", (event) => this.#press(event));
    this.#list.addEventListener("click", (event) => this.#click(event, false));
    this.#list.addEventListener("dblclick", (event) => this.#click(event, true));
  }

  /**
   * Ask for codes.
   * @param {{passage: string, words: string, has: Set<number>, code?: number, first: number[]}}
   *   wanted the words to be coded, shortened and in full; the codes they have already, which are
   *   marked; the one code that is to be replaced, if it is one; the codes to offer first
   * @returns {Promise<number[]>} ids; none when the dialog was left
   */
  ask({ passage, words, has, code, first }) {
    this.#has = has;
    this.#words = words;
    this.#first = first;
    this.#several = code === undefined;
    this.#current = this.#several ? null : this.#codebook.get(code);
    this.#chosen.clear();
    this.#query.value = "";
    this.#dialog.querySelector(".picker-passage").textContent = `“${passage}”`;
    this.#dialog.querySelector(".several").hidden = !this.#several;
    this.#find();
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
    // By touch, a list is read first: the keyboard on the screen would cover it.
    (matchMedia("(pointer: coarse)").matches ? this.#list : this.#query).focus();
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
    const groups = [
      ...this.#suggestions(),
      ...matchingCodes(this.#codebook.codes, this.#query.value),
    ];
    this.#codes = groups.flatMap((group) => group.codes);
    this.#list.replaceChildren(...groups.map((group) => this.#groupOf(group)));
    if (!groups.length) {
      this.#list.append(make("p", { class: "muted" }, gettext("No code matches.")));
    }
    const isKept = this.#current && !this.#query.value;
    this.#goTo(isKept ? this.#current : this.#bestOf(this.#codes));
  }

  /** The first that the words do not have yet. */
  #bestOf(codes) {
    return codes.find(({ id }) => !this.#has.has(id)) ?? codes[0];
  }

  /** What is probably wanted, in front of the tree, where each of these codes stands as well. */
  #suggestions() {
    const known = this.#first.map((id) => this.#codebook.get(id)).filter(Boolean);
    const codes = known.filter(({ retired }) => !retired).map((code) => ({ ...code, copy: true }));
    if (this.#query.value.trim() || !codes.length) return [];
    return [{ root: { id: "first", name: gettext("Recent and likely") }, codes }];
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
      id: optionId(code),
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
    const option = code && document.getElementById(optionId(code));
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
    for (const option of this.#list.querySelectorAll(`[data-code="${code.id}"]`)) {
      option.setAttribute("aria-selected", this.#chosen.has(code.id));
    }
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
      else if (this.#newCode.allowed && this.#query.value.trim()) this.#make("name");
    } else return;
    event.preventDefault();
  }

  /** A click chooses; a double click, or a click where one code is wanted, is the answer. */
  #click({ target }, isAnswer) {
    const option = target.closest("[data-code]");
    if (!option) return;
    const code = this.#codes.find((listed) => optionId(listed) === option.id);
    this.#goTo(code);
    if (isAnswer || !this.#several) this.#dialog.close("tag");
    else this.#toggle(code);
  }

  /**
   * Add a code to the codebook and choose it.
   * @param {"name" | "words"} kind named as what was typed, or as the words themselves (in vivo)
   */
  async #make(kind) {
    const name = kind === "words" ? this.#words : this.#query.value.trim();
    const code = await this.#newCode.ask({ name, parent: this.#current?.parent ?? undefined });
    this.#query.focus();
    if (!code) return;
    this.#query.value = "";
    this.#find();
    this.#goTo(this.#codebook.get(code.id));
    if (this.#several) this.#toggle(this.#current);
  }
}

/** A code may stand twice in the list: among the first ones and in the tree. */
function optionId({ id, copy }) {
  return copy ? `picker-first-${id}` : `picker-code-${id}`;
}
