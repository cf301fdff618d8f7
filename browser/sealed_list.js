// A list that is still sealed, as a file: JSON Lines, described in docs/sealed-lists.md.
import { sha256 } from "@noble/hashes/sha2.js";
import { decoded, fromBase64, fromHex, hex, whole } from "./bytes.js";
import { Refusal } from "./refusal.js";

const HEADER = "campaign/sealed/v1";
const BLOCK = 100_000; // bytes read at a time: a hundred lines or so
const LONGEST_LINE = 4_000_000;
const LONGEST_END = 200;
const MOST = 1_000_000; // opened, some 300 MB
const NEWLINE = 10;
export const FIRST = 2; // the line after the header
const PRINTABLE = /^(?:[^\p{C}\p{Z}]| )*$/u;

/** First and last line: whose list it is, whether having signed could harm somebody (where it doesn't say no), whether it
 * is of those who signed on paper, how many lines, their hash, where they lie. Throws Refusal.
 */
export async function readFrame(file) {
  const beginning = await bytes(file, 0, Math.min(file.size, LONGEST_LINE));
  const start = beginning.indexOf(NEWLINE) + 1 || beginning.length;
  const header = asHeader(beginning.subarray(0, start));
  if (!header) throw new Refusal("no-list", { file: file.name });
  const tail = await bytes(file, Math.max(start, file.size - LONGEST_END), file.size);
  const body = tail.subarray(0, -1).lastIndexOf(NEWLINE) + 1;
  const ending = asEnding(tail.subarray(body));
  if (!ending) throw new Refusal("list-cut", { file: file.name });
  return { header, ...ending, start, end: file.size - tail.length + body };
}

/** The lines of signatures, some at a time, counted and hashed on the way: `{number, block}`, `number` the first's.
 *
 * Throws Refusal after the last one if the file isn't what its last line says.
 */
export async function* blocks(file, frame) {
  if (frame.count > MOST) throw new Refusal("list-too-long", { file: file.name, number: MOST });
  const digest = sha256.create().update(await bytes(file, 0, frame.start));
  let number = FIRST;
  for (let at = frame.start; at < frame.end && number - FIRST <= frame.count; ) {
    const block = await wholeLines(file, at, frame.end, number);
    digest.update(block);
    at += block.length;
    const lines = block.reduce((count, byte) => count + (byte === NEWLINE), 0);
    yield { number, block };
    number += lines;
  }
  if (number - FIRST !== frame.count || hex(digest.digest()) !== frame.sha256) {
    throw new Refusal("list-changed", { file: file.name });
  }
}

/** What the server knew of one signature, and its age file. Throws Refusal for what isn't a line. */
export function readLine(raw, number, name) {
  try {
    return asLine(JSON.parse(decoded(raw)));
  } catch {
    throw damaged(number, name);
  }
}

function asLine(given) {
  const { record, country, language, hour, wants_updates, text, index, sealed } = given;
  const texts = [language, hour].every((each) => each === null || (typeof each === "string" && whole(each)));
  const missing = [country, text, index].includes(undefined);
  const placed = index === null || (Number.isSafeInteger(index) && index >= 0);
  if (!texts || missing || !placed || typeof wants_updates !== "boolean") throw new TypeError("no line of a list");
  const day = (hour ?? "").slice(0, 10);
  return { record, recordId: fromHex(record), sealed: fromBase64(sealed), language, day, wants_updates, index };
}

function asHeader(line) {
  try {
    const { slug, texts, day, contact, harm, paper } = JSON.parse(decoded(line))[HEADER];
    const printable = [slug, day].every((each) => typeof each === "string" && PRINTABLE.test(each));
    return printable && texts !== undefined && contact !== undefined ? { slug, day, harm: harm !== false, paper: paper === true } : null;
  } catch {
    return null;
  }
}

function asEnding(line) {
  try {
    const { end, sha256 } = JSON.parse(decoded(line));
    return line.at(-1) === NEWLINE && Number.isInteger(end) && typeof sha256 === "string" ? { count: end, sha256 } : null;
  } catch {
    return null;
  }
}

async function wholeLines(file, at, end, number) {
  for (const length of [BLOCK, BLOCK + LONGEST_LINE]) {
    const block = await bytes(file, at, Math.min(at + length, end));
    const last = block.lastIndexOf(NEWLINE) + 1;
    if (last) return block.slice(0, last);
  }
  throw damaged(number, file.name);
}

/** The lines of a block, without their ends. */
export function split(block) {
  const lines = [];
  for (let from = 0, to; from < block.length; from = to + 1) {
    to = block.indexOf(NEWLINE, from);
    lines.push(block.subarray(from, to));
  }
  return lines;
}

async function bytes(file, from, to) {
  const raw = await file.slice(from, to).arrayBuffer().catch(() => {
    throw new Refusal("unread", { file: file.name });
  });
  return new Uint8Array(raw);
}

const damaged = (number, name) => new Refusal("line-damaged", { number, file: name });
