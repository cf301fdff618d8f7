// What is asked of a log, and the answer as plain values, which a worker can send.
import { base64, bareKey, digitsOf } from "./checkpoint.js";
import { checkClaims, checkLog } from "./check.js";
import { statedBy } from "./letters.js";
import { checkReceipt, parseReceipt } from "./receipts.js";
import { Source } from "./source.js";

const VERIFIED = 0;
const UNVERIFIED = 3;

/** {status, check, …} of `files` (see source.js): what verify.py's exit status and its words say, and the facts for a page.
 *
 * `asked` may have `key`, `letter` and `receipt` as bytes, `person`, `claims`, and `before`, an earlier checkpoint.
 * Whatever goes wrong that isn't a failure of a check is thrown.
 */
export async function answer(files, asked, tell) {
  const facts = {};
  try {
    const [key, witnesses] = [bareKey(asked.key ?? ""), (asked.witnesses ?? []).map(bareKey)];
    await look(new Source(files), { ...asked, key, witnesses }, facts, tell);
    return { status: key ? VERIFIED : UNVERIFIED, check: key ? "ok" : "unverified", ...facts };
  } catch (problem) {
    if (!problem.check) throw problem;
    const { status, check, where, reason } = problem;
    return { status, check, where, reason, ...facts, ...problem.facts };
  }
}

async function look(source, asked, facts, tell) {
  if (asked.key) Object.assign(facts, { key: asked.key, digits: digitsOf(asked.key).join(" ") });
  const checked = await checkLog(source, { ...asked, tell });
  const { checkpoint, log, letters, unshown, left } = checked;
  Object.assign(facts, {
    log: checkpoint.origin,
    entries: checkpoint.size,
    total: log.total,
    paper: log.onPaper && { tens: log.paperTens },
    tally: log.tallies.at(-1).line,
    joins: log.joins,
    leaves: log.leaves,
    root: base64(checkpoint.root),
    ...unshown,
    left,
    seen: checked.witnesses,
  });
  if (asked.letter) facts.letter = statedBy(asked.letter, letters);
  if (facts.letter?.own) facts.letter.root = base64(checked.tree.rootAt(facts.letter.size));
  checkClaims(checked, asked.claims ?? {});
  if (asked.receipt) facts.index = checkReceipt(parseReceipt(asked.receipt), log, asked.key, asked.person);
}
