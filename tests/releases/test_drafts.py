"""A text of a public campaign waits as a draft: who has its link reads it, and nobody else."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from campaign.extensions import db
from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.models import CorrectionKind, Draft, Text
from campaign.tally import queries as tally_queries
from tests.cast import AMELIE, DEMAND, SLUG, Client, Site, at_once
from tests.refused import refused
from tests.releases.test_publishing import run, same_app  # noqa: F401 - a fixture
from tests.tables import count

BODY = "Hospitals were hit.\n\nWe ask for action."
CHANGED = BODY.replace("Hospitals", "Four hospitals")
ARABIC = {
    "language": "ar", "headline": "صفّوا السماء", "demand": "نطالب الدول الأعضاء بحماية المدنيين.",
    "body": "قُصفت المشافي في المدينة.",
}  # fmt: skip
NOTE = {
    "en": "An earlier text did not give the number of hospitals.",
    "ar": "لم يذكر النص السابق عدد المشافي.",
}
FACT = {"kind": CorrectionKind.FACT, "corrected": NOTE}
SPELLING = {"kind": CorrectionKind.SPELLING}


def take_in(**changes: Any) -> actions.TakenIn:
    given = {
        "slug": SLUG, "language": "en", "headline": f"Clear the skies ({SLUG})", "place": "New York",
        "day": date(2016, 9, 24), "demand": DEMAND, "body": CHANGED,
    }  # fmt: skip
    return actions.take_in(**(given | changes))


def preview(taken: actions.TakenIn) -> str:
    assert taken.draft is not None
    return f"/{taken.draft.language}/p/{actions.draft_token(taken.draft)}"


def public(site: Site, client: Client, sha256: str) -> list[str]:
    """All that anybody can read of a campaign, the log's lines too."""
    paths = [f"/{language}/{SLUG}{page}" for language in ("en", "ar") for page in
             ("", "/tally", "/verify", "/letters", "/privacy")]  # fmt: skip
    paths += ["/", f"/{SLUG}/tally.json", f"/{SLUG}/tally.csv", f"/{SLUG}/texts/{sha256}",
              f"/{SLUG}/texts/{sha256}.withdrawn", f"/{SLUG}/log/checkpoint"]  # fmt: skip
    lines = [line for _, line, _ in tally_queries.lines(site.campaign.id)]
    return [client.get(path).text for path in paths] + lines


@pytest.fixture
def both(site: Site) -> Site:
    """The site with its campaign in English and Arabic."""
    take_in(**ARABIC)
    actions.publish_drafts(slug=SLUG)
    site.number()
    return site


def test_nothing_of_a_draft_is_public_until_it_is_published(both: Site, client: Client) -> None:
    taken = take_in(**FACT)
    assert taken.draft is not None
    sha256, link = taken.draft.sha256, preview(taken)
    both.signed(AMELIE)
    both.number()
    told = ("Four hospitals", NOTE["en"], NOTE["ar"], sha256, link)
    assert [said for text in public(both, client, sha256) for said in told if said in text] == []
    assert client.get(f"/{SLUG}/texts/{sha256}").status_code == 404

    page = client.get(link)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert "Four hospitals were hit." in page.text
    assert "Draft, for people with this link. The public still sees the previous text." in page.text
    assert f"<bdi>{NOTE['en']}</bdi>" in page.text
    assert "<form" not in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    assert "hreflang" not in page.text

    with time_machine.travel(datetime(2026, 12, 3, 9, tzinfo=UTC), tick=False):
        (text,) = actions.publish_drafts(slug=SLUG)
        assert (text.sha256, text.revision, count(Draft)) == (sha256, 2, 0)
        both.number()
    assert f"text {sha256}" in [line for _, line, _ in tally_queries.lines(both.campaign.id)]
    english, arabic = (client.get(f"/{language}/{SLUG}").text for language in ("en", "ar"))
    assert "Four hospitals were hit." in english
    assert re.search(r"Corrected on 3 December 2026:</span> <bdi>An earlier text did not give", english)
    assert f"<bdi>{NOTE['ar']}</bdi>" in arabic
    assert client.get(link).status_code == 404


def test_a_spelling_leaves_no_note(both: Site, client: Client) -> None:
    take_in(**SPELLING)
    actions.publish_drafts(slug=SLUG)
    page = client.get(f"/en/{SLUG}").text
    assert "Four hospitals were hit." in page
    assert "Corrected on" not in page


def test_a_correction_says_which_kind_it_is_and_a_fact_what_was_wrong_in_each_language(both: Site) -> None:
    kind = (
        "This changes a text that is public: is it a spelling, which needs no note, or a fact, which is noted under "
        "the text? --kind spelling, or --kind fact with --corrected"
    )
    for given, said in (
        ({}, kind),
        (SPELLING | {"corrected": NOTE},
         "A spelling gets no note under the text: leave --corrected out, or say --kind fact."),
        (FACT | {"corrected": {"en": NOTE["en"]}},
         "Say what was corrected, in a sentence that appears under the text. Missing in: ar. "
         '--corrected "en=An earlier text gave another number."'),
        (FACT | {"corrected": NOTE | {"en": "x" * 301}}, "Say what was corrected in at most 300 characters."),
    ):  # fmt: skip
        with refused(said):
            take_in(**given)
    assert count(Draft) == 0


