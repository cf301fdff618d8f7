// Witnesses: c2sp.org/tlog-cosignature, its Ed25519 form, in the order and the words of verify.py.
import { encoded, hex, same } from "../bytes.js";
import { openCheckpoint, parseCheckpoint, parseKey, parseWitness } from "./checkpoint.js";
import { signed } from "./ed25519.js";
import { need } from "./failure.js";
import { joined } from "./tree.js";

export const WITNESSED = "log/witnessed";
const AHEAD = 300; // seconds that a witness's clock may be before this one
const COVERED = "not covered by earlier witnesses";

/** {byKey, quorum}: each witness by its public key, which counts once; the log's own is none. */
export function askedOf(keys, quorum, key) {
  const parsed = keys.map(parseWitness);
  const ours = key && parseKey(key).half;
  need(!ours || parsed.every(({ half }) => !same(half, ours)), "key", "the log's own is no witness", "key-own");
  const byKey = new Map(parsed.reverse().map((witness) => [hex(witness.half), witness]));
  need(!quorum || quorum <= byKey.size, "witness", `${quorum} of ${byKey.size}`, "quorum-large", { keys: byKey.size });
  return { byKey, quorum: quorum || Math.floor(byKey.size / 2) + 1 };
}

/** What witnesses saw, an earlier part of this log that the same key signed; null if it isn't and nobody asked for any. */
export function checkWitnessed(raw, { tree, checkpoint, key, asked }) {
  const note = parseCheckpoint(raw, WITNESSED);
  const ours = key && parseKey(key);
  const ofKey = !key || note.signatures.some((by) => by.name === ours.name && by.id === ours.id);
  if (!asked.byKey.size && !(ofKey && note.origin === checkpoint.origin)) return null;
  need(note.origin === checkpoint.origin, "witness", `${checkpoint.origin} is ${COVERED}`, "not-covered");
  need(ofKey, "witness", `a new key is ${COVERED}`, "not-covered");
  openCheckpoint(raw, key, WITNESSED);
  need(note.size <= checkpoint.size, "rollback", `from ${note.size}, which witnesses saw, to ${checkpoint.size}`);
  need(same(tree.rootAt(note.size), note.root), "fork", `in the first ${note.size} entries, which witnesses saw`);
  return note;
}

/** {names, last, newer, weak, continued}: who saw the log and how much of it; fails where they are too few. */
export function toldBy(note, log, { byKey, quorum }) {
  const names = seenBy(note, byKey);
  const last = note.size - 1;
  const facts = { count: names.length, quorum, last };
  need(names.length >= quorum, "witness", `${names.length} of the ${quorum} asked for, up to entry ${last}`, "witness", facts);
  const continued = [...log.logged.continues].filter(([, here]) => here).map(([origin]) => origin);
  return { names, last, newer: log.size - note.size, weak: 2 * quorum <= byKey.size, continued };
}

/** The names of the witnesses that cosigned it, at a time that isn't still to come. */
function seenBy(note, byKey) {
  const names = [];
  for (const { name, id, half } of [...byKey.values()].reverse()) {
    const plain = note.signatures.filter(({ signature }) => signature.length === 64);
    need(!plain.some((by) => signed(half, note.text, by.signature)), "key", "the log's own is no witness", "key-own");
    const times = note.signatures.filter((by) => by.name === name && by.id === id).map((by) => cosigned(half, name, note, by.signature));
    if (times.some((time) => time <= BigInt(Math.floor(Date.now() / 1000) + AHEAD))) names.push(name);
  }
  return names;
}

/** The time of a cosignature that holds. */
function cosigned(half, name, note, raw) {
  const time = BigInt(`0x0${hex(raw.subarray(0, 8))}`);
  const said = joined([encoded(`cosignature/v1\ntime ${time}\n`), note.text]);
  need(signed(half, said, raw.subarray(8)), "signature", `${WITNESSED} of ${name}`);
  return time;
}
