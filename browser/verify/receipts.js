// Receipts: that one is of the person who says so, and that her signature stands.
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as noble } from "@noble/hashes/sha2.js";
import { encoded, fromHex, hex } from "../bytes.js";
import { HASH, LINE, NUMBER } from "./checkpoint.js";
import { need } from "./failure.js";
import { PAPER } from "./log.js";
import { loose, punycode, split, strip, unixEnds } from "./python_text.js";
import { sha256 } from "./sha256.js";
import { joined } from "./tree.js";

const RECEIPT = new RegExp(
  `^campaign/receipt/v1\\nlog (?<origin>${LINE})\\nkey (?<key>${LINE})\\nindex (?<index>${NUMBER})\\n` +
    `text (?<text>${HASH})\\ns (?<s>${HASH})\\n(?:\\n.*\\n)?sum (?<sum>${HASH})\\n$`,
  "su",
);
const SUM_LINE = 69;

/** What a receipt says; fails where it is damaged. */
export function parseReceipt(saved) {
  const raw = withoutMarks(unixEnds(saved)); // as editors save it
  const { groups } = need(RECEIPT.exec(loose(raw)), "receipt", "", "receipt-damaged");
  need(hex(sha256(raw.subarray(0, -SUM_LINE))) === groups.sum, "receipt", "", "receipt-damaged");
  return groups;
}

/** Bytes without the marks of byte order that editors put before them. */
function withoutMarks(raw) {
  const out = new Uint8Array(raw.length);
  let to = 0;
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === 0xef && raw[at + 1] === 0xbb && raw[at + 2] === 0xbf) at += 2;
    else out[to++] = raw[at];
  }
  return out.slice(0, to);
}

/** The entry of this person, `person` being {name, address, country} as typed. */
export function checkReceipt(receipt, log, key, person) {
  const logs = log.logged.continues;
  need(logs.has(receipt.origin), "receipt", "", "receipt-other-log", { log: receipt.origin });
  const ofKey = !key || logs.get(receipt.origin) > 0 || receipt.key === key; // a lost log had another
  need(ofKey, "key", `the receipt has ${receipt.key}`, "key-of-receipt");
  const index = log.place(receipt.origin, Number(receipt.index));
  const isThere = index < log.size && log.stands[index] !== PAPER; // paper has no receipts
  need(isThere && log.logged.text.has(receipt.text), "receipt", `entry ${index}`, "receipt-ahead");
  const hers = [person.address, asStored(person.address)].map((way) => commitmentOf(receipt, { ...person, address: way }));
  need(hers.some((hash) => log.commitments.get(hash) === index), "person", `entry ${index}`);
  need(log.stands[index], "withdrawn", `entry ${index}`);
  return index;
}

/** What the entry holds that this person made under the receipt's text and secret. */
function commitmentOf({ origin, text, s }, { name, address, country }) {
  const who = `${split(name).join(" ").normalize("NFC")}\0${strip(address).toLowerCase()}`;
  const bound = [["identity", who], ["country", strip(country).toUpperCase()]].map(([purpose, fact]) =>
    hmac(noble, hmac(noble, fromHex(s), encoded(purpose)), encoded(fact)),
  );
  return sha256(joined([encoded(`campaign/signature/v1\n${origin}\n`), fromHex(text), ...bound]));
}

/** An address as the site reads it out of what is pasted, its domain in the xn-- form. */
export function asStored(address) {
  let bare = address.normalize("NFKC").replaceAll("\u2019", "'").replaceAll("\u3002", ".").replace(/\p{Cf}/gu, "");
  bare = strip(bare).replace(/.*<(.*)>.*/, "$1").replace(/^mailto:/i, "").replace(/^[ .,;:!?()[\]<>"'/\u060c]+|[ .,;:!?()[\]<>"'/\u060c]+$/g, "");
  const at = bare.includes("@") ? bare.indexOf("@") : bare.length;
  const local = strip(bare.slice(0, at)).replace(/\p{Nd}/gu, value);
  const labels = strip(bare.slice(at + 1)).toLowerCase().split(".");
  return `${local}@${labels.map((label) => (/^[\0-\x7f]*$/.test(label) ? label : `xn--${punycode(label)}`)).join(".")}`;
}

/** A digit of any script as one of ours: each script's ten stand together. */
function value(digit) {
  let below = digit.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(below - 1))) below--;
  return String((digit.codePointAt(0) - below) % 10);
}
