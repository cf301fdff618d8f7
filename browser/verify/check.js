// The whole check, in the order of verify.py, so that both name the same thing first.
import { encoded, hex, same } from "../bytes.js";
import { base64, BEGINNING, logOf, openCheckpoint, openEarlier } from "./checkpoint.js";
import { need } from "./failure.js";
import { readManifests } from "./letters.js";
import { Log } from "./log.js";
import { sha256 } from "./sha256.js";
import { leafRow, Tree } from "./tree.js";
import { askedOf, checkWitnessed, toldBy, WITNESSED } from "./witnesses.js";

const NOTHING = () => {};
const UNSHOWN = { withdrawn: "was withdrawn", down: "is taken down for now" }; // what a text's own note may say

/** The log behind `source`, when all of it holds: {checkpoint, log, letters, unshown, left}.
 *
 * `key` is bare, or "" for none; `before` is a checkpoint kept from earlier, as bytes; `tell` learns how many entries
 * of how many were read; `witnesses` are keys, of which `quorum` have to have seen the log (0: more than half).
 */
export async function checkLog(source, { key = "", before = null, witnesses = [], quorum = 0, tell = NOTHING }) {
  const asked = askedOf(witnesses, quorum, key);
  const earlier = before ? openEarlier(before, key, "the earlier checkpoint") : BEGINNING;
  const seen = asked.byKey.size || source.files.names()?.includes(WITNESSED) ? await source.read(WITNESSED) : null; // before it grows
  const checkpoint = openCheckpoint(await source.read("log/checkpoint"), key, "log/checkpoint");
  need(earlier.size <= checkpoint.size, "rollback", `from ${earlier.size} to ${checkpoint.size}`);
  source.log = logOf(checkpoint.origin); // caches keep another's tiles
  const { log, tree } = await replay(source, checkpoint, earlier, tell);
  checkOrigin(log, checkpoint, key);
  const unshown = await checkTexts(source, log);
  const note = seen && checkWitnessed(seen, { tree, checkpoint, key, asked });
  const letters = await readManifests(log, source, checkpoint.origin);
  const left = source.refuseOtherFiles();
  const told = note && asked.byKey.size ? toldBy(note, log, asked) : null;
  return { checkpoint, log, tree, letters, unshown, left, witnesses: told };
}

/** The log that the entries make; that they were changed comes before that they break a rule. */
async function replay(source, checkpoint, earlier, tell) {
  const [log, leaves] = [new Log(checkpoint.origin), []];
  let broken = null;
  let count = 0;
  for await (const { raw, entries } of source.bundles(checkpoint.size)) {
    leaves.push(leafRow(raw, entries));
    try {
      if (!broken) for (const [start, end] of entries) log.read(raw, start, end);
    } catch (problem) {
      if (!problem.check) throw problem;
      broken = problem;
    }
    tell((count += entries.length), checkpoint.size);
  }
  const tree = new Tree(leaves, checkpoint.size);
  await checkTree(source, tree, checkpoint, earlier);
  if (broken) throw broken;
  return { log, tree };
}

/** That the entries are those that were signed, now and before, and every tile theirs. */
async function checkTree(source, tree, checkpoint, earlier) {
  let odd = "";
  for (const [level, rows] of tree.levels.entries()) {
    let n = 0;
    for await (const { path, raw } of source.tiles(level, Math.floor(checkpoint.size / 256 ** level))) {
      if (!same(rows[n++], raw)) odd ||= path;
    }
  }
  need(same(tree.root, checkpoint.root), "root", odd || "entries and hashes were both changed");
  need(same(tree.rootAt(earlier.size), earlier.root), "fork", `in the first ${earlier.size} entries`);
  need(!odd, "tile", odd);
}

/** That log-3 continues log-2 and log, and no other, and that the key is of one of them. */
function checkOrigin(log, checkpoint, key) {
  const [name, { origin }, logs] = [logOf(checkpoint.origin), checkpoint, log.logged.continues];
  const base = origin.slice(0, -name.length);
  const number = Number(name.slice(4) || 1);
  const earlier = Array.from({ length: number - 1 }, (_, n) => `${base}log${n + 1 < number - 1 ? `-${number - 1 - n}` : ""}`);
  const right = logs.size === earlier.length && [...logs].every(([each, at], n) => each === earlier[n] && at === n + 1);
  need(right, "order", `entry 1 of ${origin}`);
  logs.set(origin, 0); // its own entries stand where they stand: see Log.place
  need(logs.has((key || origin).split("+")[0]), "key", `isn't of ${origin}`, "key", { log: origin });
}

/** That the texts are those that were logged; the hashes of those that stand there as a note: {withdrawn, down}. */
async function checkTexts(source, log) {
  const unshown = { withdrawn: [], down: [] };
  for (const digest of log.logged.text.keys()) {
    const raw = await source.read(`texts/${digest}`, `texts/${digest}.withdrawn`);
    const note = Object.keys(UNSHOWN).find((why) => same(raw, encoded(`text ${digest} ${UNSHOWN[why]}\n`)));
    if (note) unshown[note].push(digest);
    else need(hex(sha256(raw)) === digest, "text", digest);
  }
  return unshown;
}

/** That the log, or its last tally by `size`, states these figures; `root` is that of the first `size` entries. */
export function checkClaims({ log, tree }, claims) {
  const { size = log.size, root, ...figures } = claims;
  const at = Number(size);
  need(at <= log.size, "claim", `size=${at} but there are ${log.size}`);
  need(!root || base64(tree.rootAt(at)) === root, "claim", `root=${root} at ${at}`);
  for (const [what, figure] of Object.entries(figures)) {
    const exact = new Map([["total", log.total], ["paper", log.paperTens]]);
    need((at === log.size && figure === String(exact.get(what))) || log.states(at, what, figure), "claim", `${what}=${figure} at ${at}`);
  }
}
