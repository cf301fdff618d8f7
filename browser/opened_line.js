// One line of a sealed list, opened: as a row, which the page keeps, shows and saves.
import { inflateSync } from "fflate";
import { decoded, encoded, whole } from "./bytes.js";
import { NotToUs, openWith, Unreadable } from "./envelope.js";
import WORDS from "./record_words.json";
import { Refusal } from "./refusal.js";
import { FIRST, readLine } from "./sealed_list.js";

const FIELDS = ["campaign", "name", "address", "country", "consent", "consent_version", "s", "text"];
const UNSAID = "ZZ";
// As signing/records.py has them: the first byte of a record that is deflated, against which words, and the most of it.
const DEFLATED = 2;
const dictionary = encoded(WORDS);
const room = new Uint8Array(128 * 1024);

/** A signer's row: what she gave, and what the server knew of her; null if `except` has her record. Throws Refusal. */
export async function openedRow(line, { number, name, slug, ring, except }) {
  const known = readLine(line, number, name);
  if (except.has(known.record.toLowerCase())) return null;
  const record = await openedRecord(known, ring).catch((problem) => {
    throw new Refusal(reason(problem, number), { number, file: name });
  });
  if (record.campaign !== slug) throw new Refusal("line-of-another-campaign", { number, file: name });
  return rowOf(record, known);
}

/** What a signer gave, and what the server knew of her. */
export function rowOf(record, known) {
  return {
    record: known.record.toLowerCase(),
    name: record.name,
    email: record.address,
    country: record.country === UNSAID ? "" : record.country,
    day: known.day,
    language: known.language,
    wants_updates: known.wants_updates && record.updates !== "no", // as may_be_updated of signing/records.py
    text: record.text,
    consent: record.consent_version,
    index: known.index,
  };
}

/** What a signer gave. Throws NotToUs, Unreadable, or TypeError for a record of another version. */
export async function openedRecord(known, ring) {
  const record = JSON.parse(decoded(unpacked(await openWith(known.sealed, known.recordId, ring))));
  const fits = FIELDS.every((field) => typeof record[field] === "string" && whole(record[field]));
  if (record.v !== 1 || !fits) throw new TypeError("a record of another version");
  return record;
}

/** The record's JSON; those that earlier versions sealed were nothing else. Throws for what was never deflated so. */
const unpacked = (packed) =>
  packed[0] === DEFLATED ? inflateSync(packed.subarray(1), { dictionary, out: room }) : packed;

function reason(problem, number) {
  if (problem instanceof NotToUs) return number === FIRST ? "list-not-opened" : "line-not-opened";
  return problem instanceof Unreadable ? "line-of-another-record" : "line-of-another-version";
}
