"""The Text pages: pasting, mending, drafts, publishing, correcting, without JavaScript."""

import pytest

from campaign.desk.text_words import note_in_words
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.models import CorrectionKind
from tests.cast import DEMAND as FIRST_DEMAND
from tests.cast import NOUR, Site, heading
from tests.desk.texts import DEMAND, RELEASE, at, changed, form, paste, press, said
from tests.organisers.browser import Desk, member

UNSIGNED = "You are signing in without a second factor. That is only for trying things out on this computer."
STORED = "The draft is saved. So far only people with its link can read it."
PUBLIC = "It is public now. Caches in front of the page follow within a minute."


@pytest.fixture
def rima(site: Site) -> Desk:
    return member(site.app, "rima@example.org", Role.ORGANISER, site.campaign.id)


def answers(page: str) -> list[str]:
    return [each for each in said(page) if each != UNSIGNED]


def test_what_was_understood_stands_in_fields_of_its_own(site: Site, rima: Desk) -> None:
    page = paste(rima, site).text
    assert heading(page) == "What was understood: English"
    _, fields = form(page, "/draft")
    assert (fields["headline"], fields["place"], fields["day"]) == (
        "Give the river back",
        ["GENEVA"],
        ["2025-05-13"],
    )
    assert fields["demand"] == FIRST_DEMAND
    assert fields["body"].startswith("Sixty villages demand that the gates upstream are opened.\n\n“The fish")
    assert "<li>send engineers to the gates;</li>" in page
    assert "4 paragraphs · 2 list items · 1 quotation" in page
    assert "Keep it: A line for newsrooms" in page
    assert fields["body"].endswith("Notes to editors:\nThe gates were built in 1987.")


def test_a_piece_that_is_kept_is_in_the_text_and_what_was_mended_stays(site: Site, rima: Desk) -> None:
    page = paste(rima, site).text
    assert "– ENDS –" not in form(page, "/draft")[1]["body"]
    line = str(RELEASE.split("\n").index("– ENDS –") + 1)
    page = press(rima, "/draft", keep=[line], headline="Give us the river back", act="again").text
    _, fields = form(page, "/draft")
    assert fields["headline"] == "Give us the river back"
    assert "– ENDS –" in fields["body"]
    assert fields["kept"] == fields["keep"] == [line]


def test_what_was_mended_in_the_text_is_never_written_over(site: Site, rima: Desk) -> None:
    page = paste(rima, site).text
    line = str(RELEASE.split("\n").index("– ENDS –") + 1)
    page = press(rima, "/draft", keep=[line], body="Mine alone.", act="again").text
    assert form(page, "/draft")[1]["body"] == "Mine alone."
    assert "The text was edited by hand and stays as it is: copy into it what you want to keep." in page


