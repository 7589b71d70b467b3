/** Lines of CSV that people download (RFC 4180). */

/** Beginning of a text that a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** Spreadsheets take UTF-8 for what it is when it begins with this mark. */
export const UTF8_MARK = '\uFEFF';

/** @param separator French spreadsheets expect the semicolon */
export function csvLine(cells: readonly string[], separator: ',' | ';' = ','): string {
  const quoted = cells.map((cell) => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(separator)}\n`;
}

/** The text with an apostrophe before what a spreadsheet would run. */
export const harmless = (text: string) => (FORMULA.test(text) ? `'${text}` : text);
