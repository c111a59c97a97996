/** Blocks of cells as text: what spreadsheets put on the clipboard, and what they take. */

/** The cells of a copied block: tab separated, else by semicolon or comma; quoted cells too. */
export function parseBlock(text: string): string[][] {
  const separator = separatorOf(text);
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at, separator) : plain(text, at, separator);
    line.push(cell);
    at = end;
    if (text[at] === separator) {
      at += 1;
      if (at < text.length && !isBreak(text[at])) continue;
      line.push("");
    }
    lines.push(line);
    line = [];
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  return lines;
}

/** A block as tab separated text; a cell with a tab, quote or line break is quoted. */
export function formatBlock(lines: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return lines.map((line) => line.map(cell).join("\t")).join("\n");
}

/** Whether a text is more than one cell. */
export function isBlock(text: string): boolean {
  return /[\t\r\n]/.test(text.replace(/\r?\n$/, ""));
}

/** Commas stand in plain text too: without a tab they separate only where each line has as many. */
function separatorOf(text: string): string {
  if (text.includes("\t")) return "\t";
  const outside = text.replace(/"(?:[^"]|"")*"/g, "");
  const lines = outside.split(/\r?\n/).filter((line) => line);
  for (const separator of [";", ","]) {
    const counts = lines.map((line) => line.split(separator).length);
    if (lines.length > 1 && counts[0]! > 1 && counts.every((count) => count === counts[0])) {
      return separator;
    }
  }
  return "\t";
}

function plain(text: string, at: number, separator: string): [cell: string, end: number] {
  let end = at;
  while (end < text.length && text[end] !== separator && !isBreak(text[end])) end += 1;
  return [text.slice(at, end), end];
}

function quoted(text: string, at: number, separator: string): [cell: string, end: number] {
  let cell = "";
  for (let place = at + 1; place < text.length; place += 1) {
    if (text[place] !== '"') {
      cell += text[place];
    } else if (text[place + 1] === '"') {
      cell += '"';
      place += 1;
    } else {
      const after = text[place + 1];
      if (after === undefined || after === separator || isBreak(after)) return [cell, place + 1];
      break; // a quote that only stands at the front, as in: "Nord" 2. sal
    }
  }
  return plain(text, at, separator);
}

function isBreak(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}
