/**
 * Colours of codes made fit for the page: tints to read on, lines to see, in light and in dark.
 * `paper`, `ink` and `soft` (paler text) are those of the style sheets.
 */

export const THEMES = {
  light: { paper: "#ffffff", ink: "#23282b", soft: "#565f64", tint: 0.16 },
  dark: { paper: "#1c2023", ink: "#d9dcdc", soft: "#a3abae", tint: 0.28 },
};
const READABLE = 4.5; // WCAG 2.2, 1.4.3
const VISIBLE = 3; // WCAG 2.2, 1.4.11

/** The background of a tagged passage, on which also the paler text stays readable. */
export function tint(colour, { paper, soft, tint: share }) {
  let part = share;
  while (contrast(mix(colour, paper, part), soft) < READABLE && part > 0.02) part -= 0.02;
  return mix(colour, paper, part);
}

const lines = new Map(); // "colour paper" -> line: asked for with every stripe

/** The colour itself, moved towards the text's colour until a line of it is seen on the paper. */
export function line(colour, theme) {
  const known = `${colour} ${theme.paper}`;
  if (!lines.has(known)) lines.set(known, seen(colour, theme));
  return lines.get(known);
}

function seen(colour, { paper, ink }) {
  let part = 0;
  while (contrast(mix(ink, colour, part), paper) < VISIBLE && part < 1) part += 0.05;
  return mix(ink, colour, part);
}

/** `part` of `colour`, the rest of `base`; colours as #rrggbb. */
export function mix(colour, base, part) {
  const under = channels(base);
  return `#${channels(colour)
    .map((value, i) => Math.round(value * part + under[i] * (1 - part)))
    .map((value) => value.toString(16).padStart(2, "0"))
    .join("")}`;
}

/** The contrast ratio of WCAG, 1 to 21. */
export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
