"""Browsers of 2018 read every page: what they don't know stands behind a fallback, or behind @supports.

MDN's data say what they know; browser/floor.js compares. See architecture.md, The look.
"""

import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import BIN, ROOT
from tests.browser.stage import Stage
from tests.browser.states import STATES, Visitor

STATIC = ROOT / "static"
FLOOR = "chrome=61,firefox=60,safari=11"
# Their programs need newer browsers anyway: holder-floor.js and verify-floor.js say so to others.
HOLDERS = "chrome=105,firefox=115,safari=16"
OF_HOLDERS = {"holder.css", "holder.js", "holder-floor.js", "verify.js", "verify-floor.js"}
FILES = sorted(
    path for path in STATIC.iterdir() if path.suffix in {".css", ".js"} and path.name not in OF_HOLDERS
)

STYLES: list[tuple[str, list[str]]] = [
    ("@layer a { p { margin: 0 } }", ["@layer"]),
    ("p { inset: 0 }", ["p { inset }"]),
    ("p { margin-inline: 2px }", ["p { margin-inline }"]),
    ("p { padding-inline-start: 2px }", ["p { padding-inline-start }"]),
    ("p { -webkit-padding-start: 2px; padding-inline-start: 2px }", []),
    ("p { width: min(3px, 2vw) }", ["p { width: min() }"]),
    ("p { width: 3px; width: min(3px, 2vw) }", []),
    ("p { --w: clamp(1px, 2vw, 3px) }", ["p { --w: clamp() }"]),
    ("p:is(.a, .b) { margin: 0 }", ["p:is(.a,.b): :is"]),
    ("p:not(.a, .b) { margin: 0 }", ["p:not(.a,.b): :not(…, …)"]),
    ("p:has(b) { margin: 0 }", ["p:has(b): :has"]),
    ("p { position: sticky }", ["p { position: sticky }"]),
    ("p { position: -webkit-sticky; position: sticky }", []),
    ("p { display: flex; gap: 2px }", ["p { gap in flex }"]),
    ("@supports (inset: 0) { p { display: flex; gap: 2px; aspect-ratio: 1 } }", []),
    ("@supports (color: red) { p { aspect-ratio: 1 } }", ["p { aspect-ratio }"]),
    ("@media (prefers-color-scheme: dark) { p { color: red } }", []),
    ("p { colour: red }", ["p { colour? }"]),
]
MODULES: list[tuple[str, list[str]]] = [
    ("const a = b?.c;", ["isn't ES2017: Unexpected token (1:12)"]),
    ("const a = { ...b };", ["isn't ES2017: Unexpected token (1:12)"]),
    ("Object.fromEntries([]);", ["fromEntries is newer, and nothing asks for it"]),
    ("navigator.share({});", ["share is newer, and nothing asks for it"]),
    ("if (navigator.share) navigator.share({});", []),
    ("new ResizeObserver(draw);", ["ResizeObserver is newer, and nothing asks for it"]),
    ("async function a() { await fetch('/'); }", []),
]


def floor(sources: Path, *files: Path, of: str = FLOOR) -> dict[str, Any]:
    """What of each file those browsers lack without a fallback, and how they read a stylesheet."""
    ran = subprocess.run(
        [BIN / "node", "floor.js", of, *files], cwd=sources, capture_output=True, text=True, check=True
    )
    answers: dict[str, Any] = json.loads(ran.stdout)
    return {Path(name).name: answer for name, answer in answers.items()}


def test_no_stylesheet_and_no_module_needs_more(sources: Path) -> None:
    found = floor(sources, *FILES)
    assert {"site.css", "desk.css", "page.js", "share.js", "desk.js", "typed.js", "passkey.js"} <= set(found)
    assert {name: answer["lacking"] for name, answer in found.items()} == {name: [] for name in found}


def test_the_page_of_holders_has_a_floor_of_its_own(sources: Path) -> None:
    assert floor(sources, STATIC / "holder.css", of=HOLDERS)["holder.css"]["lacking"] == []


