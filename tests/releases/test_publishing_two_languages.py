"""`campaign publish` of a file in two languages: asked about, and each part taken by itself."""

from datetime import date

import pytest
from flask import Flask

from campaign.reading.release import read_release
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from tests.reading.test_two_languages import FILE, in_a_row
from tests.releases.test_publishing import DEMAND, run, same_app  # noqa: F401 - a fixture

BOTH = in_a_row("en", "fr")
ASKED = (
    "This text is in more than one language: Arabic, English. A draft is in one: take each language separately. "
    "--part --language CODE; if it is all one text: --yes\n"
)


def test_publishing_asks_and_takes_each_part(app: Flask) -> None:
    words = ("publish", str(FILE), "--slug", "river")
    got = run(app, *words, "--language", "ar", "--demand", "نطالب بفتح البوابات.")
    assert (got.exit_code, got.stderr) == (2, ASKED)
    assert releases_queries.campaign("river") is None
    assert run(app, *words, "--part", "--language", "ar", "--demand", "نطالب بفتح البوابات.").exit_code == 0
    assert run(app, *words, "--part", "--language", "en", "--demand", DEMAND).exit_code == 0
    campaign = releases_queries.campaign("river")
    assert campaign is not None
    headlines = [(text.language, text.headline) for text in releases_queries.current_texts(campaign.id)]
    assert sorted(headlines) == [("ar", "أعيدوا إلينا النهر"), ("en", "Give the River Back")]


def test_a_part_that_is_not_there_is_refused_and_yes_takes_all(app: Flask) -> None:
    words = ("publish", "-", "--slug", "river", "--date", "2025-05-13")
    got = run(app, *words, "--part", "--language", "ar", "--demand", "نطالب بفتح البوابات.", given=BOTH)
    assert (got.exit_code, got.stderr) == (
        2, "This text has no part in Arabic; it is in English, French. Say another --language.\n"
    )  # fmt: skip
    assert run(app, *words, "--yes", "--demand", DEMAND, given=BOTH).exit_code == 0


def test_a_text_in_two_languages_is_taken_in_by_nobody_who_is_not_sure(app: Flask) -> None:
    release = read_release(BOTH)
    with pytest.raises(actions.TwoLanguages) as question:
        actions.take_in(
            slug="river", language="en", headline=release.headline, place=None, day=date(2025, 5, 13), demand=DEMAND,
            body=release.body,
        )  # fmt: skip
    assert question.value.languages == ("en", "fr")
