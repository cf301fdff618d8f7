"""What no letter can print is said at `publish`, `set` and `open`, while it can still be changed."""

import pytest
from flask import Flask

from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.printing import Unprintable, unprintable_in_campaign, unprintable_in_text
from tests.cast import SLUG, Site
from tests.letters.scripts import without_fonts
from tests.releases.test_publishing import DEMAND, run, same_app  # noqa: F401 - a fixture

TEXT = "Clear the skies\n\n[24 September 2016, New York] Hospitals were hit.\n\nWe ask for:\n• action;\n○ today.\n"
NONE_IS_MADE = "As long as it is there, no letters can be made."


def lines_of(output: str) -> list[str]:
    return [line for line in output.splitlines() if "letter" in line]


def test_a_text_that_letters_print_is_passed_over(app: Flask) -> None:
    made = run(app, "publish", "-", "--slug", "s", "--demand", DEMAND, given=TEXT)
    assert made.exit_code == 0
    assert lines_of(made.output) == []


@pytest.mark.parametrize(
    ("given", "demand", "said"),
    [
        (TEXT.replace("skies", "skies 🕊️"), DEMAND, "“🕊️” in the headline in English"),
        (TEXT.replace("New York", "ދިވެހި"), DEMAND, "“ދިވެހި” in the place in English"),
        (TEXT.replace("today", "ދިވެހި ✅"), DEMAND, "“ދިވެހި”, “✅” in the text in English"),
        (TEXT, f"{DEMAND} ✊", "“✊” in the demand in English"),
    ],
)
def test_each_part_of_a_text_is_looked_at(app: Flask, given: str, demand: str, said: str) -> None:
    made = run(app, "publish", "-", "--slug", "s", "--date", "2016-09-24", "--demand", demand, given=given)
    assert made.exit_code == 0
    assert lines_of(made.output) == [
        f"No letter can print {said}: write it otherwise before people sign.", NONE_IS_MADE,
    ]  # fmt: skip


def test_many_runs_are_counted(app: Flask) -> None:
    text = TEXT.replace("today", " ".join("🐀🐁🐂🐃🐄🐅🐆"))
    made = run(app, "publish", "-", "--slug", "s", "--demand", DEMAND, given=text)
    runs = "“🐀”, “🐁”, “🐂”, “🐃”, “🐄” and 2 more in the text in English"
    assert lines_of(made.output)[0] == f"No letter can print {runs}: write it otherwise before people sign."


def test_the_names_of_organisers_are_looked_at_too_and_opening_says_it_once_more(app: Flask) -> None:
    run(app, "publish", "-", "--slug", "s", "--demand", DEMAND, given=TEXT)
    said = "No letter can print “ދިވެހި” in the organisers: write it otherwise before people sign."
    changed = run(
        app, "set", "s", "--organiser", "ދިވެހި Network", "--contact", "a@example.org", "--withhold", "none"
    )
    assert changed.exit_code == 0
    assert lines_of(changed.output) == [said, NONE_IS_MADE]
    opened = run(app, "open", "s")
    assert opened.exit_code == 0
    assert lines_of(opened.output) == [said, NONE_IS_MADE]


def test_what_waits_for_fonts_is_said_apart_from_what_nothing_prints(app: Flask) -> None:
    run(app, "publish", "-", "--slug", "s", "--demand", DEMAND, given=TEXT)
    names = ("--organiser", "שלום ✊", "--organiser", "ကချင် Union")
    with without_fonts():
        waits = run(app, "set", "s", *names)
    assert lines_of(waits.output) == [
        "No letter can print “שלום”, “ကချင်” in the organisers: make fonts installs the fonts for it (docs/letters.md).",
        "No letter can print “✊” in the organisers: write it otherwise before people sign.",
        NONE_IS_MADE,
    ]
    assert lines_of(run(app, "set", "s", *names).output) == [
        "No letter can print “✊” in the organisers: write it otherwise before people sign.", NONE_IS_MADE,
    ]  # fmt: skip


def test_a_draft_of_a_public_campaign_is_looked_at_before_it_is_published(site: Site) -> None:
    text = f"Clear the skies ☮ ({SLUG})\n\n[24 September 2016, New York] Hospitals were hit.\n\nWe ask for action.\n"
    made = run(site.app, "publish", "-", "--slug", SLUG, "--kind", "spelling", given=text)
    assert made.exit_code == 0
    assert lines_of(made.output) == [
        "No letter can print “☮” in the headline in English: write it otherwise before people sign.", NONE_IS_MADE,
    ]  # fmt: skip
    assert unprintable_in_campaign(site.campaign) == ()
    (draft,) = releases_queries.drafts(site.campaign.id)
    assert unprintable_in_text(draft) == (
        Unprintable(part="headline", language="en", runs=("☮",), awaits_fonts=False),
    )
    actions.publish_drafts(slug=SLUG)
    assert unprintable_in_campaign(site.campaign) == (
        Unprintable(part="headline", language="en", runs=("☮",), awaits_fonts=False),
    )
