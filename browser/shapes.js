// Rows as a file: .csv and .jsonl byte for byte as `campaign unseal` writes them, .xlsx with a sheet that says what for.
import { encoded } from "./bytes.js";
import { cells, COLUMNS, full } from "./cells.js";
import { Workbook } from "./xlsx.js";

const line = (texts) => `${texts.map(quoted).join(",")}\r\n`;

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const SEPARATED = COLUMNS.map((name, n) => `${n ? ", " : "{"}${JSON.stringify(name)}: `);

function jsonLine(row) {
  const shown = full(row);
  return `${COLUMNS.map((name, n) => SEPARATED[n] + JSON.stringify(shown[name])).join("")}}\n`;
}

/** A text file: its first bytes, then the rows. */
class Text {
  constructor(beginning, row) {
    this.row = row;
    this.parts = [encoded(beginning)];
  }

  add(rows) {
    this.parts.push(encoded(rows.map(this.row).join("")));
  }

  end() {
    return this.parts;
  }
}

const KINDS = {
  // With its byte order mark a spreadsheet reads UTF-8 as what it is.
  csv: ({ continued }) => new Text(continued ? "" : `\ufeff${line(COLUMNS)}`, (row) => line(cells(row))),
  jsonl: () => new Text("", jsonLine),
  xlsx: (about) => new Workbook(about, COLUMNS, cells),
};

/** `about` has what an .xlsx says of itself, and whether a part of the file is there already: `continued`.
 *
 * What takes rows with `add`, and gives the bytes of the whole file with `end`, in parts.
 */
export const shape = (kind, about) => KINDS[kind](about);
