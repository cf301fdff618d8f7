// A drill: a line of JSON for each holder, with a word sealed to her alone. Who can read it has proved her key.
import { sha256 } from "@noble/hashes/sha2.js";
import { encoded, fromBase64, plain } from "./bytes.js";
import { keyring, openWith, Unreadable } from "./envelope.js";
import { Refusal } from "./refusal.js";

const LONGEST_WORD = 200;

/** The first word in a drill's text that these keys open. Throws Refusal. */
export async function drilledWord(text, identities) {
  const ring = await keyring(identities);
  for (const { holder, sealed } of canaries(text)) {
    const word = await openWith(sealed, recordId(holder), ring).then(printable, ignored);
    if (word) return word;
  }
  throw new Refusal("drill-of-others");
}

/** The id inside the age file of a holder's drill, as campaign/vault/recipients.py makes it. */
const recordId = (holder) => sha256(encoded(`campaign/drill/v1\n${holder}`)).subarray(0, 16);

function canaries(text) {
  try {
    const lines = text.replace(/[\r\n]+/g, "").match(/\{[^{}]*\}/g); // mail breaks them
    return lines.map((line) => JSON.parse(line)).map(({ holder, sealed }) => ({ holder, sealed: fromBase64(sealed) }));
  } catch {
    throw new Refusal("no-drill");
  }
}

/** It comes from the server, and is shown and sent back: a line of ASCII, or nothing. */
const printable = (value) => plain(value.subarray(0, LONGEST_WORD)).match(/^[ -~]*$/)?.[0];

function ignored(problem) {
  if (!(problem instanceof Unreadable)) throw problem;
  return "";
}
