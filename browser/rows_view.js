// The rows of an opened list: some on a page, those that a search and a choice leave; what is ticked goes back by number.
import { plainName, save } from "./files.js";
import { turns } from "./turns.js";
import { isolated } from "./words.js";

const PAGE = 50;
const PAUSE = 250; // milliseconds after the last letter of a search
const EVERY = "*";

/** Bring the block to life; `shown.places` are then the rows that search and choice leave. */
export async function rowsView(block, words, { header, rows, signal }) {
  const shown = { places: [], first: 0, ticked: new Map() };
  const find = block.querySelector("form[data-find]");
  const draw = () => drawPage(block, words, { rows, shown });
  let [timer, last] = [0, new AbortController()];
  const look = async () => {
    last.abort();
    last = new AbortController();
    const places = await rows.where(wanted(find), { turn: turns(), signal: last.signal }).catch(ignoreAbort);
    if (!places) return;
    Object.assign(shown, { places, first: 0 });
    draw();
  };
  signal.addEventListener("abort", () => last.abort());
  find.addEventListener("submit", (event) => event.preventDefault());
  find.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  for (const [name, step] of [["[data-before]", -PAGE], ["[data-after]", PAGE]]) {
    block.querySelector(name).addEventListener("click", () => {
      shown.first += step;
      draw();
      block.querySelector("[data-range]").focus();
    });
  }
  block.querySelector("[data-weed]").addEventListener("click", () => {
    const indexes = [...shown.ticked.values()].sort((one, other) => one - other);
    save(indexes.map((index) => `${index}\n`).join(""), plainName(`${header.slug}-indexes.txt`));
  });
  await choices(find, words, rows);
  await look();
  return shown;
}

function ignoreAbort(problem) {
  if (problem.name !== "AbortError") throw problem;
}

/** The countries of this list, by their names in the page's language. */
async function choices({ elements: { country } }, words, rows) {
  const codes = new Set();
  await rows.where((row) => void codes.add(row.country), { turn: turns() });
  const named = [...codes].map((code) => [code ? words.country(code) : words.text("no-country"), code]);
  named.sort(([one], [other]) => one.localeCompare(other, words.language));
  for (const [name, code] of named) country.append(new Option(name, code));
}

/** Which rows the form leaves. Marks and capitals are no matter to a search. */
function wanted({ elements: { search, country, updates } }) {
  const sought = plainly(search.value.trim());
  return (row) =>
    (country.value === EVERY || row.country === country.value) &&
    (!updates.checked || row.wants_updates) &&
    (!sought || plainly(row.name).includes(sought) || plainly(row.email).includes(sought));
}

const plainly = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function drawPage(block, words, { rows, shown }) {
  const { places, first, ticked } = shown;
  const some = places.slice(first, first + PAGE);
  const range = block.querySelector("[data-range]");
  const facts = { first: first + 1, last: first + some.length, all: places.length };
  range.replaceChildren(words.say(some.length ? "range" : "nobody", facts));
  const items = rows.at(some).map((row, n) => item(row, words, { place: some[n], ticked, told: () => tellTicked(block, words, ticked) }));
  block.querySelector("[data-rows]").replaceChildren(...items);
  block.querySelector("[data-before]").disabled = first === 0;
  block.querySelector("[data-after]").disabled = first + PAGE >= places.length;
  tellTicked(block, words, ticked);
}

function tellTicked(block, words, ticked) {
  const button = block.querySelector("[data-weed]");
  button.replaceChildren(words.say("weed", { number: ticked.size }));
  button.disabled = !ticked.size;
}

function item(row, words, { place, ticked, told }) {
  const element = words.made("row");
  const box = element.querySelector("input");
  const facts = [
    row.country ? words.country(row.country) : words.text("no-country"),
    words.shown(words.dated(row.day)),
    ...(row.wants_updates ? [words.text("wants-updates")] : []),
    row.index === null ? words.text("no-place") : words.text("place", { index: String(row.index) }),
  ];
  element.querySelector("[data-name]").textContent = row.name;
  element.querySelector("[data-email]").textContent = row.email;
  element.querySelector("[data-facts]").replaceChildren(...facts.filter(Boolean).flatMap((fact, n) => [n ? " · " : "", isolated(fact)]));
  box.checked = ticked.has(place);
  box.disabled = row.index === null;
  box.addEventListener("change", () => {
    if (box.checked) ticked.set(place, row.index);
    else ticked.delete(place);
    told();
  });
  return element;
}
