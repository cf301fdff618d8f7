// Answer a drill: read the word that was sealed to this key, and hand it back.
import { send } from "./desk.js";
import { drilledWord } from "./drill.js";
import { takesDrops } from "./files.js";
import { onSubmit } from "./form.js";
import { Refusal } from "./refusal.js";
import { lockFields, unlocked } from "./unlock.js";

const LARGEST = 1_000_000;

/** With an invitation one button does all: the desk seals a word when it is asked, and gets it back. */
export function drillView(view, words, { invitation }) {
  const form = view.querySelector("form[data-drill]");
  lockFields(form, words);
  takesDrops(form.elements.drill_file.closest(".drop"));
  form.elements.drill_file.addEventListener("change", () => readInto(form));
  if (invitation) {
    form.querySelector("[data-pasted]").hidden = true;
    form.querySelector("button").replaceChildren(words.say("prove"));
  }
  const work = async () => {
    const { identities, by } = await unlocked(form);
    const drill = invitation ? await fetched(view, invitation) : form.elements.drill.value;
    const word = await drilledWord(drill, identities);
    if (invitation) await handBack(view, invitation, { word, by });
    answer(view, word, invitation);
  };
  onSubmit(form, words, work, view.querySelector("[data-answer]"));
}

async function readInto({ elements: { drill, drill_file } }) {
  const [file] = drill_file.files;
  drill.value = file ? await file.slice(0, LARGEST).text().catch(() => "") : "";
}

async function fetched(view, { token }) {
  const { drill } = await send(view.querySelector("form[data-fetch]"), { invitation: token });
  if (typeof drill !== "string") throw new Refusal("desk-away");
  return drill;
}

const handBack = (view, { token }, { word, by }) =>
  send(view.querySelector("form[data-prove]"), { invitation: token, word, by });

function answer(view, word, invitation) {
  view.querySelector("[data-drilled]").textContent = word;
  view.querySelector("[data-proved]").hidden = !invitation;
  view.querySelector("[data-tell]").hidden = Boolean(invitation);
  view.querySelector("[data-answer]").hidden = false;
  view.querySelector("[data-answer] h2").focus();
}
