// The rows of an opened list: some on a page, those that a search and a choice leave.
import { item, Ticks } from "./ticks.js";
import { turns } from "./turns.js";

const PAGE = 50;
const PAUSE = 250; // milliseconds after the last letter of a search
const EVERY = "*";

/** Bring the block to life; `shown.places` are then the rows that search and choice leave. */
export async function rowsView(block, words, { header, rows, signal }) {
  const shown = { places: [], first: 0, ticks: header.paper ? null : new Ticks(block, words, header.slug) };
  const find = block.querySelector("form[data-find]");
  const draw = () => drawPage(block, words, { rows, shown });
  // Slips are taken back by their numbers, and nobody on one is written to.
  for (const part of [block.querySelector("[data-weeding]"), find.elements.updates.closest(".box")]) part.hidden = header.paper;
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
  const { places, first, ticks } = shown;
  const some = places.slice(first, first + PAGE);
  const range = block.querySelector("[data-range]");
  const facts = { first: first + 1, last: first + some.length, all: places.length };
  range.replaceChildren(words.say(some.length ? "range" : "nobody", facts));
  const items = rows.at(some).map((row, n) => item(row, words, { place: some[n], ticks }));
  block.querySelector("[data-rows]").replaceChildren(...items);
  block.querySelector("[data-before]").disabled = first === 0;
  block.querySelector("[data-after]").disabled = first + PAGE >= places.length;
}
