// The page of a holder of keys: make one, answer a drill, open a list. What it needs stands in its templates, a part
// for each language; what is made or opened lives in this page's memory and goes with it.
import { parsed } from "./desk.js";
import { drillView } from "./drill_view.js";
import { makeView } from "./make_view.js";
import { openView } from "./open_view.js";
import { Words } from "./words.js";

const VIEWS = { start() {}, make: makeView, drill: drillView, open: openView };
const session = { part: null, invitation: null, made: null, saved: true, offline: false };
let parts, place;
let leaving = new AbortController();

/** The first language of the browser that the page has. */
function preferred() {
  const wished = navigator.languages.map((code) => code.split("-")[0]);
  const code = wished.find((each) => parts.some((part) => part.lang === each));
  return parts.find((part) => part.lang === code) ?? parts[0];
}

/** Take an invitation out of the address, so that it stays in no history, and tell which view is asked for. */
function addressed() {
  const { view, invitation } = parsed(location.hash);
  if (invitation && !session.offline) {
    session.invitation = invitation;
    history.replaceState(null, "", `#${view}`);
  }
  return Object.hasOwn(VIEWS, view) ? view : "start";
}

function show() {
  const name = addressed();
  leaving.abort();
  leaving = new AbortController();
  const view = session.part.content.querySelector(`[data-view="${name}"]`).cloneNode(true);
  Object.assign(document.documentElement, { lang: session.part.lang, dir: session.part.dir });
  document.title = view.dataset.title;
  place.replaceChildren(view);
  for (const link of view.querySelectorAll("[data-language]")) link.addEventListener("click", changeLanguage);
  VIEWS[name](view, new Words(session.part), session, leaving.signal);
}

function changeLanguage(event) {
  event.preventDefault();
  session.part = parts.find((part) => part.lang === event.currentTarget.dataset.language);
  show();
}

export function startPage() {
  parts = [...document.querySelectorAll("template[data-part]")];
  place = document.getElementById("page");
  // Opened from disk it knows no desk, and may open what the served page doesn't.
  Object.assign(session, { part: preferred(), offline: "offline" in place.dataset });
  addEventListener("hashchange", () => {
    show();
    scrollTo(0, 0);
    place.querySelector("h1").focus();
  });
  addEventListener("beforeunload", (event) => {
    if (!session.saved) event.preventDefault();
  });
  show();
  document.documentElement.dataset.ready = "yes";
}
