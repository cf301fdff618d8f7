// Rows as `campaign unseal` writes them to a .csv file, byte for byte.
import COUNTRY_NAMES from "./country_names.json";

const COLUMNS = ["name", "email", "country", "country_name", "day", "language", "wants_updates", "text", "consent", "index"];
const UNSAID = "ZZ";
const INVISIBLE = /[\s\p{Cc}\p{Cf}]/gu;

/** With its byte order mark a spreadsheet reads UTF-8 as what it is. */
export const beginning = () => `\ufeff${line(COLUMNS)}`;

/** One signer: what she gave, and what the server knew of her. */
export function row(record, known) {
  const country = record.country === UNSAID ? "" : record.country;
  const updates = known.wants_updates ? "yes" : "no";
  const index = known.index === null ? "" : String(known.index);
  const { name, address, text, consent_version } = record;
  const cells = [name, address, country, countryName(country), known.day, known.language ?? "", updates, text, consent_version, index];
  return line(cells.map(neutral));
}

const countryName = (code) => (Object.hasOwn(COUNTRY_NAMES, code) ? COUNTRY_NAMES[code] : code);

const line = (cells) => `${cells.map(quoted).join(",")}\r\n`;

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Text that no spreadsheet takes for a formula: with a leading apostrophe where it might (lib/spreadsheets.py). */
function neutral(text) {
  if (!text || /^[A-Za-z0-9]/.test(text)) return text;
  // Some programs skip what nobody sees and take a full-width sign for a plain one.
  const seen = text.normalize("NFKC").replace(INVISIBLE, "");
  return /^[\t\r\n]/.test(text) || /^[=+\-@]/.test(seen) ? `'${text}` : text;
}
