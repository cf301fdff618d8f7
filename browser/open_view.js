// Open a list: the sealed file and a key in, its rows on the page, or a sentence and nothing.
import { takesDrops } from "./files.js";
import { aMoment, onSubmit } from "./form.js";
import { leftView, requireOlder, whoLeft } from "./left_view.js";
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
  for (const field of [form.elements.list, form.elements.older]) takesDrops(field.closest(".drop"));
  form.elements.list.addEventListener("change", () => sayWhere(form, session));
  const work = async () => {
    const [file] = form.elements.list.files;
    if (!file) throw new Refusal("no-list-given");
    const frame = await permitted(file, session);
    const [olderFile] = form.elements.older.files;
    const older = olderFile && { file: olderFile, frame: await permitted(olderFile, session) };
    if (older) requireOlder(older.frame, frame, { file: olderFile, than: file });
    const { identities } = await unlocked(form);
    await aMoment();
    const rows = await counted(form, words, frame, (progress) => openList({ file, frame, identities, progress, signal }));
    const left =
      older && (await counted(form, words, older.frame, (progress) => whoLeft(rows, { ...older, identities, progress, signal })));
    result.replaceChildren(...untouched.cloneNode(true).childNodes);
    if (left) leftView(result.querySelector("[data-left]"), words, { header: older.frame.header, left, signal });
    await show(result, words, { header: frame.header, rows, signal });
  };
  onSubmit(form, words, work, result);
}

/** Where having signed could harm somebody no name is opened in a page that comes from a server. */
const protectedFrom = (session, { header }) => !session.offline && header.harm;

async function permitted(file, session) {
  const frame = await readFrame(file);
  if (protectedFrom(session, frame)) throw new Refusal("list-protected", { slug: frame.header.slug });
  return frame;
}

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
  sum.replaceChildren(words.say(header.paper ? "opened-paper" : "opened", { number: rows.count, slug: header.slug, day: words.dated(header.day) }));
  const shown = await rowsView(result, words, { header, rows, signal });
  saveView(result.querySelector("form[data-keep]"), words, { header, rows, shown, signal });
  result.hidden = false;
  sum.focus();
}
