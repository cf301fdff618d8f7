// Answer a drill: read the word that was sealed to this key, and hand it back.
import { send } from "./desk.js";
import { drilledWord } from "./drill.js";
import { takesDrops } from "./files.js";
import { onSubmit } from "./form.js";
import { Refusal } from "./refusal.js";
import { lockFields, unlocked } from "./unlock.js";

const LARGEST = 1_000_000;

export function drillView(view, words, session) {
  const form = view.querySelector("form[data-drill]");
  lockFields(form, words);
  takesDrops(form.elements.drill_file.closest(".drop"));
  form.elements.drill_file.addEventListener("change", () => readInto(form));
  proves(view.querySelector("form[data-prove]"), words);
  if (session.invitation) fetched(view, form, words, session);
  const work = async () => {
    const { identities, by } = await unlocked(form);
    const word = await drilledWord(form.elements.drill.value, identities);
    answer(view, word);
    if (session.invitation) proof(view, session, { word, by });
  };
  onSubmit(form, words, work, view.querySelector("[data-answer]"));
}

async function readInto({ elements: { drill, drill_file } }) {
  const [file] = drill_file.files;
  drill.value = file ? await file.slice(0, LARGEST).text().catch(() => "") : "";
}

function answer(view, word) {
  view.querySelector("[data-answer]").hidden = false;
  view.querySelector("[data-drilled]").textContent = word;
  view.querySelector("[data-answer] h2").focus();
}

/** With an invitation the drill needn't be pasted: the desk seals a word when it is asked. */
function fetched(view, into, words, { invitation }) {
  const form = view.querySelector("form[data-fetch]");
  form.elements.invitation.value = invitation.token;
  form.hidden = false;
  onSubmit(form, words, async () => {
    const { drill } = await send(form);
    if (typeof drill !== "string") throw new Refusal("desk-away");
    into.elements.drill.value = drill;
    form.querySelector("[data-sent]").replaceChildren(words.say("fetched"));
  });
}

/** The word to the desk, by one button: once with the file, once with the printed page. */
function proof(view, { invitation }, { word, by }) {
  const form = view.querySelector("form[data-prove]");
  Object.assign(form.elements.invitation, { value: invitation.token });
  Object.assign(form.elements.word, { value: word });
  Object.assign(form.elements.by, { value: by });
  form.querySelector("[data-sent]").replaceChildren();
  form.querySelector("button").hidden = form.hidden = false;
}

function proves(form, words) {
  onSubmit(form, words, async () => {
    await send(form);
    form.querySelector("[data-sent]").replaceChildren(words.say("proved"));
    form.querySelector("button").hidden = true;
  });
}
