// How a check ends: by the name of what didn't hold, and where. The names, and what they mean, are verify.py's.

/** What kind of answer a failure is; verify.py has one exit status for each (its STATUS). */
export const FORGED = 1;
export const NEWER = 4;
const NOT_ISSUED = 5;
const UNREAD = 6;
const NO_PART = 7;
const UNSEEN = 8;
const STATUS = { letter: NOT_ISSUED, claim: NOT_ISSUED, receipt: NOT_ISSUED, person: NOT_ISSUED, withdrawn: NOT_ISSUED };
Object.assign(STATUS, { missing: UNREAD, unknown: NO_PART, witness: UNSEEN });

/** The check of this name failed. `reason` is the sentence that a page has for it, `facts` fill its places. */
export class Failure extends Error {
  constructor(check, where = "", reason = check, facts = {}) {
    super(`${check} ${where}`.trim());
    Object.assign(this, { check, where: String(where), reason, facts });
  }

  get status() {
    return STATUS[this.check] ?? FORGED;
  }
}

/** A word or a number that this program doesn't know: it can't judge such a log. */
export class MadeByNewer extends Failure {
  constructor(where) {
    super("newer", where);
  }

  get status() {
    return NEWER;
  }
}

/** Go on with what holds; otherwise end with the name of the check, and where. */
export function need(fact, check, ...more) {
  if (!fact) throw new Failure(check, ...more);
  return fact;
}
