// Make a key: a name, a passphrase, then the file, the page to print and the public half.
import { send } from "./desk.js";
import { save } from "./files.js";
import { onSubmit } from "./form.js";
import { keyFile, newIdentity, publicFile } from "./identity.js";
import { groups } from "./paper.js";
import { proposal, SHORTEST } from "./passphrase.js";
import { Refusal } from "./refusal.js";

const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_-]{0,39}$/u;

/** `session.made` outlives the view: a change of language loses no key. */
export function makeView(view, words, session) {
  const form = view.querySelector("form[data-make]");
  const { name, passphrase, again, shown } = form.elements;
  name.value = session.invitation?.name ?? "";
  form.querySelector("[data-another]").addEventListener("click", () => propose(form));
  shown.addEventListener("change", () => {
    for (const field of [passphrase, again]) field.type = shown.checked ? "text" : "password";
  });
  propose(form);
  onSubmit(form, words, async () => {
    session.made = await made(form);
    session.saved = false;
    form.reset();
    keep(view, words, session);
    view.querySelector("[data-made] h2").focus();
  });
  if (session.made) keep(view, words, session);
}

function propose(form) {
  form.querySelector("[data-proposal]").textContent = proposal();
}

async function made({ elements: { name, passphrase, again } }) {
  if (!NAME.test(name.value.trim())) throw new Refusal("one-word");
  if (passphrase.value.length < SHORTEST) throw new Refusal("passphrase-short", { number: SHORTEST });
  if (passphrase.value !== again.value) throw new Refusal("passphrases-differ");
  const identity = await newIdentity();
  return { name: name.value.trim(), identity, file: await keyFile(identity, passphrase.value) };
}

/** Show what was made, and the ways to keep it. */
function keep(view, words, session) {
  const { name, identity, file } = session.made;
  const kept = view.querySelector("[data-made]");
  view.querySelector("form[data-make]").hidden = true;
  kept.hidden = false;
  for (const place of view.querySelectorAll("[data-name]")) place.textContent = name;
  for (const place of view.querySelectorAll("[data-file]")) place.textContent = name + place.dataset.file;
  for (const place of view.querySelectorAll("[data-recipient]")) place.textContent = identity.recipient;
  for (const place of view.querySelectorAll("[data-paper]")) place.replaceChildren(...groups(identity.secret).map(item));
  for (const place of view.querySelectorAll("[data-address]")) place.textContent = location.origin + location.pathname;
  onClick(kept, "[data-save-key]", () => {
    save(file, `${name}.key`);
    session.saved = true;
  });
  onClick(kept, "[data-save-public]", () => save(publicFile(name, identity), `${name}.pub`));
  onClick(kept, "[data-print]", () => window.print());
  if (session.invitation) offer(kept.querySelector("form[data-offer]"), words, session);
}

/** The public half to the desk, by one button. */
function offer(form, words, session) {
  const { name, identity } = session.made;
  const { token } = session.invitation;
  form.hidden = false;
  onSubmit(form, words, async () => {
    await send(form, { invitation: token, name, recipient: identity.recipient });
    form.querySelector("[data-sent]").replaceChildren(words.say("offered"));
    form.querySelector("button").hidden = true;
  });
}

const onClick = (within, selector, act) => within.querySelector(selector).addEventListener("click", act);

function item(text) {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
}
