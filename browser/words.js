// The words of the page in one language, as its template has them: `{name}` in a sentence is a place for a fact.

/** What the part of the page for one language says: `say(key, facts)` gives a fragment for a document. */
export class Words {
  constructor(part) {
    this.language = part.lang;
    this.sentences = new Map();
    for (const each of part.content.querySelectorAll("template[data-word]")) {
      this.sentences.set(each.dataset.word, each.content.textContent.trim());
    }
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

  shown(fact) {
    if (fact instanceof Date) return this.days.format(fact);
    return typeof fact === "number" ? this.numbers.format(fact) : fact;
  }
}

function isolated(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}
