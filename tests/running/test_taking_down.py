"""Words that must not be read any more: taken down until they are corrected, or one revision withdrawn for good."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from campaign.extensions import db
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.models import CorrectionKind, Text
from campaign.running.taking_down import take_down
from campaign.tally import queries as tally_queries
from tests.cast import AMELIE, DEMAND, NOUR, SLUG, Client, Site, heading
from tests.refused import refused
from tests.releases.test_publishing import run, same_app  # noqa: F401 - a fixture
from tests.tally.logs import verdict

HEADLINE, SECRET = f"Clear the skies ({SLUG})", "Dr Huda works at the hospital in Qadi Street."
WORDS = (HEADLINE, DEMAND, "Hospitals were hit.", SECRET, "صفّوا السماء", "المشافي", "New York")
PAGES = tuple(
    f"/{language}/{SLUG}{page}"
    for language in ("en", "ar")
    for page in ("", "/tally", "/verify", "/letters", "/privacy")
)


@pytest.fixture
def named(site: Site) -> Text:
    """The campaign, its second language, and a revision that names somebody, which was signed."""
    publish(headline="صفّوا السماء", demand="نطالب بحماية المدنيين.", body="قُصفت المشافي.", language="ar")
    text = publish(body=f"Hospitals were hit.\n\n{SECRET}")
    site.signed(AMELIE)
    site.number()
    return text


def publish(**changes: str) -> Text:
    given = {
        "language": "en",
        "headline": HEADLINE,
        "demand": DEMAND,
        "body": "Hospitals were hit again.",
    } | changes
    return actions.publish(
        slug=SLUG, place="New York", day=date(2016, 9, 24), kind=CorrectionKind.SPELLING, **given
    )  # type: ignore[arg-type]


def read(client: Client) -> str:
    """All pages in both languages, and both texts' lines of figures."""
    answers = [client.get(path) for path in (*PAGES, "/", f"/{SLUG}/tally.json", f"/{SLUG}/tally.csv")]
    assert [answer.status_code for answer in answers if answer.status_code >= 400] == []
    return "".join(answer.text for answer in answers)


def test_what_is_taken_down_is_read_nowhere(site: Site, client: Client, named: Text) -> None:
    hashes = releases_queries.text_hashes(site.campaign.id)
    shown = read(client)
    assert [word for word in WORDS if word not in shown] == []
    take_down(slug=SLUG)
    gone = read(client)
    assert [word for word in WORDS if word in gone] == []
    assert re.findall("/texts/[0-9a-f]{64}", gone) == []
    for sha256 in hashes:
        answer = client.get(f"/{SLUG}/texts/{sha256}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (410, "no-store")
        assert heading(answer.text) == "This text is not shown"
        assert (
            client.get(f"/{SLUG}/texts/{sha256}.withdrawn").data
            == f"text {sha256} is taken down for now\n".encode()
        )
    page = client.get(f"/en/{SLUG}").text
    assert heading(page) == "This text is being corrected"
    assert "It is not shown for now." in page
    assert "Signing is paused" in page
    assert "<form" not in page
    assert heading(client.get(f"/ar/{SLUG}").text) == "يجري تصحيح هذا النص"
    assert client.get(f"/{SLUG}/tally.json").json["total"] == 1


def test_who_has_our_mail_already_may_still_confirm_what_she_read(
    site: Site, client: Client, named: Text
) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    take_down(slug=SLUG)
    assert SECRET not in client.get(letter.path).text
    client.press(letter.link, "confirmation")
    site.number()
    assert tally_queries.public_tally(site.campaign.id).total == 2


@pytest.mark.long
@pytest.mark.parametrize("path", [*PAGES, f"/{SLUG}/texts/HASH", f"/{SLUG}/letters"])
def test_no_cache_keeps_words_for_longer_than_a_minute(
    site: Site, client: Client, named: Text, path: str
) -> None:
    with db.session.no_autoflush:
        answer = client.get(path.replace("HASH", named.sha256))
    kept = dict(part.strip().split("=") for part in answer.headers["Cache-Control"].split(",") if "=" in part)
    seconds = {name: int(value) for name, value in kept.items()}
    if answer.status_code == 200:
        assert set(seconds) == {"max-age", "stale-while-revalidate", "stale-if-error"}
        assert seconds["max-age"] + max(seconds["stale-while-revalidate"], seconds["stale-if-error"]) < 60
    else:
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_public_site_that_counts_once_an_hour_keeps_pages_no_longer(site: Site, client: Client) -> None:
    from tests.cast import in_force

    with in_force(site.app, sequence_seconds=3600):
        kept = client.get(f"/en/{SLUG}").headers["Cache-Control"]
    assert kept == "public, max-age=25, stale-while-revalidate=25, stale-if-error=25"


def test_a_correction_and_opening_bring_it_back(site: Site, client: Client, named: Text) -> None:
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False):
        take_down(slug=SLUG)
        with refused(
            f"{SLUG} was taken down on 2027-03-01, and no text has been published since. Publish a correction "
            f"first; if nothing was wrong with it: campaign take-down {SLUG} --undo"
        ):
            actions.open_campaign(slug=SLUG)
    with time_machine.travel(datetime(2027, 3, 2, 9, tzinfo=UTC), tick=False):
        publish()
        assert "again" not in client.get(f"/en/{SLUG}").text
        actions.open_campaign(slug=SLUG)
        page = client.get(f"/en/{SLUG}").text
    assert "Hospitals were hit again." in page
    assert SECRET not in page
    assert 'id="sign"' in page
    assert SECRET in client.get(f"/{SLUG}/texts/{named.sha256}").text  # signed, and not withdrawn


