// The fields that a key is given by: its file and passphrase, or the groups of its printed page.
import { Refusal } from "./refusal.js";
import { takesDrops } from "./files.js";
import { readIdentities } from "./identity.js";
import { count, GROUPS, misread, pastedKey, readGroups } from "./paper.js";

/** Bring the fields to life. */
export function lockFields(form, words) {
  const typed = form.elements.groups;
  takesDrops(form.elements.key.closest(".drop"));
  typed.addEventListener("input", () => {
    form.querySelector("[data-groups]").replaceChildren(standing(typed.value, words));
  });
}

/** The keys that the form was given, and whether they came from a `file` or from `paper`. Throws Refusal. */
export async function unlocked(form) {
  const { key, passphrase, groups } = form.elements;
  if (groups.value.trim()) return { identities: [await readGroups(groups.value)], by: "paper" };
  if (!key.files.length) throw new Refusal("no-key-given");
  return { identities: await readIdentities(key.files[0], passphrase.value), by: "file" };
}

function standing(text, words) {
  if (!text.trim() || pastedKey(text)) return "";
  const last = /\s$/.test(text) || count(text) === GROUPS;
  const [first] = misread(text).filter((number) => last || number < count(text));
  if (first) return words.say("group-wrong", { number: first });
  return words.say("groups-so-far", { number: count(text), all: GROUPS });
}
