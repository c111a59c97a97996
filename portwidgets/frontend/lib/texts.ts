/** The texts of a widget, in the language that Python chose. */

/** All texts of one prefix; "rows_deleted_one" is "rows_deleted" for a count of 1. */
export type Texts = Readonly<Record<string, string>>;
export type Values = Readonly<Record<string, string | number>>;

/** The text `key` with "{name}" replaced from `values`, as `show` writes them. */
export function text(
  texts: Texts,
  key: string,
  values: Values = {},
  show: (value: string | number) => string = String,
): string {
  const one = values["count"] === 1 ? texts[`${key}_one`] : undefined;
  const template = one ?? texts[key];
  if (template === undefined) {
    console.error(`portwidgets: there is no text "${key}"`);
    return key;
  }
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => show(values[name] ?? whole));
}

/** Writes numbers as people of that language do: 1,234 and 1.234. */
export function writerOf(language: string): (value: string | number) => string {
  return (value) => (typeof value === "number" ? showNumber(value, language) : value);
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number as people of that language write it. */
export function showNumber(value: number, language: string): string {
  // A page's first Intl format takes 20 ms to make; counts need none.
  if (Number.isInteger(value) && value >= 0 && value < 1e15) {
    return String(value).replace(/\B(?=(\d{3})+$)/g, language === "da" ? "." : ",");
  }
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return format.format(value);
}

/** `text` bound to the texts that hold at the time of the call. */
export type Say = (key: string, values?: Values) => string;

/** As Intl has them: a page's first Intl format takes 20 ms to make, and most pages show only dates. */
const MONTHS: Readonly<Record<string, string>> = {
  da: "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
  en: "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
};

/** An ISO date ("2026-03-01") as people of that language write it; other text as it came. */
export function showDate(iso: string, language: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso) ?? [];
  const name = MONTHS[language]?.split(" ")[Number(month) - 1];
  if (!name || !isDay(iso)) return iso;
  return `${Number(day)}${language === "da" ? "." : ""} ${name} ${Number(year)}`;
}

/** Whether there is such a day: 31 February is none. */
function isDay(iso: string): boolean {
  const date = new Date(`${iso}T00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}

/** An ISO moment ("2026-03-01T09:30:00Z") in the reader's time zone; other text as it came. */
export function showMoment(iso: string, language: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  return dateFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(moment);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** How dates are written in `language`; each is made once, for making one takes a millisecond. */
export function dateFormat(
  language: string,
  format: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = language + JSON.stringify(format);
  let made = dateFormats.get(key);
  if (!made) {
    // English is told without the American order of day and month.
    made = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, format);
    dateFormats.set(key, made);
  }
  return made;
}

/** Today's date in the reader's time zone, as ISO. */
export function today(): string {
  const now = new Date();
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
