// Keeps the total and the horizon up to date while the page is being looked at. The page is whole without it.
const EVERY = 20_000; // milliseconds; caches answer most of it
const shown = document.getElementById("total");
const { tally, total, goal, locale } = shown?.dataset ?? {};
const plural = (count) => new Intl.PluralRules(locale).select(Number(count));

async function refresh() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(tally).catch(() => null);
  if (!answer?.ok) return;
  const count = (await answer.json()).total;
  if (plural(count) !== plural(total)) return; // the words beside it would be wrong
  shown.textContent = new Intl.NumberFormat(locale).format(count);
  if (goal) document.getElementById("reached").setAttribute("width", Math.min(1000, (1000 * count) / goal));
}

if (tally) setInterval(refresh, EVERY);
