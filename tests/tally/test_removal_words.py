"""Why a signature left the count is said in each language, and an unknown reason is never told as another."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from babel.support import Translations

from campaign.letters import annexes
from campaign.letters.figures import Stated
from campaign.letters.wording import wording
from campaign.lib.languages import DEFAULT, LANGUAGES, LETTER_LANGUAGES
from campaign.tally.entries import RemovalReason, by_reason
from campaign.tally.removal import AT_THE_TERMINAL, InvalidationReason, on_pages, table, to_its_signer
from tests.letters.sample import FACTS, STATED

FOLDER = Path(__file__).parents[2] / "campaign/translations"
UNKNOWN = cast(Any, "boredom")


def gettext(language: str) -> Any:
    return Translations.load(FOLDER, [language]).gettext


def test_organisers_have_every_reason_but_the_signers_own() -> None:
    assert set(InvalidationReason) == set(RemovalReason) - {RemovalReason.WITHDRAWN}
    assert set(AT_THE_TERMINAL) == set(InvalidationReason)


def test_in_english() -> None:
    assert {reason: on_pages(reason, str) for reason in RemovalReason} == {
        "withdrawn": "Withdrawn by the signer",
        "duplicate": "The same person twice",
        "fraud": "Forged",
        "legal": "For a legal reason",
    }
    opening = "The organisers have removed it from the count"
    assert {reason: to_its_signer(reason, str) for reason in InvalidationReason} == {
        "duplicate": f"{opening} because they believe that one person had signed twice.",
        "fraud": f"{opening} because they believe that it is forged.",
        "legal": f"{opening} for a legal reason.",
    }
    assert to_its_signer(None, str) == f"{opening}."


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {DEFAULT}))
def test_each_page_language_has_its_own_words_for_each(language: str) -> None:
    said = [on_pages(reason, gettext(language)) for reason in RemovalReason]
    said += [to_its_signer(reason, gettext(language)) for reason in InvalidationReason]
    english = [on_pages(reason, str) for reason in RemovalReason]
    english += [to_its_signer(reason, str) for reason in InvalidationReason]
    assert len({*said, *english}) == 2 * len(english)


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_each_letter_language_has_its_own_words_for_each(language: str) -> None:
    words = wording(language)
    assert len({words.say(f"removed_{reason}") for reason in RemovalReason}) == len(RemovalReason)


def test_an_unknown_reason_is_told_as_none() -> None:
    with pytest.raises(AssertionError, match="boredom"):
        on_pages(UNKNOWN, str)
    with pytest.raises(AssertionError, match="boredom"):
        to_its_signer(UNKNOWN, str)
    with pytest.raises(KeyError):
        AT_THE_TERMINAL[UNKNOWN]
    for count in (by_reason, lambda removed: table(removed, str)):
        with pytest.raises(ValueError, match="boredom"):
            count({UNKNOWN: 3})


def test_a_letter_leaves_no_unknown_reason_out() -> None:
    stated = Stated(**{**vars(STATED), "removed": {"fraud": 2, UNKNOWN: 3}})
    with pytest.raises(ValueError, match="boredom"):
        annexes.count(replace(FACTS, stated=stated), wording("en"))


def test_what_its_signer_withdrew_is_no_reason_of_the_organisers() -> None:
    with pytest.raises(ValueError, match=r"is not a valid InvalidationReason$"):
        InvalidationReason(RemovalReason.WITHDRAWN)
