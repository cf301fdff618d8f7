// Who left: those of an older list whom the newer one no longer has.
import { openList } from "./opening.js";
import { plainName, save } from "./files.js";
import { Refusal } from "./refusal.js";
import { shaped } from "./save_view.js";
import { turns } from "./turns.js";

const SHOWN = 200;

/** Both have to be lists of one campaign, the older one first. Throws Refusal. */
export function requireOlder(older, newer, { file, than }) {
  if (older.header.slug !== newer.header.slug) throw new Refusal("older-of-another", { file: file.name, slug: newer.header.slug });
  if (older.header.paper !== newer.header.paper) throw new Refusal("older-of-another-kind", { file: file.name });
  if (older.header.day > newer.header.day) throw new Refusal("older-is-newer", { file: file.name, than: than.name });
}

/** The rows of the older list whose records are not in `rows`; nobody else's is opened. Throws Refusal. */
export async function whoLeft(rows, { file, frame, identities, progress, signal }) {
  const except = new Set();
  await rows.where((row) => void except.add(row.record), { turn: turns(), signal });
  return openList({ file, frame, identities, progress, signal, except });
}

/** Say how many left, and who: these go from all copies. */
export function leftView(block, words, { header, left, signal }) {
  const facts = { number: left.count, day: words.dated(header.day) };
  block.querySelector("[data-left-sum]").replaceChildren(words.say(left.count ? "left" : "nobody-left", facts));
  block.querySelector("[data-delete]").replaceChildren(words.say("delete", facts));
  const some = left.at(Array.from({ length: Math.min(left.count, SHOWN) }, (_, place) => place));
  block.querySelector("[data-left-rows]").replaceChildren(...some.map((row) => item(row, words)));
  const more = block.querySelector("[data-left-more]");
  more.replaceChildren(words.say("left-more", { number: left.count - some.length }));
  more.hidden = left.count === some.length;
  for (const part of block.querySelectorAll("[data-some-left]")) part.hidden = !left.count;
  block.querySelector("[data-save-left]").addEventListener("click", async () => {
    const places = Array.from({ length: left.count }, (_, place) => place);
    const [pieces] = left.parts(places, left.count);
    save(await shaped({ kind: "csv", about: {}, pieces }, signal), fileName(header));
  });
  block.hidden = false;
}

const fileName = ({ slug, day }) => plainName(`${slug}-left-since-${day}.csv`);

function item(row, words) {
  const element = words.made("left");
  element.querySelector("[data-name]").textContent = row.name;
  element.querySelector("[data-email]").textContent = row.email;
  return element;
}
