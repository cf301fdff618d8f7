// A row as the texts of its cells, safe in a spreadsheet: as `campaign unseal` writes them.
import COUNTRY_NAMES from "./country_names.json";

export const COLUMNS = ["name", "email", "country", "country_name", "day", "language", "wants_updates", "text", "consent", "index"];
const INVISIBLE = /[\s\p{Cc}\p{Cf}]/gu;

/** A row with the name of its country, by the names of COLUMNS. */
export const full = (row) => ({ ...row, country_name: countryName(row.country) });

export function cells(row) {
  const shown = full(row);
  return COLUMNS.map((name) => neutral(asText(shown[name])));
}

const countryName = (code) => (Object.hasOwn(COUNTRY_NAMES, code) ? COUNTRY_NAMES[code] : code);

function asText(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null ? "" : String(value);
}

/** Text that no spreadsheet takes for a formula: with a leading apostrophe where it might (lib/spreadsheets.py). */
function neutral(text) {
  if (!text || /^[A-Za-z0-9]/.test(text)) return text;
  // Some programs skip what nobody sees and take a full-width sign for a plain one.
  const seen = text.normalize("NFKC").replace(INVISIBLE, "");
  return /^[\t\r\n]/.test(text) || /^[=+\-@]/.test(seen) ? `'${text}` : text;
}
