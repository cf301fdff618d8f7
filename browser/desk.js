// The doors of the desk, for who came by an invitation: `/holder.html#make&name=maya&invitation=TOKEN`.
//
// Each takes a form, posted without cookies: the token in it is the whole right, whoever posts, so they lie outside
// /desk. Their addresses are those of forms of the page. docs/holders.md has the protocol.
import { Refusal } from "./refusal.js";

const SLUG = /^[a-z0-9-]{1,60}$/;
const TOKEN = /^[A-Za-z0-9_-]{22,128}$/;
const AROUND = /^[^A-Za-z0-9_-]+|[^A-Za-z0-9_-]+$/g; // what programs take into a link that they make clickable
const REASONS = { 404: "invitation-over", 409: "offer-of-another", 410: "invitation-over", 422: "not-taken-so", 429: "too-many" };

/** What a fragment says: which view, of an invitation its token and the holder's name, of names whose they are. */
export function parsed(fragment) {
  const [view, ...rest] = fragment.replace(/^#/, "").split("&");
  const facts = new URLSearchParams(rest.join("&"));
  const token = (facts.get("invitation") ?? "").replace(AROUND, "");
  const campaign = SLUG.test(facts.get("campaign") ?? "") ? facts.get("campaign") : null;
  return { view, campaign, invitation: TOKEN.test(token) ? { token, name: facts.get("name") ?? "" } : null };
}

/** Post a form with these values; what the desk answered, as JSON or nothing. Throws Refusal. */
export async function send(form, values) {
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "strict-origin",
  }).catch(() => null);
  if (!answer?.ok) throw new Refusal(REASONS[answer?.status] ?? "desk-away");
  return answer.json().catch(() => ({}));
}
