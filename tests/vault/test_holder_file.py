"""The page for holders as a file: the same bytes everywhere, alone, and the hash that is printed of it."""

import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from campaign import create_app
from campaign.lib.languages import DESK_LANGUAGES
from campaign.vault import holder_page
from tests.conftest import settings_for
from tests.one_file import same_for_everyone, saved_by, stands_alone, whatever_the_settings

SOURCES = Path(__file__).parents[2] / "browser"
NO_SENTENCES = {"boolean", "button", "ckb", "ku", "no", "opaqueredirect", "scrypt", "string", "xlsx", "yes"}
SAYS = re.compile(r"Refusal\(|[.](?:say|text)\(|why: |REASONS = |return [^;]* \? \"|return \"name")


@pytest.fixture
def alone(tmp_path: Path) -> Flask:
    return create_app(settings_for(tmp_path, ""))


def test_the_same_bytes_for_everyone(alone: Flask) -> None:
    answers = same_for_everyone(alone, "/holder-file.html")
    assert {answer.headers["Content-Disposition"] for answer in answers} == {
        'attachment; filename="holder-file.html"'
    }


def test_the_same_whatever_the_settings(alone: Flask, tmp_path: Path) -> None:
    other = create_app(settings_for(tmp_path, "", CAMPAIGN_SOURCE_URL="https://a.example"))
    whatever_the_settings(alone, other, "/holder-file.html", forget=holder_page.page_file.cache_clear)


def test_the_served_page_prints_the_hash_and_the_command_writes_the_same(
    alone: Flask, tmp_path: Path
) -> None:
    file = alone.test_client().get("/holder-file.html").data
    assert alone.test_client().get("/holder.html").text.count(sha256(file).hexdigest()) == len(DESK_LANGUAGES)
    holder_page.page_file.cache_clear()
    saved_by("holder", tmp_path, file=file)


def test_it_allows_itself_what_stands_in_it_and_nothing_else(alone: Flask) -> None:
    text = alone.test_client().get("/holder-file.html").text
    stands_alone(text, scripts=("holder-floor.js", "holder.js"), bundles="age-encryption 0")


def test_each_reason_of_the_program_has_its_sentence(alone: Flask) -> None:
    lines = [line for path in SOURCES.glob("*.js") for line in path.read_text().splitlines()]
    saying = [line for line in lines if SAYS.search(line)]
    said = {word for line in saying for word in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', line)}
    said = (said - NO_SENTENCES) | {f"state-{state}" for state in ("withdrawn", "invalidated")}
    assert {"passphrase-wrong", "names-begin", "name-gone", "line-not-opened", "too-many", "weed"} <= said
    for path in ("/holder.html", "/holder-file.html"):
        page = alone.test_client().get(path).text
        words = Counter(re.findall(r'data-word="([^"]*)"', page))
        assert words == dict.fromkeys(said, len(DESK_LANGUAGES))


def test_what_a_holder_needs_to_read_is_one_screen() -> None:
    needed, more, _ = (SOURCES.parent / "docs" / "holders.md").read_text().partition("\n## ")
    assert (more, len(needed.split()) <= 350) == ("\n## ", True)
    for what in ("Make a key", "Answer a drill", "Open a list", "holder-file.html", "If something is lost"):
        assert what in needed
