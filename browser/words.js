// The words of the page in one language, as its template has them: `{name}` in a sentence is a place for a fact.

/** What the part of the page for one language says: `say(key, facts)` gives a fragment for a document. */
export class Words {
  constructor(part) {
    this.language = part.lang;
    this.sentences = new Map();
    for (const each of part.content.querySelectorAll("template[data-word]")) {
      this.sentences.set(each.dataset.word, each.content.textContent.trim());
    }
    this.part = part;
    this.countries = new Intl.DisplayNames(part.dataset.locale, { type: "region" });
    this.numbers = new Intl.NumberFormat(part.dataset.locale);
    this.days = new Intl.DateTimeFormat(part.dataset.locale, { dateStyle: "long", timeZone: "UTC" });
  }

  /** A sentence. Facts are isolated, since a file's name may be written the other way round. */
  say(key, facts = {}) {
    const said = document.createDocumentFragment();
    for (const [n, piece] of this.sentences.get(key).split(/\{(\w+)\}/).entries()) {
      said.append(n % 2 ? isolated(this.shown(facts[piece])) : piece);
    }
    return said;
  }

  /** The same as a text: for where no elements are. */
  text(key, facts) {
    return this.say(key, facts).textContent;
  }

  /** A country's name; what is no code stays as it is. */
  country(code) {
    return /^[A-Z]{2}$/.test(code) ? this.countries.of(code) : code;
  }

  /** A day as it is written in lists; what is none stays as it is. */
  dated(text) {
    const day = new Date(text);
    return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.valueOf()) ? day : text;
  }

  /** A copy of an element that the page has for this. */
  made(name) {
    return this.part.content.querySelector(`template[data-made-of="${name}"]`).content.firstElementChild.cloneNode(true);
  }

  shown(fact) {
    if (fact instanceof Date) return this.days.format(fact);
    return typeof fact === "number" ? this.numbers.format(fact) : fact;
  }
}

/** A text whose direction is its own. */
export function isolated(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}
