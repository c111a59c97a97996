/** The picture of the plan: a lane for each order, its steps, the day of its port, today. */

import { el } from "../lib/dom";
import { dateFormat, showDate, type Say } from "../lib/texts";
import type { Order, State } from "./protocol";

const SVG = "http://www.w3.org/2000/svg";
const DAY_MS = 86_400_000;
const LANE = 52;
const HEAD = 34;
const EDGE = 24;
const [LEAST_DAY, MOST_DAY, WIDTH] = [5, 22, 1040];

/** The picture in a region that scrolls by itself; null where there is nothing to draw. */
export function timeline(state: State, language: string, say: Say): HTMLElement | null {
  const days = state.orders.flatMap((order) => order.steps.flatMap((step) => step.day || []));
  if (days.length === 0) return null;
  const sorted = [...days, state.today].sort();
  const scale = new Scale(sorted[0]!, sorted[sorted.length - 1]!);
  const height = HEAD + state.orders.length * LANE + 8;
  const label = say("picture", {
    orders: say("picture_orders", { count: state.orders.length }),
    first: showDate(sorted[0]!, language),
    last: showDate(sorted[sorted.length - 1]!, language),
  });
  const svg = shape("svg", { width: scale.width, height, viewBox: `0 0 ${scale.width} ${height}`, role: "img", "aria-label": label });
  svg.append(...daysOff(scale, height, state, language));
  svg.append(...months(scale, height, language), ...todayLine(scale, height, state.today, say("today")));
  state.orders.forEach((order, at) => svg.append(...lane(order, HEAD + at * LANE, scale, language, say)));
  const today = Math.round(scale.x(state.today));
  return el("div", { class: "pw-picture", tabindex: 0, role: "group", "aria-label": say("title"), "data-today": today }, svg);
}

/** Where a day stands in the picture. */
class Scale {
  readonly #first: number;
  /** The width of a day. */
  readonly day: number;
  readonly width: number;
  readonly last: number;

  constructor(first: string, last: string) {
    this.#first = utc(first);
    const count = Math.round((utc(last) - this.#first) / DAY_MS) + 1;
    this.day = Math.min(MOST_DAY, Math.max(LEAST_DAY, (WIDTH - 2 * EDGE) / count));
    this.width = Math.max(360, Math.ceil(count * this.day) + 2 * EDGE + 60);
    this.last = utc(last);
  }

  x(day: string | number): number {
    const at = typeof day === "number" ? day : utc(day);
    return EDGE + ((at - this.#first) / DAY_MS) * this.day;
  }

  /** The first day of each month from the picture's first on. */
  months(): Date[] {
    const start = new Date(this.#first);
    const found = [start];
    for (;;) {
      const before = found[found.length - 1]!;
      const next = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() + 1, 1));
      if (next.getTime() > this.last) return found;
      found.push(next);
    }
  }
}

function months(scale: Scale, height: number, language: string): SVGElement[] {
  const format = dateFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });
  return scale.months().flatMap((month, at) => {
    const x = scale.x(month.getTime());
    const line = shape("line", { class: "pw-month", x1: x, x2: x, y1: 0, y2: height });
    const next = scale.months()[at + 1];
    // A month that begins just before the next one has no room for its name.
    if (next && scale.x(next.getTime()) - x < 60) return [line];
    return [line, text(format.format(month), x + 4, 13, "pw-month-name")];
  });
}

/** A band for each holiday, which says its name. */
function daysOff(scale: Scale, height: number, state: State, language: string): SVGElement[] {
  return state.days_off.map(({ day, name }) => {
    const band = shape("rect", { class: "pw-day-off", x: scale.x(day) - scale.day / 2, y: 18, width: scale.day, height });
    band.append(titled(`${showDate(day, language)}: ${name}`));
    return band;
  });
}

function todayLine(scale: Scale, height: number, day: string, name: string): SVGElement[] {
  const x = scale.x(day);
  return [
    shape("line", { class: "pw-today", x1: x, x2: x, y1: 18, y2: height }),
    text(name, x + 4, 28, "pw-today-name"),
  ];
}

function lane(order: Order, top: number, scale: Scale, language: string, say: Say): SVGElement[] {
  const dated = order.steps.filter((step) => step.day);
  const xs = dated.map((step) => scale.x(step.day));
  const middle = top + 34;
  const drawn: SVGElement[] = [
    shape("line", { class: "pw-lane", x1: Math.min(...xs), x2: Math.max(...xs), y1: middle, y2: middle }),
    text(order.name, Math.min(...xs), top + 17, "pw-lane-name"),
  ];
  for (const step of dated) {
    if (step.id === "port" || step.id === "tests") continue;
    const dot = shape("circle", { class: "pw-step", "data-state": step.state, cx: scale.x(step.day), cy: middle, r: 5 });
    dot.append(titled(`${step.name}: ${showDate(step.day, language)} (${say(`state_${step.state}`)})`));
    drawn.push(dot);
  }
  const x = scale.x(order.port);
  const port = shape("path", {
    class: "pw-port",
    "data-confirmed": String(order.confirmed),
    d: `M${x} ${middle - 9} l9 9 l-9 9 l-9 -9 z`,
  });
  const [name, told] = order.facts[0] ?? ["", ""];
  port.append(titled(`${name}: ${told}`));
  drawn.push(port);
  if (order.confirmed) drawn.push(text(say("foc"), x + 12, middle - 8, "pw-foc"));
  return drawn;
}

function utc(day: string): number {
  return Date.parse(`${day}T00:00Z`);
}

function titled(content: string): SVGElement {
  const title = shape("title", {});
  title.textContent = content;
  return title;
}

function text(content: string, x: number, y: number, look: string): SVGElement {
  const element = shape("text", { x, y, class: look });
  element.textContent = content;
  return element;
}

function shape(tag: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}
