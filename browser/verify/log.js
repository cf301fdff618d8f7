// The rules of a log: its entries, read one after the other; the rule for each first word is the method of that name.
import { HASH, NUMBER } from "./checkpoint.js";
import { Commitments } from "./commitments.js";
import { MadeByNewer, need } from "./failure.js";

export const DAY = "(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
const LOT = 20; // joins or leaves that a tally takes in together, at least
const REASONS = ["withdrawn", "duplicate", "fraud", "legal"];
const FORMS = new Map(Object.entries({
  rules: `rules (?<number>${NUMBER})`,
  text: `text (?<hash>${HASH})`,
  signature: `signature (?<commitment>${HASH})`,
  paper: `paper (?<commitment>${HASH})`,
  withdrawal: `withdrawal (?<index>${NUMBER}) (?<reason>[a-z]+)`,
  tally: `tally (?<day>${DAY}) (?<takenIn>${NUMBER}) (?<countries>(?:[A-Z]{2}=${NUMBER} )*)--=(?<others>${NUMBER})`,
  letters: `letters (?<hash>${HASH})`,
  continues: `continues (?<origin>[!-~]+) ${NUMBER} ${HASH}`,
  closed: "closed",
}).map(([word, form]) => [word, new RegExp(`^${form}$`)]));
const STANDS = 1;
export const PAPER = 2;

export class Log {
  constructor(origin) {
    this.total = 0; // signatures that stand
    this.onPaper = 0; // slips of paper that do, stated apart
    this.joins = 0; // those that no tally has taken in yet
    this.leaves = 0; // those that none has let go yet
    this.takenUntil = 0; // a tally has taken in what stood below this entry
    this.isTrial = /^(127\.[0-9.]+|localhost|\[::1\])[:/]/.test(origin); // many tallies a day
    this.size = 0;
    this.stands = new Uint8Array(1 << 12);
    this.commitments = new Commitments();
    this.scratch = new Uint8Array(32);
    this.logged = { text: new Map(), letters: new Map(), continues: new Map() };
    this.tallies = [{ at: -1, day: "", line: "", figures: new Map() }];
    this.ended = false;
  }

  /** Read the entry raw[start, end). */
  read(raw, start, end) {
    const line = latin1(raw, start, end);
    const here = this.size;
    const at = line.indexOf(" ");
    const word = at < 0 ? line : line.slice(0, at);
    if (/^[a-z-]+$/.test(word) && !FORMS.has(word)) throw new MadeByNewer(`entry ${here} begins with "${word}"`);
    const match = need(FORMS.get(word)?.exec(line), "entry", `entry ${here} ${line}`);
    need((word === "rules") === (here === 0), "order", `entry ${here}`);
    need(!this.ended || ["withdrawal", "tally", "letters"].includes(word), "closed", `entry ${here}`);
    this.grow();
    this[word](here, match.groups ?? {}, line);
  }

  grow() {
    if (this.size === this.stands.length) {
      const stands = new Uint8Array(2 * this.size);
      stands.set(this.stands);
      this.stands = stands;
    }
    this.size++;
  }

  rules(here, { number }, line) {
    if (number !== "1") throw new MadeByNewer(line);
  }

  text(here, { hash }) {
    this.logged.text.set(hash, here);
  }

  letters(here, { hash }) {
    this.logged.letters.set(hash, here);
  }

  signature(here, { commitment }) {
    this.commit(here, commitment);
    this.stands[here] = STANDS;
    this.total++;
    this.joins++;
  }

  paper(here, { commitment }) {
    this.commit(here, commitment); // stated apart: neither in the total nor in a tally
    this.stands[here] = PAPER;
    this.onPaper++;
  }

  commit(here, commitment) {
    need(this.logged.text.size, "order", `entry ${here}`);
    for (let n = 0; n < 32; n++) this.scratch[n] = (nibble(commitment, 2 * n) << 4) | nibble(commitment, 2 * n + 1);
    need(this.commitments.add(this.scratch, here), "twice", `entry ${here}`);
  }

  withdrawal(here, match) {
    if (!REASONS.includes(match.reason)) throw new MadeByNewer(`entry ${here} names the reason "${match.reason}"`);
    const index = Number(match.index);
    need(index < here && this.stands[index], "withdrawal", `entry ${here}`);
    if (this.stands[index] === STANDS) {
      this.total--;
      if (index < this.takenUntil) this.leaves++;
      else this.joins--;
    }
    if (this.stands[index] === PAPER) this.onPaper--;
    this.stands[index] = 0;
  }

