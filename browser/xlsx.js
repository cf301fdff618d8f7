// A workbook as ECMA-376 has it, of two sheets: what the file is for, then the rows. Each cell is a text that stands in
// its own place, never a formula.
import { strToU8, Zip, ZipDeflate } from "fflate";

const BEGINNING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OF_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const LONGEST = 32_767; // of a cell
const WIDE = '<cols><col min="1" max="10" width="24" customWidth="1"/></cols>';
const LEVEL = 1; // higher ones take three times as long for a tenth less

export class Workbook {
  /** `about`: the names of the two sheets, and the first one's lines of two texts. */
  constructor({ sheets, lines }, columns, cells) {
    this.cells = cells;
    this.parts = [];
    this.zip = new Zip((problem, part) => {
      if (problem) throw problem;
      this.parts.push(part);
    });
    for (const [path, text] of Object.entries(frame(sheets))) this.#file(path).push(strToU8(BEGINNING + text), true);
    this.#file("xl/worksheets/sheet1.xml").push(strToU8(beginning() + lines.map(row).join("") + ENDING), true);
    this.sheet = this.#file("xl/worksheets/sheet2.xml");
    this.number = 0;
    this.sheet.push(strToU8(beginning() + this.#row(columns)));
  }

  add(rows) {
    this.sheet.push(strToU8(rows.map((each) => this.#row(this.cells(each))).join("")));
  }

  end() {
    this.sheet.push(strToU8(ENDING), true);
    this.zip.end();
    return this.parts;
  }

  #row(texts) {
    return row(texts, this.number++);
  }

  #file(path) {
    const file = new ZipDeflate(path, { level: LEVEL });
    file.mtime = new Date(2000, 0, 1); // a file tells no more than what stands in it
    this.zip.add(file);
    return file;
  }
}

const beginning = () => `${BEGINNING}<worksheet xmlns="${MAIN}">${WIDE}<sheetData>`;
const ENDING = "</sheetData></worksheet>";

const row = (texts, n) => `<row r="${n + 1}">${texts.map((text, column) => cell(text, n, column)).join("")}</row>`;

const cell = (text, n, column) =>
  `<c r="${String.fromCharCode(65 + column)}${n + 1}" t="inlineStr"><is><t xml:space="preserve">${inXml(text)}</t></is></c>`;

/** Signs that XML can't have, as _xHHHH_, and what looks like one of those so too. */
function inXml(text) {
  const short = text.length > LONGEST ? text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "") : text;
  return short
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[\0-\x08\v\f\r\x0e-\x1f\ufffe\uffff]/g, (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}_`)
    .replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
}

const part = (path, type) => `<Override PartName="${path}" ContentType="${TYPES}.${type}+xml"/>`;

const related = (id, type, target) => `<Relationship Id="${id}" Type="${OF_DOCUMENT}/${type}" Target="${target}"/>`;

const frame = ([first, second]) => ({
  "[Content_Types].xml":
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${part("/xl/workbook.xml", "sheet.main")}` +
    `${part("/xl/worksheets/sheet1.xml", "worksheet")}${part("/xl/worksheets/sheet2.xml", "worksheet")}</Types>`,
  "_rels/.rels": `<Relationships xmlns="${OF_PACKAGE}">${related("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
  "xl/workbook.xml":
    `<workbook xmlns="${MAIN}" xmlns:r="${OF_DOCUMENT}"><sheets><sheet name="${inXml(first)}" sheetId="1" r:id="rId1"/>` +
    `<sheet name="${inXml(second)}" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels":
    `<Relationships xmlns="${OF_PACKAGE}">${related("rId1", "worksheet", "worksheets/sheet1.xml")}` +
    `${related("rId2", "worksheet", "worksheets/sheet2.xml")}</Relationships>`,
});
