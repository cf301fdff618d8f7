"""Each further language on each page: in its own words and direction, accessible, and never wider than the phone."""

import re
from itertools import cycle
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from campaign.lib.languages import ALWAYS_ON, LANGUAGES, TABLE, direction
from tests.browser.stage import LONG, Stage
from tests.browser.states import STATES, Visitor
from tests.browser.test_states import ALL, AXE, RUN

# The text of each node that is said to be in the page's own language, but for names, addresses and code.
SAID = """() => {
  const page = document.documentElement.lang, texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const within = walker.currentNode.parentElement;
    const isSaid = !within.closest("bdi, code, pre, kbd, script, [dir=ltr] .code, .address");
    if (isSaid && within.closest("[lang]").lang === page)
      texts.push(walker.currentNode.data.trim());
  }
  for (const named of document.querySelectorAll("[aria-label], [title]"))
    texts.push(named.getAttribute("aria-label") || "", named.title);
  return texts.filter(Boolean);
}"""
# Words without which English hardly makes a sentence, and that no other language of ours has.
ENGLISH = re.compile(
    r"\b(the|and|your|you|or|where|of|with|that|this|is|are|have|been|was|for|from|by|it|its|can|will)\b",
    re.I,
)
LATIN_RUN = re.compile(r"[A-Za-z]{2,}(?:[ ,;:]+[A-Za-z]{2,}){2,}")
# What all languages write so, and what stands in the stage's own campaigns.
NAMES = re.compile(
    r"(https?:)?//\S+|\S+@\S+|\S+\.(py|pdf|json|csv|md|html|key|txt)\b|Clear Skies Initiative|Rooftop Watch|"
    r"Doctors of the Old City|Merkle Tree|Chrome|Firefox|Safari|[A-Z]{2,}[0-9-]*"
)
FURTHER = [code for code in LANGUAGES if code not in ALWAYS_ON]
DESKS = {"mail folder"}  # in the languages of the desk alone
# `make test` reads each language in some states, and has axe look at it in one of these.
QUICK = {"first signature", "form error", "confirm", "link unknown", "tally"}
LOOKED_AT = set(zip(cycle(sorted(QUICK)), FURTHER, strict=False))
EACH = [
    pytest.param(state, code, marks=[] if state in QUICK else [pytest.mark.full])
    for state in STATES
    if state not in DESKS
    for code in FURTHER
]
BY_TURNS = [
    pytest.param(state, code, marks=[] if (state, code) in LOOKED_AT else [pytest.mark.full])
    for state in STATES
    if state not in DESKS
    for code in FURTHER
]


def english_in(texts: list[str], code: str) -> list[str]:
    """Those that say something in English, or among other scripts at least three words in Latin letters."""
    plain = [NAMES.sub(" ", text) for text in texts if not any(name in text for name in LONG)]
    if TABLE[code].script == "Latn":
        return [text for text in plain if len(set(map(str.lower, ENGLISH.findall(text)))) > 1]
    return [text for text in plain if LATIN_RUN.search(text)]


@pytest.fixture(scope="module")
def context(browser: Any, stage: Stage) -> Any:
    """One for all, as wide as the smallest phone."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    context.new_page().goto(f"{stage.base}/en/open")  # stays, so that others begin in its process
    yield context
    context.close()


@pytest.mark.parametrize(("state", "code"), EACH)
def test_a_state_is_in_its_words_and_as_wide_as_the_phone(
    context: BrowserContext, stage: Stage, state: str, code: str
) -> None:
    page = context.new_page()
    STATES[state](Visitor(page, stage, code))
    shown = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    assert shown == [LANGUAGES[code].tag, direction(code)]
    assert english_in(page.evaluate(SAID), code) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


@pytest.mark.parametrize(("state", "code"), BY_TURNS)
def test_a_state_is_for_everybody(context: BrowserContext, stage: Stage, state: str, code: str) -> None:
    page = context.new_page()
    STATES[state](Visitor(page, stage, code))
    page.evaluate(AXE)
    assert page.evaluate(RUN, ALL) == []
    page.close()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Choose where you live, or leave it."),
        ("de", "It is not shown for now."),
        ("ru", "Подпись: Check the count yourself"),
    ],
)
def test_english_would_be_found(code: str, text: str) -> None:
    assert english_in([text], code) == [text]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Vous avez signé, et la liste est close."),
        ("fa", "JSON و CSV"),
        ("es", "Clear Skies Initiative y otros"),
    ],
)
def test_what_is_no_english_is_let_be(code: str, text: str) -> None:
    assert english_in([text], code) == []
