"""Everything a page or a mail says exists in every language we offer, whole and up to date."""

import io

import pytest
from babel import Locale
from babel.messages.mofile import write_mo

from campaign.lib.languages import DEFAULT, DESK_LANGUAGES, LANGUAGES
from tests.words.catalogs import (
    DESK,
    DOMAINS,
    PLURALS,
    PUBLIC,
    domain_of,
    form_of,
    forms,
    gathered,
    is_of_the_desk,
    languages,
    messages,
    path_of,
    read,
)  # fmt: skip
from tests.words.taking import spoiled

FILES = [(language, domain) for domain in DOMAINS for language in languages(domain)]
OFFERED = [(code, PUBLIC) for code in LANGUAGES if code != DEFAULT]
OFFERED += [(code, DESK) for code in DESK_LANGUAGES if code != DEFAULT]


@pytest.mark.parametrize(("language", "domain"), FILES)
def test_it_has_every_message_and_no_other(language: str, domain: str) -> None:
    gathered_for_it = {message for message in gathered() if domain_of(message) == domain}
    assert {message.id for message in messages(read(language, domain))} == gathered_for_it


@pytest.mark.parametrize(("language", "domain"), OFFERED)
def test_nothing_is_left_empty_or_in_doubt(language: str, domain: str) -> None:
    catalog = read(language, domain)
    assert [m.id for m in messages(catalog) if m.fuzzy or not all(forms(m))] == []
    assert catalog.obsolete == {}


@pytest.mark.parametrize(("language", "domain"), FILES)
def test_what_is_translated_keeps_its_values_and_its_forms(language: str, domain: str) -> None:
    translated = [message for message in messages(read(language, domain)) if any(forms(message))]
    problems = {m.id: spoiled(m, m.string, language) for m in translated}
    assert {words: problem for words, problem in problems.items() if problem} == {}


@pytest.mark.parametrize(("language", "domain"), FILES)
def test_the_compiled_file_is_made_of_this_one(language: str, domain: str) -> None:
    made = io.BytesIO()
    write_mo(made, read(language, domain))
    assert path_of(language, domain, "mo").read_bytes() == made.getvalue()


@pytest.mark.parametrize(("language", "domain"), FILES)
def test_the_file_counts_as_the_table_of_plurals_does(language: str, domain: str) -> None:
    catalog = read(language, domain)
    assert (catalog.num_plurals, catalog.plural_expr) == PLURALS[language]


@pytest.mark.parametrize("language", PLURALS)
def test_numbers_that_cldr_tells_apart_have_forms_of_their_own(language: str) -> None:
    category = Locale.parse({"zh": "zh_Hans", "pt": "pt_BR"}.get(language, language)).plural_form
    numbers = (*range(1_300), 999_999, 1_000_000, 1_000_001, 2_000_000)
    pairs = {(form_of(language, number), category(number)) for number in numbers}
    assert len(pairs) == PLURALS[language][0]
    assert len({form for form, _ in pairs}) == len({category for _, category in pairs}) == len(pairs)


def test_what_signers_read_stands_in_the_catalog_of_the_public() -> None:
    assert (
        domain_of("Sign the demand") == domain_of("Enter an email address like name@example.org.") == PUBLIC
    )
    assert (
        domain_of(
            "The last signatures are not counted yet. Wait a few minutes, and look at the figures again."
        )
        == DESK
    )
    assert [
        file for file in ("templates/signing/page.html", "campaign/signing/emails.py") if is_of_the_desk(file)
    ] == []