def test_in_a_language_one_draft_waits_and_another_takes_its_place(both: Site, client: Client) -> None:
    first = preview(take_in(**FACT))
    arabic = preview(take_in(**ARABIC | {"body": "قُصفت أربعة مشافٍ في المدينة."}, **SPELLING))
    other = take_in(body=BODY.replace("Hospitals", "Five hospitals"), **SPELLING)
    assert other.replaced
    second = preview(other)
    assert [client.get(path).status_code for path in (first, second, arabic)] == [404, 200, 200]
    assert count(Draft) == 2
    assert [text.language for text in actions.publish_drafts(slug=SLUG, language="ar")] == ["ar"]
    assert actions.discard_drafts(slug=SLUG) == ["en"]
    assert client.get(second).status_code == 404
    with refused(f"{SLUG} has no such draft. campaign publish FILE --slug {SLUG} makes one."):
        actions.publish_drafts(slug=SLUG)


def test_the_words_that_stand_already_leave_no_draft(both: Site) -> None:
    take_in(**SPELLING)
    assert take_in(body=BODY) == actions.TakenIn()
    assert (count(Draft), count(Text)) == (0, 2)


def test_what_would_change_is_told_field_by_field(both: Site) -> None:
    taken = take_in(headline="Clear all skies", body=f"{CHANGED}\n\nToday.", **SPELLING)
    assert [(each.where, each.before, each.after) for each in taken.changes] == [
        ("headline", f"Clear the skies ({SLUG})", "Clear all skies"),
        ("1", "Hospitals were hit.", "Four hospitals were hit."),
        ("3", "", "Today."),
    ]


def test_a_draft_made_from_an_older_text_is_not_published(both: Site) -> None:
    take_in(**SPELLING)
    actions.publish(
        slug=SLUG,
        language="en",
        headline="Another",
        place=None,
        day=date(2016, 9, 24),
        demand=DEMAND,
        body=BODY,
    )
    with refused(
        "Another text has been published since the draft in en was made. Make the draft again from that one. "
        f"campaign publish FILE --slug {SLUG} --language en"
    ):
        actions.publish_drafts(slug=SLUG)
    assert count(Draft) == 1


def test_of_many_who_publish_one_draft_at_once_one_does(both: Site) -> None:
    take_in(**SPELLING)

    def publish(_: int) -> str:
        with both.app.app_context():
            try:
                return f"revision {actions.publish_drafts(slug=SLUG)[0].revision}"
            except Refusal as refusal:
                return refusal.reason
            finally:
                db.session.remove()

    said = at_once(publish, 8, threads=8)
    assert sorted(said) == ["releases/no-draft"] * 7 + ["revision 2"]
    assert count(Text) == 3


@pytest.mark.parametrize(
    ("language", "text", "demand", "said"),
    [
        ("en", ARABIC["body"], DEMAND, "The text doesn't look like English, but like Arabic. If it is: --yes"),
        ("en", "Les hôpitaux de la ville ont été bombardés et les habitants sont dans les caves.", DEMAND,
         "The text doesn't look like English, but like French. If it is: --yes"),
        ("ar", "The hospitals of the city were bombed, and the residents are in their cellars.", ARABIC["demand"],
         "The text doesn't look like Arabic, but like English. If it is: --yes"),
        ("ar", "Hospitals were hit.", ARABIC["demand"],
         "The text doesn't look like Arabic, but like another language. If it is: --yes"),
        ("en", BODY, ARABIC["demand"], "The demand doesn't look like English, but like Arabic. If it is: --yes"),
        ("ar", "به گفته‌ی پزشکان در این شهر بیمارستان‌ها را بمباران کردند و برای آن‌ها جایی که امن است نیست.",
         ARABIC["demand"], "The text doesn't look like Arabic, but like Persian. If it is: --yes"),
    ],
)  # fmt: skip
def test_words_in_another_language_are_asked_about(
    site: Site, language: str, text: str, demand: str, said: str
) -> None:
    given = f"Aleppo\n\n24 September 2016\n\n{text}\n"
    words = ("publish", "-", "--slug", "other", "--language", language, "--demand", demand)
    got = run(site.app, *words, given=given)
    assert (got.exit_code, got.stderr) == (2, f"{said}\n")
    assert releases_queries.campaign("other") is None
    assert run(site.app, *words, "--yes", given=given).exit_code == 0


def test_drafting_and_publishing_by_command(both: Site) -> None:
    text = "Clear the skies\n\n[24 September 2016, New York] Four hospitals were hit.\n\nWe ask for action.\n"
    fact = ("--kind", "fact", "--corrected", f"en={NOTE['en']}", "--corrected", f"ar={NOTE['ar']}")
    made = run(both.app, "publish", "-", "--slug", SLUG, *fact, given=text)
    token = re.search(r"Preview: http://127.0.0.1:8000/en/p/([\w-]{32})\n", made.output)
    assert token
    assert made.output[made.output.index("Headline\n") :] == (
        f"Headline\n  - Clear the skies ({SLUG})\n  + Clear the skies\n"
        "Paragraph 1\n  - Hospitals were hit.\n  + Four hospitals were hit.\n"
        f"Noted under the text in English: {NOTE['en']}\nNoted under the text in العربية: {NOTE['ar']}\n"
        f"When it is right: campaign publish {SLUG} --confirm\n"
    )
    done = run(both.app, "publish", SLUG, "--confirm", "--language", "en")
    assert done.output == (
        f"Revision 2 in English is stored under {SLUG}.\nIt is public now: http://127.0.0.1:8000/en/{SLUG}\n"
    )
    run(both.app, "publish", "-", "--slug", SLUG, "--kind", "spelling", given=text.replace("Four", "Five"))
    assert run(both.app, "discard", SLUG).output == "The draft in English is deleted.\n"
    again = run(both.app, "discard", SLUG)
    assert (again.exit_code, again.stderr.split(".")[0]) == (2, f"{SLUG} has no such draft")
    assert run(both.app, "publish", "-", given=text).stderr.startswith("Whose text is it? Say --slug.")
