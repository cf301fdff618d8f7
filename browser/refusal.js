/** What can't be done: by a reason that the page has a sentence for, with the facts that fill its places. */
export class Refusal extends Error {
  constructor(reason, facts = {}) {
    super(reason);
    this.reason = reason;
    this.facts = facts;
  }
}
