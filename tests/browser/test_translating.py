"""The page on which somebody without git corrects a language's words: with pictures, and back as a file."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.stage import Stage
from tests.browser.states import STATES, Visitor
from tests.words.beside import beside_others
from tests.words.catalogs import PUBLIC, form_of, forms, messages, read
from tests.words.seeing import Sight
from tests.words.taking import take
from tests.words.translating import entries, is_first, keyed, looked_at, page

SEEN = ("first signature", "form error", "tally")


@pytest.fixture(scope="module")
def sights(browser: Browser, stage: Stage) -> Any:
    """What French says in three states."""
    window = browser.new_page(viewport={"width": 390, "height": 560})
    yield looked_at({name: STATES[name] for name in SEEN}, Visitor(window, stage, "fr"), "fr")
    window.close()


@pytest.fixture
def opened(browser: Browser, sights: dict[str, Sight], tmp_path: Path) -> Any:
    """The page, opened from a file."""
    file = tmp_path / "translating-fr.html"
    file.write_text(page("fr", sights), encoding="utf-8")
    window = browser.new_page()
    window.goto(file.as_uri())
    yield window
    window.close()


def fields(window: Page, english: str) -> Any:
    return window.locator(f'[data-english="{english}"] textarea')


def test_a_message_is_seen_where_it_stands_first(sights: dict[str, Sight]) -> None:
    keys = {message.id: key for key, message in keyed("fr")}
    label = sights[keys["Where do you live now?"]]
    assert (label.state, label.said) == ("first signature", "Où vivez-vous actuellement ?")
    wrong = sights[keys["Enter your name or your initials."]]
    assert wrong.state == "form error"
    assert Image.open(io.BytesIO(wrong.picture)).size == (390, 560)


def test_one_with_a_value_is_seen_with_it(sights: dict[str, Sight]) -> None:
    plurals = {message.id[0]: key for key, message in keyed("fr") if not isinstance(message.id, str)}
    summary = sights[plurals["Not signed yet. One thing to correct. What you typed is still here."]]
    assert summary.said.startswith("Pas encore signé. 4 ")


def test_what_no_page_shows_is_seen_beside_others_of_its_file(browser: Browser, stage: Stage) -> None:
    window = browser.new_page(viewport={"width": 390, "height": 560})
    Visitor(window, stage, "fr").opens("/nothing/at/all")
    words = {f"m{number}": (f"Un message numéro {number} pour %(day)s.",) for number in range(7)}
    files = {key: ("campaign/signing/emails.py" if key < "m6" else "templates/error.html",) for key in words}
    sights = beside_others(window, files, words)
    window.close()
    assert {key: sight.said for key, sight in sights.items()} == {key: said for key, (said,) in words.items()}
    assert sights["m1"].state == "beside others in campaign/signing/emails.py"
    assert sights["m6"].state == "beside others in templates/error.html"
    assert len({sight.picture for sight in sights.values()}) == 7  # each with a line around its own


def test_what_signers_must_understand_stands_first() -> None:
    order = [is_first(entry.files) for entry in entries("fr", {})]
    assert order == sorted(order, reverse=True)
    assert 60 < sum(order) < len(order)
    assert len(order) == len(list(messages(read("fr", PUBLIC))))


def test_corrections_come_back_as_a_file_that_is_taken_in(opened: Page) -> None:
    fields(opened, "Where do you live now?").fill("Où habitez-vous ?")
    fields(opened, "%(num)s day").nth(2).fill("%(num)s journées")
    expect(opened.locator("output")).to_have_text("2 changed")
    with opened.expect_download() as download:
        opened.click("button")
    assert download.value.suggested_filename == "corrections-fr.json"
    corrections = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    days = corrections["%(num)s day"]
    assert corrections == {"Where do you live now?": "Où habitez-vous ?", "%(num)s day": days}
    assert days[form_of("fr", 5)] == "%(num)s journées"
    catalog = read("fr", PUBLIC)
    assert take(catalog, corrections, "fr") == (2, [])
    said = {message.id: forms(message) for message in messages(catalog)}
    assert said["Where do you live now?"] == ("Où habitez-vous ?",)


def test_what_is_left_as_it_was_is_in_no_file(opened: Page) -> None:
    fields(opened, "Where do you live now?").fill("x")
    expect(opened.locator("output")).to_have_text("1 changed")
    fields(opened, "Where do you live now?").evaluate("field => { field.value = field.defaultValue; }")
    assert opened.evaluate("JSON.stringify(changed())") == "{}"


def test_each_field_has_a_label_and_each_picture_words(opened: Page) -> None:
    unlabelled = "[...document.querySelectorAll('textarea')].filter(one => !one.labels.length).length"
    assert opened.evaluate(unlabelled) == 0
    assert opened.evaluate("document.images.length") > 45
    assert opened.evaluate("[...document.images].filter(one => !one.alt).length") == 0
