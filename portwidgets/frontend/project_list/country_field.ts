/** The field of a project's country: all whose numbers we know, by name; the person's own at first. */

import { el } from "../lib/dom";

const OTHERWISE = "DK";

export function countryField(regions: readonly string[], language: string): HTMLSelectElement {
  const names = new Intl.DisplayNames([language], { type: "region" });
  const here = new Intl.Locale(navigator.language).region ?? "";
  const chosen = regions.includes(here) ? here : OTHERWISE;
  const countries = regions
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  return el(
    "select",
    { class: "pw-field" },
    ...countries.map(({ code, name }) =>
      el("option", { value: code, selected: code === chosen }, `${name} (${code})`),
    ),
  );
}
