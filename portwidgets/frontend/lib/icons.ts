/** The few pictures that our widgets use, drawn in the colour of the text beside them. */

const SVG = "http://www.w3.org/2000/svg";

/** Paths on a 16 by 16 grid. */
const PATHS = {
  arrow: "M3 8h10M9 4l4 4-4 4",
  back: "M13 8H3M7 4 3 8l4 4",
  check: "M3 8.5 6.5 12 13 4.5",
  chevron: "M6 4l4 4-4 4",
  columns: "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
  cross: "M4 4l8 8M12 4l-8 8",
  date: "M3 4.5h10v9H3zM3 7h10M5.5 2.5v3M10.5 2.5v3",
  down: "M8 3v9.5M4 8.5l4 4 4-4",
  export: "M8 10V2.5M5 5l3-3 3 3M3 9.5v4h10v-4",
  filter: "M2 3.5h12L9.5 9v4.5l-3-1.5V9z",
  globe: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M2.5 8h11M8 2.5c-4 4-4 7 0 11 4-4 4-7 0-11",
  import: "M8 2.5V10M5 7l3 3 3-3M3 9.5v4h10v-4",
  note: "M4 2.5h5.5l3 3v8H4zM6 8h4.5M6 10.5h3",
  paste: "M5.5 3.5h-2v10h9v-10h-2M5.5 2.5h5V5h-5z",
  person: "M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M3.5 13.5c0-2.5 2-3.5 4.5-3.5s4.5 1 4.5 3.5",
  plus: "M8 3.5v9M3.5 8h9",
  print: "M4.5 6V2.5h7V6M4.5 11H3V6h10v5h-1.5M4.5 9h7v4.5h-7z",
  redo: "M13 6.5H6.5a3.5 3.5 0 0 0 0 7H9M10 3.5l3 3-3 3",
  undo: "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7M6 3.5l-3 3 3 3",
  up: "M8 13V3.5M4 7.5l4-4 4 4",
  warning: "M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.8v.2",
} as const;

/** An icon beside a text; screen readers pass it over. */
export function icon(name: keyof typeof PATHS): SVGSVGElement {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("class", `pw-icon pw-icon-${name}`);
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  picture.append(path);
  return picture;
}