def test_what_was_taken_down_for_nothing_is_put_back(site: Site, client: Client, named: Text) -> None:
    take_down(slug=SLUG)
    take_down(slug=SLUG)
    actions.put_back(slug=SLUG)
    assert site.campaign.state == "paused"
    assert SECRET in client.get(f"/en/{SLUG}").text


def test_a_closed_campaign_is_taken_down_too_and_a_draft_is_not(
    site: Site, client: Client, named: Text
) -> None:
    actions.close_campaign(slug=SLUG)
    take_down(slug=SLUG)
    assert site.campaign.state == "closed"
    assert SECRET not in read(client)
    actions.publish(
        slug="later", language="en", headline="Later", place=None, day=date(2016, 9, 24), demand="We ask.",
        body="Words.",
    )  # fmt: skip
    with refused("later is a draft; nobody reads it yet."):
        take_down(slug="later")


def test_a_copy_made_while_words_are_taken_down_has_none_of_them_and_gets_them_back(
    site: Site, named: Text, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    take_down(slug=SLUG)
    assert run(site.app, "log", "export", SLUG, str(copy)).exit_code == 0
    texts = sorted(file.name for file in (copy / "texts").iterdir())
    assert texts == sorted(f"{sha256}.withdrawn" for sha256 in releases_queries.text_hashes(site.campaign.id))
    printed = tally_queries.verifier(site.campaign.id)
    assert verdict(copy, "--key", printed) == "ok"
    actions.put_back(slug=SLUG)
    assert run(site.app, "log", "export", SLUG, str(copy)).exit_code == 0
    texts = sorted(file.name for file in (copy / "texts").iterdir())
    assert texts == sorted(releases_queries.text_hashes(site.campaign.id))
    assert verdict(copy, "--key", printed) == "ok"


def test_by_command(site: Site, named: Text) -> None:
    app: Flask = site.app
    done = run(app, "take-down", SLUG)
    assert done.output.splitlines() == [
        f"The text of {SLUG} is no longer shown anywhere; caches in front of it follow within a minute.",
        "Not in our hands: what people saved or printed, letters already sent, copies of the log elsewhere until they "
        "are made anew, search engines, your backups.",
        f"Next: campaign publish FILE --slug {SLUG}, then --confirm, then campaign open {SLUG}",
    ]
    listed = run(app, "withdraw-text", SLUG).output.splitlines()
    assert [line.split("  ")[2] for line in listed] == ["revision 1", "revision 1", "revision 2"]
    short = listed[2].split()[0]
    assert (
        run(app, "withdraw-text", SLUG, short, "--confirm", "x").stderr
        == f"'x' is not '{SLUG}'. Nothing was changed.\n"
    )
    done = run(app, "withdraw-text", SLUG, short, "--confirm", SLUG)
    assert done.output.splitlines()[0] == "Revision 2 in English is withdrawn."
    assert run(app, "withdraw-text", SLUG).output.splitlines()[2].endswith("withdrawn")
    undone = run(app, "take-down", SLUG, "--undo").output
    assert undone == f"The text of {SLUG} is shown again. To resume: campaign open {SLUG}\n"
