// Save the rows that are shown: for a purpose, until a day. Nothing is saved in halves: a file that can't be finished
// isn't there.
import { Crew } from "./crew.js";
import { save } from "./files.js";
import { onSubmit } from "./form.js";
import { Refusal } from "./refusal.js";

const MOST_IN_SHEET = 200_000;
const MOST_IN_PART = 200_000;
const LONGEST_PURPOSE = 200;
const LONGEST_IN_NAME = 40;

export function saveView(form, words, { header, rows, shown, signal }) {
  const again = () => form.querySelector("[data-parts]").replaceChildren();
  form.addEventListener("input", again);
  onSubmit(form, words, async () => {
    again();
    const { places } = shown;
    const wish = wished(form, places.length);
    const pieces = rows.parts(places, MOST_IN_PART);
    const file = fileName(header, wish);
    const about = { sheets: [words.text("about-sheet"), words.text("rows-sheet")], lines: lines(words, header, wish, { places, rows }) };
    const part = (n, continued) => shaped({ kind: wish.kind, about: { ...about, continued }, pieces: pieces[n] }, signal);
    if (pieces.length === 1) save(await part(0, false), `${file}.${wish.kind}`);
    else if (window.showSaveFilePicker) await stream(`${file}.${wish.kind}`, (n) => part(n, n > 0), pieces.length);
    else offer(form, words, { file, kind: wish.kind, count: pieces.length, part });
  });
}

/** What the form asks for. Throws Refusal. */
function wished({ elements: { kind, purpose, erase } }, count) {
  const wish = { kind: kind.value, purpose: purpose.value.trim().slice(0, LONGEST_PURPOSE), erase: erase.value };
  if (!/[\p{L}\p{N}]/u.test(wish.purpose)) throw new Refusal("no-purpose");
  if (!/^\d{4}-\d\d-\d\d$/.test(wish.erase)) throw new Refusal("no-erase-day");
  if (wish.erase < new Date().toISOString().slice(0, 10)) throw new Refusal("erase-day-over");
  if (wish.kind === "xlsx" && count > MOST_IN_SHEET) throw new Refusal("too-many-for-xlsx", { number: MOST_IN_SHEET });
  return wish;
}

/** Whose list, as of when, what for and until when: without an ending. */
function fileName({ slug, day, paper }, { purpose, erase }) {
  const tidy = (text) => text.replace(/[^\p{L}\p{M}\p{N}_]+/gu, "-").replace(/^-|-$/g, "");
  const short = tidy([...purpose].slice(0, LONGEST_IN_NAME).join(""));
  return [tidy(slug), ...(paper ? ["paper"] : []), tidy(day), short, "erase-by", erase].join("-");
}

const lines = (words, { slug, day, paper }, { purpose, erase }, { places, rows }) => [
  [words.text("about-campaign"), slug],
  ...(paper ? [[words.text("about-paper")]] : []),
  [words.text("about-day"), day],
  [words.text("about-count"), words.text("of-all", { number: places.length, all: rows.count })],
  [words.text("about-purpose"), purpose],
  [words.text("about-erase"), erase],
  [words.text("about-care")],
];

/** The rows as a Blob, made in a thread. */
export async function shaped(asked, signal) {
  const crew = new Crew({ secrets: [] }, signal, 1);
  try {
    return await crew.ask(asked);
  } finally {
    crew.end();
  }
}

/** Write part after part to a file that she chooses; it gets what was written when all is. */
async function stream(name, part, count) {
  const place = await window.showSaveFilePicker({ suggestedName: name });
  const file = await place.createWritable();
  try {
    for (let n = 0; n < count; n++) await file.write(await part(n));
    await file.close();
  } catch (problem) {
    await file.abort().catch(() => {});
    await place.remove?.().catch(() => {});
    if (problem.name === "AbortError") throw problem;
    throw new Refusal("unwritten", { file: name });
  }
}

/** A button for each part, where a browser can't write to a file: each is a file of its own. */
function offer(form, words, { file, kind, count, part }) {
  const buttons = Array.from({ length: count }, (_, n) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet" });
    button.append(words.say("save-part", { number: n + 1, all: count }));
    button.addEventListener("click", async () => save(await part(n, false), `${file}-${n + 1}-of-${count}.${kind}`));
    return button;
  });
  form.querySelector("[data-parts]").replaceChildren(...buttons);
}
