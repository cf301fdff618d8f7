// Keeps the total and the horizon up to date while the page is being looked at. The page is whole without it.
const EVERY = 20000; // milliseconds; caches answer most of it
const shown = document.getElementById("total");
const { tally, total, goal, locale } = shown ? shown.dataset : {};
// Where browsers know no plural rules, the words beside a number fit that number alone.
const plural = (count) => ("PluralRules" in Intl ? new Intl.PluralRules(locale).select(Number(count)) : String(count));

async function refresh() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(tally).catch(() => null);
  if (!answer || !answer.ok) return;
  const count = (await answer.json()).total;
  if (plural(count) !== plural(total)) return; // the words beside it would be wrong
  const written = new Intl.NumberFormat(locale).format(count);
  for (const place of [shown, ...document.querySelectorAll(".so-far")]) place.textContent = written;
  if (goal) document.getElementById("reached").setAttribute("width", Math.min(1000, (1000 * count) / goal));
}

if (tally) setInterval(refresh, EVERY);
