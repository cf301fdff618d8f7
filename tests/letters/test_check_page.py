"""The page that checks letters, as it is served and as a file: the same for everyone, in each language, alone."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from campaign import create_app
from campaign.letters import check_page
from campaign.lib.languages import LANGUAGES
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
    client = alone.test_client()
    for path in ("/verify.html", *(f"/verify/{code}.html" for code in LANGUAGES)):
        assert client.get(path).text.count(sha256(file).hexdigest()) == 1, path
    check_page.page_file.cache_clear()
    saved_by("verify", tmp_path, file=file)


def test_it_says_whose_program_it_is_and_where_another_copy_lies(tmp_path: Path) -> None:
    place = "https://partner.example.org/verify-file.html"
    for url in ("", place):
        client = create_app(settings_for(tmp_path, "", CAMPAIGN_VERIFIER_URL=url)).test_client()
        for code in LANGUAGES:
            part, words = client.get(f"/verify/{code}.html").text, check_page.checking(code)
            assert words["accused"] in part, code
            # Once among the words that the program may say.
            assert part.count(words["nowhere"]) == (1 if url else 2), code
            assert part.count(f'href="{place}"') == bool(url), code


def test_a_first_look_at_it_weighs_little(alone: Flask) -> None:
    client = alone.test_client()
    for path in ("/verify.html", "/holder.html", *(f"/verify/{code}.html" for code in LANGUAGES)):
        assert len(gzip.compress(client.get(path).data)) < 30_000, path


def test_a_part_is_the_same_bytes_for_everyone(alone: Flask) -> None:
    for code in ("ar", "zh", "ckb"):
        same_for_everyone(alone, f"/verify/{code}.html")


def test_the_file_allows_itself_what_stands_in_it_and_nothing_else(alone: Flask) -> None:
    text = alone.test_client().get("/verify-file.html").text
    stands_alone(text, scripts=("verify-floor.js", "verify.js"), bundles="@noble/curves 2")


def test_its_words_have_the_same_keys_and_places_in_each_language() -> None:
    keys = {code: check_page.checking(code) for code in LANGUAGES}
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
                  f"/x/texts/{'a' * 64}.withdrawn", f"/x/log/manifests/{'a' * 64}", "/countries.json",
                  "/x/letters/FR/34.pdf")  # fmt: skip
    closed = (
        "/en/x",
        "/en/x/verify",
        "/verify.html",
        "/holder.html",
        "/desk",
        "/x/log",
        "/mail",
    )
    origin = "Access-Control-Allow-Origin"
    assert {client.get(path).headers.get(origin) for path in open_paths} == {"*"}
    assert {client.get(path).headers.get(origin) for path in closed} == {None}
    assert {client.get(path).headers.get("Access-Control-Allow-Credentials") for path in open_paths} == {None}
