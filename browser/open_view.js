// Open a list: the sealed file and a key in, its rows on the page, or a sentence and nothing.
import { takesDrops } from "./files.js";
import { aMoment, onSubmit } from "./form.js";
import { openList } from "./opening.js";
import { Refusal } from "./refusal.js";
import { rowsView } from "./rows_view.js";
import { saveView } from "./save_view.js";
import { readFrame } from "./sealed_list.js";
import { lockFields, unlocked } from "./unlock.js";

export function openView(view, words, session, signal) {
  const form = view.querySelector("form[data-open]");
  const result = view.querySelector("[data-opened]");
  const untouched = result.cloneNode(true);
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
    const rows = await counted(form, words, frame, (progress) => openList({ file, frame, identities, progress, signal }));
    result.replaceChildren(...untouched.cloneNode(true).childNodes);
    await show(result, words, { header: frame.header, rows, signal });
  };
  onSubmit(form, words, work, result);
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

async function show(result, words, { header, rows, signal }) {
  const sum = result.querySelector("[data-sum]");
  sum.replaceChildren(words.say("opened", { number: rows.count, slug: header.slug, day: words.dated(header.day) }));
  const shown = await rowsView(result, words, { header, rows, signal });
  saveView(result.querySelector("form[data-keep]"), words, { header, rows, shown, signal });
  result.hidden = false;
  sum.focus();
}
