// A key on paper: its letters in fifteen groups, the last letter of each telling a slip of the eye or the hand.
import { bare, identity } from "./identity.js";
import { Refusal } from "./refusal.js";

const PREFIX = "AGE-SECRET-KEY-1";
const ALPHABET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"; // bech32's, in the order of their values
const LETTERS = 58; // of a private half, after its prefix
const CHECKSUM = 6;
const SIZE = 4;
const LOOKALIKES = { O: "0", I: "L", 1: "L", B: "8" };

export const GROUPS = Math.ceil(LETTERS / SIZE);

/** What is printed: fifteen groups of at most five letters. */
export function groups(secret) {
  const letters = secret.slice(PREFIX.length);
  return Array.from({ length: GROUPS }, (_, n) => {
    const group = letters.slice(n * SIZE, (n + 1) * SIZE);
    return group + check(group, n);
  });
}

/** The 32 bytes of a private half: five bits a letter, its last six a checksum. */
export function keyBytes(secret) {
  const letters = secret.slice(PREFIX.length, PREFIX.length + LETTERS - CHECKSUM).toUpperCase();
  const bits = Array.from(letters, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g), (byte) => parseInt(byte, 2));
}

/** The numbers, from 1, of the typed groups that don't fit. */
export const misread = (text) =>
  typed(text).map((group, n) => (fits(group, n) ? 0 : n + 1)).filter(Boolean);

/** How many groups are typed. */
export const count = (text) => typed(text).length;

/** A whole key that was pasted in the place of groups; null for groups. */
export function pastedKey(text) {
  const key = bare(tidied(text).replace(/\s/g, ""));
  return key.startsWith(PREFIX) ? key : null;
}

/** The key that was typed. Throws Refusal. */
export async function readGroups(text) {
  const pasted = pastedKey(text);
  if (pasted) return identity(pasted).catch(() => Promise.reject(new Refusal("groups-wrong")));
  if (count(text) !== GROUPS) throw new Refusal("groups-missing", { number: count(text), all: GROUPS });
  const [first] = misread(text);
  if (first) throw new Refusal("group-wrong", { number: first });
  return identity(PREFIX + typed(text).map((group) => group.slice(0, -1)).join("")).catch(() => {
    throw new Refusal("groups-wrong");
  });
}

/** As they are separated on paper; without any blanks they are counted off. */
function typed(text) {
  const tidy = tidied(text).replace(/[OI1B]/g, (letter) => LOOKALIKES[letter]);
  const parts = tidy.split(/[^A-Z0-9]+/).filter(Boolean);
  return parts.length === 1 ? parts[0].match(new RegExp(`.{1,${SIZE + 1}}`, "g")) : parts;
}

/** In Latin letters and digits, however they were typed; without the numbers of groups in a list. */
function tidied(text) {
  const plain = text.normalize("NFKC").replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);
  return plain.toUpperCase().replace(/(^|\s)\d{1,2}[.)]/g, "$1");
}

function fits(group, n) {
  const length = Math.min(SIZE, LETTERS - n * SIZE) + 1;
  return group.length === length && group.endsWith(check(group.slice(0, -1), n));
}

/** Odd weights, so that one wrong letter always shows; the group's number, so that two groups can't change places. */
function check(group, n) {
  const values = Array.from(group, (letter) => ALPHABET.indexOf(letter));
  if (values.includes(-1)) return "?";
  return ALPHABET[values.reduce((sum, value, place) => sum + (2 * place + 1) * value, n) % ALPHABET.length];
}
