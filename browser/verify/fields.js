// What the fields of a view ask: the log's source, the key, and the files and facts of that view. Throws Refusal.
import { Refusal } from "../refusal.js";
import { bareKey, parseKey, parseWitness } from "./checkpoint.js";
import { droppedIn } from "./dropped.js";
import { parseReceipt } from "./receipts.js";
import { MOST_BYTES } from "./source.js";
import { addressOf, typedAddress } from "./web.js";

/** The question for asking.js. */
export async function asked(form, { view, states }) {
  const own = await OWN[view](form, states);
  const key = keyOf(form) || own.key || "";
  if (view === "letter" && !key) throw new Refusal("key-missing");
  return { ...own, ...witnessesOf(form), key, source: sourceOf(form, own.origin ?? key.split("+")[0]) };
}

const OWN = {
  async letter(form) {
    return { letter: fileOf(form, "letter", "no-letter") };
  },
  async count(form) {
    return { before: form.elements.before.files[0] ?? null };
  },
  async receipt(form, states) {
    const receipt = fileOf(form, "receipt", "no-receipt");
    const { key, origin } = await read(receipt);
    const { name, email, country } = form.elements;
    const person = { name: name.value, address: email.value, country: codeOf(country.value, states) };
    return { receipt, key, origin, person };
  },
};

/** The keys of witnesses, and how many of them have to have seen the log; 0 for more than half. */
function witnessesOf(form) {
  const { witnesses, quorum } = form.elements;
  const keys = witnesses.value.split(/[\s,;،]+/).map(bareKey).filter(Boolean);
  asRefusal(() => keys.forEach(parseWitness));
  const least = quorum.value.trim();
  if (least && !/^[1-9][0-9]?$/.test(least)) throw new Refusal("quorum-large", { keys: keys.length });
  return { witnesses: keys, quorum: Number(least) };
}

function fileOf(form, name, reason) {
  const [file] = form.elements[name].files;
  if (!file) throw new Refusal(reason);
  return file;
}

function keyOf(form) {
  const key = bareKey(form.elements.key.value);
  if (key) asRefusal(() => parseKey(key));
  return key;
}

async function read(receipt) {
  if (receipt.size > MOST_BYTES) throw new Refusal("too-large", { file: receipt.name });
  const raw = new Uint8Array(await receipt.arrayBuffer().catch(() => Promise.reject(new Refusal("file-gone"))));
  return asRefusal(() => parseReceipt(raw));
}

function asRefusal(work) {
  try {
    return work();
  } catch (problem) {
    throw problem.reason ? new Refusal(problem.reason, problem.facts) : problem;
  }
}

/** A country by its code, or by its name in the page's language. */
function codeOf(typed, states) {
  const plain = (text) => text.trim().normalize("NFKC").toLowerCase();
  const named = Object.entries(states).find(([, name]) => plain(name) === plain(typed));
  return named ? named[0] : typed;
}

/** Where the log is read from: what was chosen, or else the address that the key or the receipt names. */
function sourceOf(form, origin) {
  const { zip, folder, address } = form.elements;
  if (zip.files.length) return { kind: "zip", file: zip.files[0] };
  const files = droppedIn(folder) ?? Array.from(folder.files, (file) => [file.webkitRelativePath, file]);
  if (files.length) return { kind: "folder", files };
  if (!address) throw new Refusal("no-log");
  const base = address.value.trim() ? typedAddress(address.value) : addressOf(origin);
  if (!isAddress(base)) throw new Refusal("no-address");
  return { kind: "web", base };
}

function isAddress(text) {
  try {
    return Boolean(text && new URL(text));
  } catch {
    return false;
  }
}