def test_a_correction_takes_three_presses_and_is_noted(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/en"))
    assert '<a href="/desk/campaigns/clear-skies/text/en/edit">Correct it now</a>' in rima.page.text
    rima.get(at(site, "/en/edit"))
    page = press(
        rima, "/draft", body="Two hospitals were hit.\n\nWe ask for action.", kind="fact",
        **{"corrected-en": "An earlier text gave no number."},
    ).text  # fmt: skip
    assert answers(page) == [STORED]
    assert changed(page) == [("del", "Hospitals"), ("ins", "Two hospitals")]
    assert site.client().get(f"/en/{site.slug}").text.count("Two hospitals") == 0
    page = press(rima, "/publication").text
    assert answers(page) == [PUBLIC]
    page = site.client().get(f"/en/{site.slug}").text
    assert "Two hospitals were hit." in page
    assert "An earlier text gave no number." in page


def test_a_correction_says_of_what_it_is(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/en/edit"))
    page = press(rima, "/draft", headline="Clear the skies now").text
    assert answers(page)[1:] == [
        "This changes a text that is public: is it a spelling, which needs no note, or a fact, which is noted under "
        "the text?"
    ]
    assert form(page, "/draft")[1]["headline"] == "Clear the skies now"
    page = press(rima, "/draft", kind="fact").text
    assert answers(page)[1:] == [
        "Say what was corrected, in a sentence that appears under the text. Missing in: English."
    ]
    assert form(page, "/draft")[1]["kind"] == ["fact"]
    assert releases_queries.drafts(site.campaign.id) == []


def test_another_language_is_a_draft_until_it_is_published(site: Site, rima: Desk) -> None:
    arabic = (
        "أعيدوا النهر\n\nجنيف، ١٣ أيار ٢٠٢٥ – تطالب ستون قرية بفتح البوابات التي في أعلى النهر على الفور."
    )
    page = paste(rima, site, arabic, "ar").text
    page = press(rima, "/draft", demand="نطالب الدول الأعضاء بفتح بوابات النهر.").text
    assert answers(page) == [STORED]
    assert "A draft is waiting. The public reads nothing in this language yet." in page
    assert "a draft is waiting" in rima.get(at(site)).text
    assert site.client().get(f"/ar/{site.slug}").text.count("أعيدوا النهر") == 0
    rima.get(at(site, "/ar"))
    assert answers(press(rima, "/publication").text) == [PUBLIC]
    assert "أعيدوا النهر" in site.client().get(f"/ar/{site.slug}").text


def test_a_draft_is_deleted(site: Site, rima: Desk) -> None:
    _draft(site)
    rima.get(at(site, "/en"))
    assert answers(press(rima, "/discarding").text) == ["Deleted. What is public stays as it is."]
    assert releases_queries.drafts(site.campaign.id) == []


def test_a_viewer_sees_drafts_and_presses_nothing(site: Site) -> None:
    _draft(site)
    viewer = member(site.app, "noor@example.org", Role.VIEWER, site.campaign.id)
    page = viewer.get(at(site, "/en")).text
    assert changed(page) == [("ins", " now")]
    assert "/publication" not in page
    assert "/en/p/" in page


def test_what_was_pasted_is_still_there_when_it_cannot_be_read(site: Site, rima: Desk) -> None:
    answer = paste(rima, site, "A headline alone")
    assert answer.status_code == 422
    assert form(answer.text, "/reading")[1]["text"] == "A headline alone"
    assert answers(answer.text) == [
        "There is a headline but no text. Leave a blank line under the headline, then the text."
    ]


def test_rubbish_in_each_part_is_refused_at_its_place(site: Site, rima: Desk) -> None:
    for name, words, sentence in (
        ("headline", "x" * 251, "The headline has 1 to 250 characters."),
        ("headline", "\x00 \u202e", "The headline has 1 to 250 characters."),
        ("place", "x" * 121, "The place has at most 120 characters, or is left empty."),
        ("day", "13 May", "The release has no day yet."),
        ("demand", "", "A demand has one or two sentences, at most 600 characters."),
        ("body", "\n \n", "There is no text under the headline."),
        ("body", "x\n\n" * 1_001, "This has more than 1000 paragraphs. A release is shorter."),
    ):
        rima.get(at(site, "/en/edit"))
        answer = press(rima, "/draft", kind="spelling", **{name: words})
        assert answer.status_code == 422
        assert (name, answers(answer.text)) == (
            name,
            ["Not saved yet. What needs correcting is marked below.", sentence],
        )
    assert releases_queries.drafts(site.campaign.id) == []


def test_what_letters_cannot_print_is_said_before_anybody_signs(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/en/edit"))
    page = press(rima, "/draft", headline="Clear the skies \U0001f54a", act="show").text
    assert "Letters can’t print this in “Headline”:" in page
    assert "<bdi>“\U0001f54a”</bdi>" in page


def test_a_signed_demand_stays(site: Site, rima: Desk) -> None:
    site.deliver()
    site.signed(NOUR)
    page = rima.get(at(site, "/en/edit")).text
    assert '<textarea id="f-demand" name="demand" rows="4" readonly' in page
    answer = press(rima, "/draft", demand=DEMAND, kind="spelling")
    assert answer.status_code == 422
    assert "People have signed this demand; it can no longer be changed." in answer.text
    assert releases_queries.drafts(site.campaign.id) == []


@pytest.mark.parametrize(
    ("note", "english"),
    [
        ("12 pictures were left out.", "12 pictures were left out."),
        (
            "“Page %1” at the edge of the page was left out.",
            "“Page %1” at the edge of the page was left out.",
        ),
        ("A 100% new note.", "A 100% new note."),
        ("“100%(x)s” is new.", "“100%(x)s” is new."),
    ],
)
def test_a_note_of_a_reading_stays_whatever_stands_in_it(site: Site, note: str, english: str) -> None:
    with site.app.test_request_context("/desk/"):
        assert note_in_words(note) == english


def test_a_misprint_in_a_signed_demand_is_noted_under_the_text(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/en/misprint"))
    assert "Nobody has signed a demand in this language yet: correct the demand itself." in rima.page.text
    site.deliver()
    site.signed(NOUR)
    rima.get(at(site, "/en/misprint"))
    sentence = "“bomb” is “bombing” in the demand."
    answer = press(rima, "/misprint", **{"corrected-en": sentence, "typed": "clear"})
    assert answer.status_code == 422
    assert answers(answer.text) == ["“clear” is not “clear-skies”. Nothing was changed."]
    assert form(answer.text, "/misprint")[1]["corrected-en"] == sentence
    assert answers(press(rima, "/misprint", typed=site.slug).text) == ["Noted under the text, from today on."]
    assert sentence in site.client().get(f"/en/{site.slug}").text
    assert sentence in site.client().get(f"/ar/{site.slug}").text


def _draft(site: Site) -> None:
    text = releases_queries.current_text(site.campaign.id, "en")
    assert text is not None
    releases.take_in(
        slug=site.slug, language="en", headline=f"{text.headline} now", place=text.place, day=text.date,
        demand=text.demand, body=text.body, kind=CorrectionKind.SPELLING,
    )  # fmt: skip
