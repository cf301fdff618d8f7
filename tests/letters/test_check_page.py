"""The page that checks letters, as it is served and as a file: the same for everyone, in six languages, alone."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from campaign import create_app
from campaign.letters import check_page
from campaign.letters.wording import wording
from campaign.lib.languages import LETTER_LANGUAGES
from tests.cast import Client
from tests.conftest import settings_for
from tests.one_file import STATIC, same_for_everyone, saved_by, stands_alone, whatever_the_settings

PLACEHOLDER = re.compile(r"\{(\w+)\}")


@pytest.fixture
def alone(tmp_path: Path) -> Flask:
    return create_app(settings_for(tmp_path, ""))


def test_both_are_the_same_bytes_for_everyone(alone: Flask) -> None:
    for path in ("/verify.html", "/verify-file.html"):
        same_for_everyone(alone, path)


def test_the_page_alone_may_ask_other_servers(alone: Flask) -> None:
    client = alone.test_client()
    policies = {
        path: client.get(path).headers["Content-Security-Policy"].split("; ")
        for path in ("/verify.html", "/holder.html", "/verify-file.html")
    }
    asking = {path: [each for each in policy if "connect" in each] for path, policy in policies.items()}
    assert asking == {
        "/verify.html": ["connect-src 'self' https:"],
        "/holder.html": ["connect-src 'self'"],
        "/verify-file.html": ["connect-src 'self'"],
    }
    assert {policy[0] for policy in policies.values()} == {"default-src 'none'"}


def test_the_file_is_the_same_whatever_the_settings(alone: Flask, tmp_path: Path) -> None:
    other = create_app(
        settings_for(
            tmp_path, "", CAMPAIGN_SOURCE_URL="https://a.example", CAMPAIGN_VERIFIER_URL="https://b.example/c"
        )
    )
    whatever_the_settings(alone, other, "/verify-file.html", forget=check_page.page_file.cache_clear)


def test_the_served_page_prints_the_files_hash_and_the_command_writes_the_same(
    alone: Flask, tmp_path: Path
) -> None:
    file = alone.test_client().get("/verify-file.html").data
    assert alone.test_client().get("/verify.html").text.count(sha256(file).hexdigest()) == len(
        LETTER_LANGUAGES
    )
    check_page.page_file.cache_clear()
    saved_by("verify", tmp_path, file=file)


def test_it_says_whose_program_it_is_and_where_another_copy_lies(tmp_path: Path) -> None:
    place = "https://partner.example.org/verify-file.html"
    pages = [
        create_app(settings_for(tmp_path, "", CAMPAIGN_VERIFIER_URL=url))
        .test_client()
        .get("/verify.html")
        .text
        for url in ("", place)
    ]
    for code in LETTER_LANGUAGES:
        words = wording(code).check
        assert [page for page in pages if words["accused"] not in page] == [], code
        # Once among the words that the program may say.
        assert [page.count(words["nowhere"]) for page in pages] == [2, 1], code
    assert [page.count(f'href="{place}"') for page in pages] == [0, len(LETTER_LANGUAGES)]


def test_the_file_allows_itself_what_stands_in_it_and_nothing_else(alone: Flask) -> None:
    text = alone.test_client().get("/verify-file.html").text
    stands_alone(text, scripts=("verify-floor.js", "verify.js"), bundles="@noble/curves 2")


def test_its_words_have_the_same_keys_and_places_in_each_language() -> None:
    keys = {code: wording(code).check for code in LETTER_LANGUAGES}
    for code, words in keys.items():
        assert list(words) == list(keys["en"]), code
        for key, sentence in words.items():
            assert sorted(PLACEHOLDER.findall(sentence)) == sorted(PLACEHOLDER.findall(keys["en"][key])), (
                code,
                key,
            )
    "".join(keys["zh"].values()).encode("gb2312")
    assert not [key for key, text in keys["ar"].items() if any("\u064b" <= sign <= "\u0652" for sign in text)]


def test_each_reason_of_the_program_has_its_sentence(alone: Flask) -> None:
    page = alone.test_client().get("/verify.html").text
    sources = "".join(path.read_text() for path in (STATIC.parent / "browser" / "verify").glob("*.js"))
    reasons = set(re.findall(r'need\([^;]*?, "([a-z]+-[a-z-]+)"(?:, \{|\))', sources, re.DOTALL))
    reasons |= set(re.findall(r'fileOf\([^)]*, "([a-z-]+)"\)', sources))
    reasons |= set(re.findall(r'Refusal\("([a-z-]+)"', sources)) | set(
        re.findall(r'return "([a-z-]+)";', sources)
    )
    kinds = {"empty", "picture", "other", "line-ends", "cut", "changed"}
    reasons = (reasons - kinds) | {f"letter-{kind}" for kind in kinds}
    assert {"zip-bomb", "too-large", "key-slip", "no-letter", "letter-cut", "receipt-ahead"} <= reasons
    words = set(re.findall(r'data-word="([^"]*)"', page))
    assert reasons - words - {"too-many"} == set()


def test_whoever_mirrors_or_checks_may_read_the_log_from_a_page_elsewhere(client: Client) -> None:
    open_paths = ("/x/log/checkpoint", "/x/log-2/tile/0/000", f"/x/texts/{'a' * 64}", "/x/tally.json", "/x/tally.csv",
                  f"/x/texts/{'a' * 64}.withdrawn", f"/x/log/manifests/{'a' * 64}", "/countries.json")  # fmt: skip
    closed = (
        "/en/x",
        "/en/x/verify",
        "/verify.html",
        "/holder.html",
        "/desk",
        "/x/letters/FR/34.pdf",
        "/x/log",
        "/mail",
    )
    origin = "Access-Control-Allow-Origin"
    assert {client.get(path).headers.get(origin) for path in open_paths} == {"*"}
    assert {client.get(path).headers.get(origin) for path in closed} == {None}
    assert {client.get(path).headers.get("Access-Control-Allow-Credentials") for path in open_paths} == {None}
