// Checkpoints, c2sp.org/tlog-checkpoint, in signed notes, c2sp.org/signed-note; and the keys that signed them.
import { encoded, fromBase64, hex, same } from "../bytes.js";
import { signed } from "./ed25519.js";
import { need } from "./failure.js";
import { BLANK, loose, asWritten } from "./python_text.js";
import { sha256 } from "./sha256.js";

export const HASH = "[0-9a-f]{64}";
export const NUMBER = "(?:0|[1-9][0-9]{0,17})";
export const LINE = "[^\\0-\\x1f\\ufffd]+"; // neither control characters nor bytes that aren't UTF-8
const SIXTH = "[A-Za-z0-9+/]";
const BASE64 = `(?:${SIXTH}{4})*${SIXTH}{2}(?:==|${SIXTH}[A-Za-z0-9+/=])`;
const NOTE = new RegExp(
  `^(?<text>(?<origin>${LINE})\\n(?<size>${NUMBER})\\n(?<root>${BASE64})\\n(?:${LINE}\\n)*)\\n` +
    `(?<signatures>(?:\u2014 [^${BLANK}+\\0-\\x1f]+ ${BASE64}\\n)+)$`,
  "u",
);
const KEY = new RegExp(`^(?<name>[^${BLANK}+]+)[+](?<id>[0-9a-f]{8})[+](?<public>A${SIXTH}{43})$`, "u");
const WITNESS = new RegExp(KEY.source.replace(`A${SIXTH}{43}`, `B[A-P]${SIXTH}{42}`), "u");
const UNSEEN = new RegExp(`[${BLANK}\\xad\\u200b-\\u200f\\u2060\\ufeff]`, "g");
export const MOST_ENTRIES = 256 ** 3; // what the memory of a computer at home holds
const PAGE = /^\s*<(?:!doctype|html|head|\?xml)/i;
const LABEL = /^[^!-@[-`{-~：]*(?:：|:(?=\s))/; // a letter has it before the key
const MARKS = ".,;:!?'\"*|(){}<>«»‘’“”„‹›،؛。，";
const AROUND = new RegExp(`^[${MARKS}]+|[${MARKS}]+$`, "gu");
const IN_THREE = /^[^+]+[+][^+]+[+].{44,}$/su;

export const base64 = (raw) => btoa(String.fromCharCode(...raw));

/** `log`, or `log-2` and on for one that continues others. */
export const logOf = (origin) => /\/(log-[1-9][0-9]{0,3})$/.exec(origin)?.[1] ?? "log";

export const BEGINNING = { origin: "", size: 0, root: sha256(new Uint8Array()) };

/** What a checkpoint says; nothing is said yet of who signed it. */
export function parseCheckpoint(raw, where) {
  const note = loose(asWritten(raw));
  need(!PAGE.test(note), "missing", `${where} is a web page`, "page-not-log", { file: where });
  const { groups } = need(NOTE.exec(note), "note", where);
  const lines = groups.signatures.split("\n").slice(0, -1).map((line) => line.split(" ").slice(1));
  need(groups.root.length === 44, "note", where);
  for (const text of [groups.root, ...lines.map((line) => line[1])]) {
    need(base64(fromBase64(text)) === text, "note", where); // or two notes would say the same
  }
  const signatures = lines.map(([name, text]) => {
    const decoded = fromBase64(text);
    return { name, id: hex(decoded.subarray(0, 4)), signature: decoded.subarray(4) };
  });
  const size = Number(groups.size);
  need(size <= MOST_ENTRIES, "note", `${where} claims ${groups.size} entries: more than can be checked`, "too-many");
  return { origin: groups.origin, size, root: fromBase64(groups.root), text: encoded(groups.text), signatures };
}

/** A key may be broken over lines, and bring along from paper what no eye sees, its label, and marks around it. */
export const bareKey = (text) => text.replace(LABEL, "").replace(UNSEEN, "").replace(AROUND, "");

/** Name, id and public half of a key as it is printed; the id follows from the others. */
export const parseKey = (key) => parsedKey(KEY, key);

/** The same of a witness's key. */
export const parseWitness = (key) => parsedKey(WITNESS, key);

function parsedKey(form, key) {
  const reason = IN_THREE.test(key) ? "key-slip" : "key-incomplete";
  const { groups } = need(form.exec(key), "key", `${key} isn't a complete key`, reason);
  const whole = fromBase64(groups.public); // behind a byte that says Ed25519, and for what
  const id = hex(sha256(new Uint8Array([...encoded(`${groups.name}\n`), ...whole])).subarray(0, 4));
  need(id === groups.id, "key", `${key} has a typing mistake in it`, "key-slip");
  return { name: groups.name, id, half: whole.subarray(1) };
}

/** Forty digits that follow from a key, in groups of five, to compare by telephone: 132 bits of its SHA-256. */
export function digitsOf(key) {
  const number = BigInt(`0x${hex(sha256(encoded(key)))}`) % 10n ** 40n;
  return number.toString().padStart(40, "0").match(/.{5}/g);
}

/** What a checkpoint says, if the key signed it; without a key nobody knows who did. */
export function openCheckpoint(raw, key, where) {
  const checkpoint = parseCheckpoint(raw, where);
  if (!key) return checkpoint;
  const { name, id, half } = parseKey(key);
  const ours = checkpoint.signatures.filter((by) => by.name === name && by.id === id);
  need(ours.length, "key", `${where} of ${checkpoint.origin} isn't signed by ${key}`, "key", { log: checkpoint.origin });
  for (const by of ours) need(signed(half, checkpoint.text, by.signature), "signature", where);
  return checkpoint;
}

/** The same of one that was kept; what has another form is another file. */
export function openEarlier(raw, key, where) {
  need(NOTE.test(loose(asWritten(raw))), "missing", `${where} isn't a checkpoint`, "no-checkpoint");
  return openCheckpoint(raw, key, where);
}
