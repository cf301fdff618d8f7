// The answer in words: a heading, a sentence, and what the log and the letter state.
import { isolated } from "../words.js";

const HEADINGS = { 3: "unverified", 4: "newer", 5: "not-issued", 6: "unread", 7: "no-part", 8: "unseen" };
const OK = { letter: "ok", count: "count-ok", receipt: "counted" };

/** Show what asking.js was answered. */
export function show(place, words, answer, { view, states }) {
  const heading = place.querySelector("h2");
  const key = headingOf(answer, view);
  heading.replaceChildren(words.say(key));
  place.querySelector("[data-says]").replaceChildren(words.say(...sentenceOf(answer, key, words)));
  const more = place.querySelector("[data-more]");
  const beside = besides(answer, words);
  more.hidden = !beside;
  more.replaceChildren(beside ?? "");
  place.querySelector("dl").replaceChildren(...facts(answer, words, { view, states }));
  Object.assign(place.dataset, { status: answer.status, check: answer.check });
  place.hidden = false;
  heading.focus();
}

function headingOf({ status, check, reason }, view) {
  if (status === 0) return OK[view];
  if (check === "key" && reason === "key-own") return "unseen";
  if (check === "key") return reason.startsWith("key-of") ? "not-issued" : "unverified";
  return HEADINGS[status] ?? "forged";
}

/** [the key of the sentence, its facts]. */
function sentenceOf(answer, heading, words) {
  const { status, reason, check } = answer;
  if (status === 0 || status === 3 || status === 4) return [`${heading}-says`, answer];
  if (check === "key" && reason === "key") return ["key-foreign", answer];
  if (words.sentences.has(reason)) return [reason, answer];
  return ["forged-says", answer];
}

function besides({ status, left }, words) {
  if (status === 6) return words.say("missing-says");
  return left?.length ? words.say("left", { files: left.join(", ") }) : null;
}

function facts(answer, words, { view, states }) {
  const { status, letter, withdrawn, down } = answer;
  if (status !== 0 && status !== 3) return [];
  const rows = letter ? ofLetter(letter, words, states) : [["signatures-now", answer.total]];
  if (letter?.own) rows.push(["entries-then", letter.size], ["root-then", letter.root]);
  if (!letter && answer.paper) rows.push(["on-paper", answer.paper.tens || words.say("fewer-than-ten")]);
  if (!letter) rows.push(["entries", answer.entries], ["root", answer.root]);
  if (view === "count" && answer.tally) rows.push(["last-tally", answer.tally]);
  if (answer.seen) rows.push(...ofWitnesses(answer.seen, words));
  if (view === "count" && withdrawn.length) rows.push(["withdrawn-texts", withdrawn.join(" ")]);
  if (view === "count" && down.length) rows.push(["down-texts", down.join(" ")]);
  return rows.flatMap(([key, value]) => [told("dt", words.say(key)), told("dd", valueOf(value, words))]);
}

function ofWitnesses({ names, last, newer, weak, continued }, words) {
  const rows = [["seen-by", words.say("seen-up-to", { names: names.join(", "), last, newer })]];
  if (weak) rows.push(["quorum", words.say("quorum-weak")]);
  if (continued.length) rows.push(["not-covered-logs", continued.join(" ")]);
  return rows;
}

function ofLetter({ country, figure, day, tally }, words, states) {
  const [, , total] = tally.split(" ");
  const own = /^\d+$/.test(figure) ? words.say("at-least", { number: Number(figure) }) : words.say(figure);
  const rows = [["state", states[country] ?? country], ["date", new Date(day)], ["signatures", own]];
  return total ? [...rows, ["total", Number(total)]] : rows;
}

function valueOf(value, words) {
  if (value instanceof Node) return value;
  const element = isolated(words.shown(value));
  if (typeof value === "string" && /[0-9=]/.test(value)) Object.assign(element, { dir: "ltr", className: "code" });
  return element;
}

function told(name, content) {
  const element = document.createElement(name);
  element.append(content);
  return element;
}