  tally(here, { day, takenIn, countries, others }, line) {
    need(isDay(day), "entry", `entry ${here} ${line}`);
    const pairs = countries.split(" ").filter(Boolean).map((pair) => [pair.slice(0, 2), BigInt(pair.slice(3))]);
    const figures = new Map(pairs);
    need(figures.size === pairs.length && pairs.every((pair, n) => !n || inOrder(pairs[n - 1], pair)), "entry", `entry ${here} ${line}`);
    need(pairs.every(([, figure]) => figure && figure % 10n === 0n), "tens", `entry ${here}`);
    const shown = pairs.reduce((sum, [, figure]) => sum + figure, 0n);
    need(BigInt(takenIn) === shown + BigInt(others), "sum", `entry ${here}`);
    const later = this.isTrial || day > this.tallies.at(-1).day;
    need(later && this.takeIn(here, Number(takenIn)), "distance", `entry ${here}`);
    const expected = this.total - this.joins + this.leaves;
    need(Number(takenIn) === expected, "sum", `entry ${here} of ${expected}`);
    this.tallies.push({ at: here, day, line, figures: new Map([["total", BigInt(takenIn)], ...figures]) });
  }

  /** Take in whole lots of joins and leaves, as a tally does; whether there was one. */
  takeIn(here, takenIn) {
    const lots = [this.joins >= LOT, this.leaves >= LOT];
    const [joins, leaves] = [lots[0] ? 0 : this.joins, lots[1] ? 0 : this.leaves];
    if (this.logged.continues.size && takenIn !== this.total - joins + leaves) {
      return this.takeInUnseen(here, takenIn - this.total);
    }
    Object.assign(this, { joins, leaves });
    if (lots[0]) this.takenUntil = here;
    return lots[0] || lots[1];
  }

  /** The same where a tally among the lost entries took in some of those that survived.
   *
   * Which, only the number tells: it may differ by less than a lot from those that stand.
   */
  takeInUnseen(here, more) {
    this.joins = Math.max(0, -more);
    this.leaves = Math.max(0, more);
    this.takenUntil = this.joins ? this.lastStanding(this.joins) : here;
    return Math.abs(more) < LOT && LOT <= here - this.tallies.at(-1).at;
  }

  /** The entry of the signature that stands `count` from the end; the first one where there are fewer. */
  lastStanding(count) {
    let [at, left] = [this.size, count];
    while (left && at) if (this.stands[--at] === STANDS) left--;
    return at;
  }

  closed() {
    this.ended = true;
  }

  continues(here, { origin }) {
    need(here === 1 + this.logged.continues.size, "order", `entry ${here}`);
    this.logged.continues.set(origin, here);
  }

  /** Where an entry of this log, or of one that it continues, stands in this one. */
  place(origin, index) {
    return index + this.logged.continues.get(origin);
  }

  /** What may be said of those on paper: complete tens, as of figures by country. */
  get paperTens() {
    return this.onPaper - (this.onPaper % 10);
  }

  /** The last tally in the first `size` entries. */
  tallyAt(size) {
    return this.tallies.findLast((tally) => tally.at < size);
  }

  /** Whether the tally at `size` states this; States that it leaves out have no figure. */
  states(size, what, figure) {
    const stated = this.tallyAt(size).figures.get(what)?.toString() ?? "";
    return figure === stated || (!stated && (figure === "fewer-than-ten" || figure === "not-shown"));
  }
}

function isDay(day) {
  const [year, month, number] = day.split("-").map(Number);
  const end = new Date(0);
  end.setUTCFullYear(year, month, 0);
  return number <= end.getUTCDate();
}

/** Larger figures first, equal ones by code. */
const inOrder = ([one, a], [other, b]) => a > b || (a === b && one < other);

/** The value of a lower-case hexadecimal digit. */
function nibble(text, at) {
  const code = text.charCodeAt(at);
  return code < 58 ? code - 48 : code - 87;
}

function latin1(raw, start, end) {
  let line = "";
  for (let at = start; at < end; at++) line += String.fromCharCode(raw[at]);
  return line;
}
