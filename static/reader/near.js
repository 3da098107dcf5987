/** Which sections of the text are near the screen: those alone are painted. */

export class NearSections {
  #near = new Set();
  #sections;
  #come;
  #go;

  /** @param come, go called with a section that comes near or moves away */
  constructor(sections, { come, go }) {
    this.#sections = new Map(sections.map((section) => [section.element, section]));
    this.#come = come;
    this.#go = go;
  }

  /** Those on the screen at once, before the first frame; the others as they come near. */
  start() {
    for (const [element, section] of this.#sections) {
      const { top, bottom } = element.getBoundingClientRect();
      if (top > innerHeight) break;
      if (bottom > 0) this.add(section);
    }
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const section = this.#sections.get(target);
          if (isIntersecting) this.add(section);
          else this.#remove(section);
        }
      },
      { rootMargin: "100% 0px" },
    );
    for (const element of this.#sections.keys()) observer.observe(element);
  }

  [Symbol.iterator]() {
    return this.#near.values();
  }

  has(section) {
    return this.#near.has(section);
  }

  add(section) {
    if (this.#near.has(section)) return;
    this.#near.add(section);
    this.#come(section);
  }

  #remove(section) {
    if (this.#near.delete(section)) this.#go(section);
  }
}
