/** Which sections of the text are near the screen: those alone are painted. */

export class NearSections {
  #near = new Set();
  #sections;
  #come;
  #go;

  /** @param come, go called with the sections that come near, with one that moves away */
  constructor(sections, { come, go }) {
    this.#sections = new Map(sections.map((section) => [section.element, section]));
    this.#come = come;
    this.#go = go;
  }

  /** Those on the screen at once, before the first frame; the others as they come near. */
  start() {
    const onScreen = [];
    for (const [element, section] of this.#sections) {
      const { top, bottom } = element.getBoundingClientRect();
      if (top > innerHeight) break;
      if (bottom > 0) onScreen.push(section);
    }
    this.add(onScreen);
    const observer = new IntersectionObserver(
      (entries) => {
        // Who jumps away and back is told of both at once: the last word on each section counts.
        const last = new Map(entries.map(({ target, isIntersecting }) => [target, isIntersecting]));
        const sectionsThat = (isNear) =>
          [...last]
            .filter(([, isIntersecting]) => isIntersecting === isNear)
            .map(([target]) => this.#sections.get(target));
        this.add(sectionsThat(true));
        for (const section of sectionsThat(false)) this.#remove(section);
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

  add(sections) {
    const coming = sections.filter((section) => !this.#near.has(section));
    for (const section of coming) this.#near.add(section);
    this.#come(coming);
  }

  #remove(section) {
    if (this.#near.delete(section)) this.#go(section);
  }
}
