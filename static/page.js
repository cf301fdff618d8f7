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

// A field of countries is searched by every name that they go by, in any of our languages, and by their codes. The select
// beneath keeps the choice: it is what is sent, what browsers fill in, and where the keyboard arrives.
const MARKS = /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;
const BETWEEN = /[\s!-/:-@[-`{-~\u00a1-\u00bf\u060c\u061b\u061f\u2000-\u206f\u3000-\u303f]+/g;

const ABBREVIATED = /^\s*(?:[^\s.]\.)+[^\s.]?\s*$/; // U.S.A.

/** As `search_key` in campaign/lib/country_search.py: without what people leave out or write otherwise. */
function plain(text) {
  const whole = ABBREVIATED.test(text) ? text.replace(/\./g, "") : text;
  const folded = whole.toLowerCase().replace(/ß/g, "ss").replace(/ı/g, "i").normalize("NFKD").replace(MARKS, "");
  const words = folded.replace(/[ةەھ]/g, "ه").replace(/[ىی]/g, "ي").replace(/ک/g, "ك").replace(/&/g, " and ").replace(BETWEEN, " ").trim();
  return words.replace(/(^| )(?:st|ste|sainte)(?= |$)/g, "$1saint").replace(/^the /, "");
}

/** Each country once, in the order of the select: code, name, and the keys that it is found by. */
function countriesOf(select) {
  const byCode = new Map();
  const options = Array.from(select.options).filter((option) => option.value);
  for (const { value, text } of options.filter((option) => !("other" in option.dataset))) {
    if (byCode.has(value)) continue;
    byCode.set(value, { code: value, name: text, keys: new Set(), learned: new Set(), codes: new Set([value.toLowerCase()]) });
  }
  for (const { value, text } of options) {
    for (const name of [text, text.replace(/ \(.*/, "")]) byCode.get(value).keys.add(plain(name));
  }
  return byCode;
}

const NOT_AT_ALL = 9;

/** How near one of these names is to what is typed, 0 the nearest. */
function nearness(keys, typed) {
  let least = NOT_AT_ALL;
  for (const key of keys) {
    if (key === typed) return 0;
    if (key.startsWith(typed)) least = Math.min(least, 1);
    else if (` ${key}`.includes(` ${typed}`)) least = Math.min(least, 2);
    else if (typed.length > 2 && key.includes(typed)) least = Math.min(least, 3);
  }
  return least;
}

/** How near a country is. What it is called on this page comes before what it is called elsewhere. */
function distance({ keys, learned, codes }, typed) {
  const here = codes.has(typed) ? 0 : nearness(keys, typed);
  if (here === 0) return 0;
  const elsewhere = nearness(learned, typed);
  return elsewhere === 0 ? 1 : Math.min(2 * here, 2 * elsewhere + 1);
}

function matching(byCode, typed) {
  const near = Array.from(byCode.values(), (country, place) => ({ country, place, far: distance(country, typed) }));
  const found = near.filter(({ far }) => far < NOT_AT_ALL).sort((a, b) => a.far - b.far || a.place - b.place);
  return found.map(({ country }) => country);
}

function element(name, attributes) {
  const made = document.createElement(name);
  for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
  return made;
}

/** The other names, in all languages, are fetched once somebody goes to the field. */
async function learn(select, byCode) {
  const answer = await fetch(select.dataset.names).catch(() => null);
  const names = answer && answer.ok ? await answer.json() : {};
  for (const code of Object.keys(names)) {
    const country = byCode.get(code);
    for (const name of country ? names[code] : []) {
      if (/^[A-Z]{3}$/.test(name)) country.codes.add(name.toLowerCase());
      else country.learned.add(plain(name));
    }
  }
}

function searchable(select) {
  const byCode = countriesOf(select);
  const id = `${select.id}-names`;
  const { search, none } = select.dataset;
  const field = element("div", { class: "finder" });
  const input = element("input", {
    type: "text", role: "combobox", id: `${select.id}-search`, tabindex: -1, autocomplete: "off", spellcheck: "false",
    "aria-label": search, "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
  });
  const list = element("ul", { role: "listbox", id, "aria-label": search, hidden: "" });
  const told = element("p", { role: "status", class: "hint" });
  let shown = [], before = "", asked = null, ours = false;

  const name = () => (byCode.has(select.value) ? byCode.get(select.value).name : select.options[select.selectedIndex].text);
  const show = () => { input.value = name(); };
  const open = () => !list.hidden;

  function choose(code) {
    if (select.value !== code) {
      select.value = code;
      ours = true; // so that what is typed stays as it is
      select.dispatchEvent(new Event("change", { bubbles: true }));
      ours = false;
    }
    for (const item of list.children) item.setAttribute("aria-selected", String(item.dataset.code === code));
    const active = list.querySelector("[aria-selected=true]");
    if (active) {
      input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function fill(typed) {
    shown = typed ? matching(byCode, typed) : Array.from(byCode.values());
    list.textContent = "";
    for (const { code, name: text } of shown) {
      const item = element("li", { role: "option", id: `${id}-${code}`, "data-code": code, "aria-selected": "false" });
      item.textContent = text;
      list.appendChild(item);
    }
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(open()));
    told.textContent = shown.length ? "" : none;
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function take() {
    before = select.value;
    show();
    close();
  }

  function find() {
    const typed = plain(input.value);
    fill(typed);
    choose(typed && shown.length ? shown[0].code : "");
  }

  function move(by) {
    if (!open()) fill("");
    const at = shown.findIndex(({ code }) => code === select.value);
    choose(shown[Math.max(0, Math.min(shown.length - 1, at + by))].code);
    show();
  }

  input.addEventListener("focus", () => {
    before = select.value;
    select.tabIndex = -1; // Tab goes on to what follows, not to the same field once more
    input.select();
    fill("");
    choose(select.value);
    if (!asked) asked = learn(select, byCode).then(() => { if (document.activeElement === input && input.value !== name()) find(); });
  });
  input.addEventListener("blur", () => {
    close();
    select.removeAttribute("tabindex");
    if (select.value) show();
  });
  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) move(step);
    else if (event.key === "Escape" && open()) {
      choose(before);
      show();
      close();
    } else if (event.key === "Enter" && open()) take();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => {
    if (!target.dataset.code) return;
    choose(target.dataset.code);
    take();
  });
  select.addEventListener("change", () => { if (!ours) show(); });
  select.addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
    if (key.length > 1 || key === " " || ctrlKey || metaKey || altKey) return;
    input.focus(); // the letter that was typed goes there
    input.value = "";
  });
  window.addEventListener("pageshow", show); // what a browser filled in again

  select.parentNode.insertBefore(field, select);
  for (const part of [input, select, list]) field.appendChild(part);
  field.parentNode.insertBefore(told, field.nextSibling);
  show();
}

for (const select of document.querySelectorAll("select[data-names]")) searchable(select);
