// The page: a view for a letter, a count and a receipt, in the language that its reader's browser asks for.
import { takesDrops } from "../files.js";
import { onSubmit } from "../form.js";
import { filled, onLanguage, pageParts, preferred } from "../parts.js";
import { Words } from "../words.js";
import { asked } from "./fields.js";
import { ask } from "./asking.js";
import { takesFolders } from "./dropped.js";
import { keyField } from "./key_field.js";
import { show } from "./result.js";

const FIRST = "letter";
let parts, place, part;
let leaving = new AbortController();

/** [the view, the name of a campaign of this site whose log is meant], as the address has them. */
function addressed() {
  const [name, ...rest] = location.hash.slice(1).split("&");
  return [name, new URLSearchParams(rest.join("&")).get("log") ?? ""];
}

/** The view that the address asks for, in this part or, where this language hasn't got it, in the first. */
function chosen() {
  const [name] = addressed();
  const find = () => part.content.querySelector(`[data-view="${CSS.escape(name || FIRST)}"]`);
  if (!find() && parts[0].content.querySelector(`[data-view="${CSS.escape(name)}"]`)) part = parts[0];
  return (find() ?? part.content.querySelector(`[data-view="${FIRST}"]`)).cloneNode(true);
}

function draw() {
  leaving.abort();
  leaving = new AbortController();
  const view = chosen();
  const words = new Words(part);
  Object.assign(document.documentElement, { lang: part.lang, dir: part.dir });
  document.title = view.dataset.title;
  const [languages, foot, views] = ["[data-languages]", "[data-foot]", ".views"].map((each) => part.content.querySelector(each)?.cloneNode(true));
  languages.className = "dateline languages";
  view.className = "step holder verifier";
  view.prepend(languages);
  if (views) {
    views.querySelector(`[href="#${view.dataset.view}"]`).closest("li").remove();
    view.append(views);
  }
  view.append(foot);
  place.replaceChildren(view);
  onLanguage(view, parts, drawIn);
  for (const link of view.querySelectorAll("[data-language]")) link.hash = view.dataset.view;
  enliven(view, words, leaving.signal);
}

async function drawIn(other) {
  part = await filled(other, parts);
  draw();
}

function enliven(view, words, signal) {
  const form = view.querySelector("form[data-check]");
  const states = JSON.parse(part.content.querySelector("[data-states]").content.textContent);
  for (const block of form.querySelectorAll(".drop")) takesDrops(block);
  takesFolders(form.elements.folder);
  keyField(form, words);
  const [, slug] = addressed();
  if (form.elements.address && /^[\w-]+$/.test(slug)) {
    form.elements.address.value = `${location.origin}/${slug}`;
    form.elements.address.closest("details").open = true;
  }
  for (const name of Object.values(states)) form.querySelector("[data-countries]")?.append(new Option(name));
  const result = view.querySelector("[data-result]");
  const work = async () => {
    const question = await asked(form, { view: view.dataset.view, states });
    const answer = await counted(form, words, signal, (told) => ask(question, told));
    show(result, words, answer, { view: view.dataset.view, states });
  };
  onSubmit(form, words, work, result);
}

/** Do `work` while a bar and a sentence tell how far it is, and a button ends it. */
async function counted(form, words, signal, work) {
  const block = form.querySelector("[data-progress]");
  const bar = block.querySelector("progress");
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  const tell = ({ count, all }) => {
    Object.assign(bar, { max: Math.max(1, all), value: count });
    block.querySelector("[data-count]").replaceChildren(words.say("reading", { count, all }));
  };
  bar.removeAttribute("value");
  block.hidden = false;
  block.querySelector("[data-stop]").onclick = stop;
  signal.addEventListener("abort", stop);
  try {
    return await work({ tell, signal: stopped.signal });
  } finally {
    block.hidden = true;
    block.querySelector("[data-count]").replaceChildren();
  }
}

export function startPage() {
  parts = pageParts();
  place = document.getElementById("page");
  part = parts[0];
  addEventListener("hashchange", () => {
    draw();
    scrollTo(0, 0);
    place.querySelector("h1").focus();
  });
  document.documentElement.dataset.ready = "yes";
  return drawIn(preferred(parts));
}
