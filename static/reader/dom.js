/** Small ways to make elements; style attributes are forbidden by the page's security policy. */

/** An element with attributes and children (elements or strings). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The first element of a copy of `<template id>`. */
export function copyOf(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Where the toolbar ends, which covers what is above: pixels from the window's top. */
export function barBottom() {
  return document.querySelector(".reader-bar").getBoundingClientRect().bottom;
}

/** Scroll the window by so many pixels at once: what comes next measures where things are. */
export function scrollNow(pixels) {
  scrollBy({ top: pixels, behavior: "instant" });
}