@pytest.fixture(scope="module")
def lacking(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each of these texts has that they lack, asked of one program."""
    folder, texts = tmp_path_factory.mktemp("texts"), {}
    for suffix, cases in (("css", STYLES), ("js", MODULES)):
        for number, (text, _) in enumerate(cases):
            (folder / f"{number}.{suffix}").write_text(text)
            texts[f"{number}.{suffix}"] = text
    answers = floor(sources, *(folder / name for name in texts))
    return {text: answers[name]["lacking"] for name, text in texts.items()}


@pytest.mark.parametrize(("text", "expected"), STYLES)
def test_what_a_stylesheet_may_not_say(lacking: dict[str, list[str]], text: str, expected: list[str]) -> None:
    assert lacking[text] == expected


@pytest.mark.parametrize(("text", "expected"), MODULES)
def test_what_a_module_may_not_say(lacking: dict[str, list[str]], text: str, expected: list[str]) -> None:
    assert lacking[text] == expected


def test_letters_are_as_large_as_the_reader_wants_them() -> None:
    """Sizes are in rem, or in what follows from one; on paper in points."""
    for path in FILES:
        if path.suffix == ".css":
            screen = path.read_text().partition("@media print")[0]
            sizes = re.findall(r"(?:font(?:-size)?|--(?:small|text|large|huge|total)): [^;}]*", screen)
            assert sizes, path.name
            assert [size for size in sizes if re.search(r"\d(px|pt)\b", size)] == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "state", ["example", "confirm", "thanks, nobody at risk", "tally", "verify", "letters"]
)
def test_as_they_read_it_a_page_runs_from_top_to_bottom_in_our_type(
    visit: Callable[..., Page], stage: Stage, sources: Path, state: str, width: int, language: str
) -> None:
    page = visit(width=width, height=800)
    old(page, sources)
    STATES[state](Visitor(page, stage, language))
    serif = page.eval_on_selector("h1", "e => getComputedStyle(e).fontFamily")
    assert {"en": "Palatino", "ar": "Noto Naskh Arabic"}[language] in serif
    assert page.eval_on_selector("body", "e => getComputedStyle(e).backgroundColor") == "rgb(250, 248, 243)"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(OVERLAPS) == []


def test_as_they_read_it_the_form_works(visit: Callable[..., Page], stage: Stage, sources: Path) -> None:
    page = visit(width=320, height=568)
    old(page, sources)
    visitor = Visitor(page, stage, "en")
    visitor.opens("/open")
    boxes = [page.locator(f"#f-{name}").bounding_box() for name in ("name", "email", "country")]
    assert [box and (box["width"], box["height"]) for box in boxes] == [(280, 48)] * 3
    visitor.signs()
    assert page.locator("h1").inner_text() == "One step left: open your email"


def old(page: Page, sources: Path) -> None:
    """Give the page its stylesheet as those browsers read it."""
    left = _left(sources)
    assert "@supports" not in left
    page.route("**/site.css*", lambda route: route.fulfill(body=left, content_type="text/css"))


@cache
def _left(sources: Path) -> str:
    return str(floor(sources, STATIC / "site.css")["site.css"]["left"])


# Paragraphs, headings, fields and buttons that lie on one another; what sticks to the foot is asked for elsewhere, and
# the search for a country lies on its select.
OVERLAPS = """() => {
  const parts = [...document.querySelectorAll("h1, h2, h3, p, dt, dd, li, label, input, select, button, svg, td, th")]
    .filter(e => e.offsetParent && !e.closest(".bar, .line, .trap, .jump") && e.getBoundingClientRect().height > 1)
    .filter(e => !e.matches(".finder input"))
    .filter(e => !e.closest("details:not([open]) > :not(summary)"))
    .filter(e => !e.matches("label:has(input)") && !e.closest("label")?.querySelector("input"));
  const found = [];
  for (const [at, one] of parts.entries()) for (const other of parts.slice(at + 1)) {
    if (one.contains(other) || other.contains(one)) continue;
    const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && high > 1) found.push(one.outerHTML.slice(0, 80) + " / " + other.outerHTML.slice(0, 80));
  }
  return found;
}"""
