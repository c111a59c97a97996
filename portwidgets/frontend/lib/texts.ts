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

const formats = new Map<string, Intl.NumberFormat>(); // one is slow to make

/** Writes numbers as people of that language do: 1,234 and 1.234. */
export function writerOf(language: string): (value: string | number) => string {
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return (value) => (typeof value === "number" ? format.format(value) : value);
}

/** `text` bound to the texts that hold at the time of the call. */
export type Say = (key: string, values?: Values) => string;

/** An ISO date ("2026-03-01") as people of that language write it; other text as it came. */
export function showDate(iso: string, language: string): string {
  // A day without a time is the reader's day, not one in UTC.
  const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00`) : undefined;
  return shown(date, { day: "numeric", month: "short", year: "numeric" }, language) ?? iso;
}

/** An ISO moment ("2026-03-01T09:30:00Z") in the reader's time zone; other text as it came. */
export function showMoment(iso: string, language: string): string {
  return shown(new Date(iso), { dateStyle: "medium", timeStyle: "short" }, language) ?? iso;
}

function shown(
  date: Date | undefined,
  format: Intl.DateTimeFormatOptions,
  language: string,
): string | undefined {
  if (!date || Number.isNaN(date.getTime())) return undefined;
  return dateFormat(language, format).format(date);
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
