// Open a list: the sealed file and a key in, a .csv file out, or a sentence and nothing.
import { save, takesDrops } from "./files.js";
import { aMoment, onSubmit } from "./form.js";
import { Refusal } from "./refusal.js";
import { readFrame } from "./sealed_list.js";
import { lockFields, unlocked } from "./unlock.js";
import { unseal } from "./unseal.js";

export function openView(view, words, session, signal) {
  const form = view.querySelector("form[data-open]");
  lockFields(form, words);
  takesDrops(form.elements.list.closest(".drop"));
  form.elements.list.addEventListener("change", () => sayWhere(form, session));
  const work = async () => {
    const [file] = form.elements.list.files;
    if (!file) throw new Refusal("no-list-given");
    const frame = await readFrame(file);
    if (protectedFrom(session, frame)) throw new Refusal("list-protected", { slug: frame.header.slug });
    const { identities } = await unlocked(form);
    await aMoment();
    const csv = await counted(form, words, frame, (progress) => unseal({ file, frame, identities, progress, signal }));
    show(view, words, frame, csv);
  };
  onSubmit(form, words, work, view.querySelector("[data-opened]"));
}

/** Where having signed could harm somebody no name is opened in a page that comes from a server. */
const protectedFrom = (session, { header }) => !session.offline && header.harm;

/** Say of such a list at once that this page won't open it, and ask for no key. */
async function sayWhere(form, session) {
  const [file] = form.elements.list.files;
  const frame = file && (await readFrame(file).catch(() => null));
  const hides = Boolean(frame && protectedFrom(session, frame));
  for (const part of form.querySelectorAll("[data-elsewhere]")) part.hidden = !hides;
  for (const part of form.querySelectorAll("fieldset, button")) part.hidden = hides;
}

/** Do `work` while a bar and a sentence tell how far it is. */
async function counted(form, words, { count }, work) {
  const place = form.querySelector("[data-progress]");
  const bar = place.querySelector("progress");
  const tell = (number) => {
    bar.value = number;
    place.querySelector("[data-count]").replaceChildren(words.say("opened-so-far", { number, all: count }));
  };
  bar.max = Math.max(1, count);
  tell(0);
  place.hidden = false;
  try {
    return await work(tell);
  } finally {
    place.hidden = true;
  }
}

function show(view, words, { header, count }, csv) {
  const name = `${header.slug}-${header.day}`.replace(/[^\p{L}\p{N}_-]/gu, "-");
  const [sum, button] = view.querySelectorAll("[data-sum], [data-save]");
  sum.replaceChildren(words.say("opened", { number: count, slug: header.slug, day: dated(header.day) }));
  button.replaceChildren(words.say("save", { file: `${name}.csv` }));
  button.onclick = () => save(csv, `${name}.csv`);
  view.querySelector("[data-opened]").hidden = false;
  view.querySelector("[data-opened] h2").focus();
}

/** A day as it is written in lists; what is none stays as it stands there. */
function dated(text) {
  const day = new Date(text);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.valueOf()) ? day : text;
}
