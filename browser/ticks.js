// Rows that can be ticked: fakes, whose numbers in the log go back to the organisers, and no names.
import { plainName, save } from "./files.js";
import { isolated } from "./words.js";

/** What is ticked in this block, by a row's place, and the button that saves it. */
export class Ticks {
  #indexes = new Map();

  constructor(block, words, slug) {
    this.button = block.querySelector("[data-weed]");
    this.words = words;
    this.button.addEventListener("click", () => {
      const indexes = [...this.#indexes.values()].sort((one, other) => one - other);
      save(indexes.map((index) => `${index}\n`).join(""), plainName(`${slug}-indexes.txt`));
    });
    this.#tell();
  }

  has(place) {
    return this.#indexes.has(place);
  }

  set(place, index, ticked) {
    if (ticked) this.#indexes.set(place, index);
    else this.#indexes.delete(place);
    this.#tell();
  }

  #tell() {
    this.button.replaceChildren(this.words.say("weed", { number: this.#indexes.size }));
    this.button.disabled = !this.#indexes.size;
  }
}

/** A signer's row; one without a number in the log, or that doesn't count any more, can't be ticked.
 *
 * Without `ticks` none can be.
 */
export function item(row, words, { place, ticks = null, counts = true, more = [] }) {
  const element = words.made("row");
  const box = element.querySelector("input");
  const facts = [
    row.country === undefined ? "" : row.country ? words.country(row.country) : words.text("no-country"),
    words.shown(words.dated(row.day)),
    ...(row.wants_updates ? [words.text("wants-updates")] : []),
    row.index === null ? words.text("no-place") : words.text("place", { index: String(row.index) }),
    ...more,
  ];
  element.querySelector("[data-name]").textContent = row.name;
  const email = element.querySelector("[data-email]");
  email.textContent = row.email;
  if (!row.email) for (const part of [email.nextElementSibling, email]) part.remove(); // a slip has none: no empty line
  element.querySelector("[data-facts]").replaceChildren(...facts.filter(Boolean).flatMap((fact, n) => [n ? " · " : "", isolated(fact)]));
  if (!ticks) {
    box.remove();
    return element;
  }
  box.checked = ticks.has(place);
  box.disabled = row.index === null || !counts;
  box.addEventListener("change", () => ticks.set(place, row.index, box.checked));
  return element;
}
