// Names beside the desk's signatures. The key lives in this view's memory, and goes when the view is left.
import { keyring } from "./envelope.js";
import { aMoment, onSubmit } from "./form.js";
import { fetchPage, openPage } from "./names.js";
import { Refusal } from "./refusal.js";
import { item, Ticks } from "./ticks.js";
import { lockFields, unlocked } from "./unlock.js";

export function namesView(view, words, { campaign }, signal) {
  const form = view.querySelector("form[data-names]");
  const result = view.querySelector("[data-opened]");
  const desk = campaign ? `/desk/campaigns/${campaign}/signatures/names` : "/desk/";
  for (const link of view.querySelectorAll("[data-desk]")) link.href = desk;
  form.hidden = !campaign;
  view.querySelector("[data-begin]").hidden = Boolean(campaign);
  lockFields(form, words);
  onSubmit(form, words, async () => {
    const page = await fetchPage(campaign, {}, signal);
    const { identities } = await unlocked(form);
    await aMoment();
    const ring = await keyring(identities);
    const rows = await openPage(page, { campaign, ring });
    if (rows.some(isForOthers) && rows.every((each) => isForOthers(each) || each.why === "name-gone")) throw new Refusal("names-not-opened");
    form.reset();
    form.hidden = true;
    namesShown(result, words, { campaign, ring, signal })({ page, rows, asked: {} });
  });
}

const isForOthers = ({ why }) => why === "name-not-opened";

/** Bring the block to life; the function that is returned shows a page there. */
function namesShown(result, words, { campaign, ring, signal }) {
  const filters = result.querySelector("form[data-filters]");
  const [newer, older] = ["[data-before]", "[data-after]"].map((name) => result.querySelector(name));
  const ticks = new Ticks(result, words, campaign);
  const state = { page: null, asked: {} };
  const draw = ({ page, rows, asked }) => {
    Object.assign(state, { page, asked });
    [newer.disabled, older.disabled] = [page.newer === null, page.older === null];
    const sum = result.querySelector("[data-sum]");
    sum.replaceChildren(words.say(rows.length ? "names-shown" : "names-none", { number: rows.length, slug: campaign }));
    result.querySelector("[data-rows]").replaceChildren(...rows.map((each) => named(each, words, ticks)));
    result.hidden = false;
    sum.focus();
  };
  choices(filters, words);
  onSubmit(filters, words, async (button) => {
    const places = new Map([[newer, { after: state.page.newer }], [older, { before: state.page.older }]]);
    const asked = places.has(button) ? state.asked : chosen(filters);
    const page = await fetchPage(campaign, { ...asked, ...places.get(button) }, signal);
    draw({ page, rows: await openPage(page, { campaign, ring }), asked });
  });
  return draw;
}

const chosen = (filters) => Object.fromEntries([...new FormData(filters)].filter(([, value]) => value));

/** Every country, by its name in the page's language. */
function choices({ elements: { country } }, words) {
  const named = country.dataset.codes.split(" ").map((code) => [words.country(code), code]);
  named.sort(([one], [other]) => one.localeCompare(other, words.language));
  for (const [name, code] of named) country.append(new Option(name, code));
}

/** A signer's row, or why there is no name in it. */
function named({ known, row, why }, words, ticks) {
  const counts = known.state === "counted";
  const more = counts ? [] : [words.text(`state-${known.state}`)];
  const shown = row ?? { ...known, name: words.text(why), email: "" };
  return item(shown, words, { place: known.index, ticks, counts, more });
}
