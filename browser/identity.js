// A holder's key: an age identity in a file, as `campaign keys new` and the stock `age` write and read it.
import { Decrypter, Encrypter, armor, generateX25519Identity, identityToRecipient } from "age-encryption";
import { plain, written } from "./bytes.js";
import { Refusal } from "./refusal.js";

const BINARY = "age-encryption.org/v1\n";
const ARMOURED = "-----BEGIN AGE ENCRYPTED FILE-----";
const ARMOUR_ENDS = "-----END AGE ENCRYPTED FILE-----";
const UNSEEN = /[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g; // what comes along when a key is copied
const BEHIND = ".,;:!?)>\\]}\"'/…*|’”»›“‘«„،؛؟۔।॥։።၊။。，、；：！？）】》」』›"; // both as lib/pasted.py has them
const BEFORE = "(<\\[{\"'‘“„«‹»›”’¿¡（【《「『*|";
const AROUND = new RegExp(`^[\\s${BEFORE}]+|[\\s${BEHIND}]+$`, "g");
const SECRET = "AGE-SECRET-KEY-1";
const LARGEST = 1_000_000;
const WORK_FACTOR = 18; // 2 ** 18 rounds, 256 MB: a second or two here, and for every guess at the passphrase
const HEAVIEST = 20; // a gigabyte, the most that the library takes

/** What is seen of a text, without blanks and punctuation around it. */
export const bare = (text) => text.replace(UNSEEN, "").replace(AROUND, "");

/** A key that nobody has yet: `secret` is the private half, `recipient` the public one. */
export async function newIdentity() {
  return identity(await generateX25519Identity());
}

/** The key of a private half. Throws if it isn't one. */
export async function identity(secret) {
  return { secret, recipient: await identityToRecipient(secret) };
}

/** The text of NAME.key: armoured, under the passphrase. */
export async function keyFile({ secret, recipient }, passphrase) {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  return armor.encode(await encrypter.encrypt(`# public key: ${recipient}\n${secret}\n`));
}

/** The text of NAME.pub, which `campaign keys add` takes. */
export const publicFile = (name, { recipient }) => `# name: ${name}\n${recipient}\n`;

/** The keys in a file, one a line, `#` lines aside; the passphrase counts only if it is protected. Throws Refusal. */
export async function readIdentities(file, passphrase) {
  const raw = await file.slice(0, LARGEST).arrayBuffer().catch(() => {
    throw new Refusal("unread", { file: file.name });
  });
  const sealed = ageFile(new Uint8Array(raw), file.name);
  const lines = textLines(sealed ? await unprotected(sealed, file.name, passphrase) : raw, file.name);
  if (!lines.length) throw new Refusal("key-missing", { file: file.name });
  return Promise.all(lines.map((line) => lineIdentity(line, file.name)));
}

function ageFile(raw, name) {
  if (plain(raw.subarray(0, BINARY.length)) === BINARY) return raw;
  const lines = tidyLines(raw, name);
  const begins = lines.indexOf(ARMOURED);
  if (begins < 0) return null;
  try {
    return armor.decode(lines.slice(begins, lines.indexOf(ARMOUR_ENDS) + 1).join("\n"));
  } catch {
    throw new Refusal("key-damaged", { file: name });
  }
}

async function unprotected(sealed, name, passphrase) {
  requirePassphrase(plain(sealed.subarray(0, 120)), name, passphrase);
  const pasted = passphrase.trim(); // what is copied brings blanks along
  for (const words of new Set([passphrase, pasted])) {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(words);
    try {
      return await decrypter.decrypt(sealed);
    } catch (problem) {
      if (problem instanceof RangeError) throw new Refusal("memory");
      const wrong = problem.message.startsWith("no identity matched");
      if (!wrong || words === pasted) throw new Refusal(wrong ? "passphrase-wrong" : "key-damaged", { file: name });
    }
  }
}

function requirePassphrase(head, name, passphrase) {
  const [, kind, factor] = head.slice(BINARY.length).match(/^-> (\S+)(?: \S+ (\d+))?/) ?? [];
  if (kind && kind !== "scrypt") throw new Refusal("key-sealed", { file: name });
  if (Number(factor) > HEAVIEST) throw new Refusal("key-heavy", { file: name });
  if (!passphrase) throw new Refusal("passphrase-missing", { file: name });
}

const textLines = (raw, name) =>
  tidyLines(raw, name).map(bare).filter((line) => line && !line.startsWith("#"));

/** Lines without what an editor or a mail put around them. */
function tidyLines(raw, name) {
  try {
    return written(raw).split(/\r\n|\n|\r/).map((line) => line.replace(UNSEEN, "").replace(/^[\s>]+|\s+$/g, ""));
  } catch {
    throw new Refusal("no-key-file", { file: name });
  }
}

async function lineIdentity(line, name) {
  if (line.startsWith("age1")) throw new Refusal("public-half", { file: name });
  if (!line.startsWith(SECRET)) throw new Refusal("no-key-file", { file: name });
  return identity(line).catch(() => {
    throw new Refusal("key-damaged", { file: name });
  });
}
