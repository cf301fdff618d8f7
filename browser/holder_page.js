// The page of a holder of keys: make one, answer a drill, open a list, read names beside the desk's signatures. What it needs stands in its templates, a part
// for each language; what is made or opened lives in this page's memory and goes with it.
import { parsed } from "./desk.js";
import { drillView } from "./drill_view.js";
import { makeView } from "./make_view.js";
import { namesView } from "./names_view.js";
import { openView } from "./open_view.js";
import { onLanguage, pageParts, preferred } from "./parts.js";
import { Words } from "./words.js";

const VIEWS = { start() {}, make: makeView, drill: drillView, open: openView, names: namesView };
const session = { part: null, invitation: null, made: null, saved: true, offline: false, campaign: null };
let parts, place;
let leaving = new AbortController();

/** Take an invitation out of the address, so that it stays in no history, and tell which view is asked for. */
function addressed() {
  const { view, invitation, campaign } = parsed(location.hash);
  session.campaign = campaign;
  if (invitation && !session.offline) {
    session.invitation = invitation;
    history.replaceState(null, "", `#${view}`);
  }
  return Object.hasOwn(VIEWS, view) && inPart(view) ? view : "start";
}

/** The view of this name in the page's language; null where the page has none, as a file has no names. */
const inPart = (name) => session.part.content.querySelector(`[data-view="${name}"]`);

function show() {
  const name = addressed();
  leaving.abort();
  leaving = new AbortController();
  const view = inPart(name).cloneNode(true);
  Object.assign(document.documentElement, { lang: session.part.lang, dir: session.part.dir });
  document.title = view.dataset.title;
  place.replaceChildren(view);
  onLanguage(view, parts, showIn);
  VIEWS[name](view, new Words(session.part), session, leaving.signal);
}

function showIn(part) {
  session.part = part;
  show();
}

export function startPage() {
  parts = pageParts();
  place = document.getElementById("page");
  // Opened from disk it knows no desk, and may open what the served page doesn't.
  Object.assign(session, { part: preferred(parts), offline: "offline" in place.dataset });
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
