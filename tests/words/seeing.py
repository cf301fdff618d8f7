"""Where a message stands on a rendered page: its words become a pattern, the page says which element has them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.words.taking import VALUE

MARKUP = re.compile(r"<[^>]+>")
BRIEF = 6  # signs of fixed words below which an element must say nothing else, or any page would match

# Marks the smallest element that says it, and gives its place; one that is closed is opened, a choice shows its list.
FIND = """([patterns, brief]) => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const plain = text => text.replace(/[\\s\\u2066-\\u2069]+/g, " ").trim();
  const own = [];
  for (const element of document.querySelectorAll("title, body, body *")) {
    if (element.closest("script, style, template, noscript")) continue;
    const texts = [element.textContent, element.getAttribute("aria-label"), element.getAttribute("title")];
    for (const text of texts) if (text && plain(text)) own.push([element, plain(text)]);
  }
  // Most messages stand on no page: one whose fixed words aren't there is looked for no further.
  const all = own.map(([, text]) => text).join("\\n");
  const places = {};
  for (const [key, sources] of Object.entries(patterns)) {
    for (const [source, fixed, words] of sources) {
      if (!words.every(each => all.includes(each))) continue;
      const whole = new RegExp(`^${source}$`, "u"), within = new RegExp(source, "u");
      let best = own.filter(([, text]) => whole.test(text)).pop();
      if (!best && fixed >= brief) best = own.filter(([, text]) => within.test(text)).pop();
      if (!best) continue;
      let shown = best[0].localName === "title" ? document.querySelector("h1") : best[0];
      while (shown && !shown.getClientRects().length) shown = shown.parentElement;
      if (!shown || shown.localName === "html") continue;
      shown.setAttribute("data-says", [shown.getAttribute("data-says") || "", key].join(" ").trim());
      places[key] = best[1];
      break;
    }
  }
  return places;
}"""


@dataclass(frozen=True)
class Sight:
    """A message on a page: in which state of it, what stands there, and a picture as JPEG."""

    state: str
    said: str
    picture: bytes


def bare(words: str) -> str:
    """A message as it looks on a page before its values are filled in."""
    return " ".join(MARKUP.sub("", words).replace("%%", "%").split())


def pattern(words: str) -> tuple[str, int, list[str]]:
    """(JavaScript pattern, how many of its signs are fixed, its fixed words) of a message as it looks once said."""
    text = bare(words)
    parts, values = VALUE.split(text), VALUE.findall(text)
    source = "(?:.+?)".join(_escaped(part) for part in parts)
    return source, len(text) - sum(map(len, values)) - len(values), parts


def _escaped(text: str) -> str:
    return re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", text)


def see(page: Any, state: str, wanted: Mapping[str, Sequence[str]]) -> dict[str, Sight]:
    """Those of the wanted messages, {key: forms}, that stand on the page, each with a picture of where."""
    patterns = {key: [pattern(words) for words in forms] for key, forms in wanted.items()}
    sights = {}
    for key, said in page.evaluate(FIND, [patterns, BRIEF]).items():
        element = page.locator(f'[data-says~="{key}"]').first
        element.evaluate(
            "each => { each.style.outline = '3px solid #c0392b'; each.scrollIntoView({block: 'center'}); }"
        )
        sights[key] = Sight(state, said, page.screenshot(type="jpeg", quality=45))
        element.evaluate("each => { each.style.outline = ''; }")
    return sights
