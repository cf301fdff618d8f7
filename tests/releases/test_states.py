"""A campaign's states: not open yet, open, paused, closed; what each page says and what each command does."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.actions.pausing import pause_campaign
from campaign.signing.models import Signature, Submission
from campaign.tally.models import Entry
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading
from tests.tables import count, dump
from tests.tally.test_last_seen import run
from tests.tally.test_the_sequencer import confirm

BEGIN = datetime(2026, 10, 1, 9, 20, tzinfo=UTC)


def slip(html: str) -> str:
    """What stands where the form would, as words."""
    return " ".join(html.split('<section class="slip"')[1].split("</section>")[0].split())


def drafted(app: Flask) -> Client:
    actions.publish(
        slug=SLUG, language="en", headline="Clear the skies", place=None, day=date(2016, 9, 24),
        demand="We ask for action.", body="Hospitals were hit.",
    )  # fmt: skip
    return Client(app)


def test_of_a_draft_the_public_reads_only_that_it_is_not_open_yet(app: Flask) -> None:
    client = drafted(app)
    for language, title in (("en", "Not open yet"), ("ar", "لم تُفتح بعد")):
        page = client.get(f"/{language}/{SLUG}")
        assert (page.status_code, heading(page.text)) == (200, title)
        assert page.headers["Cache-Control"] == "no-store"
        assert [said for said in ("Clear", "We ask", "Hospitals") if said in page.text] == []
    gone = client.get("/en/nowhere").text
    for path in (f"/en/{SLUG}/tally", f"/{SLUG}/tally.json", f"/en/{SLUG}/verify", f"/en/{SLUG}/letters",
                 f"/en/{SLUG}/privacy", f"/{SLUG}/log/checkpoint"):  # fmt: skip
        assert (path, client.get(path).status_code) == (path, 404)
    sent = client.post(f"/en/{SLUG}/submissions", AMELIE.typed())
    assert (sent.status_code, sent.text, client.get(f"/{SLUG}/texts/{'0' * 64}").text) == (404, gone, gone)


def test_a_paused_campaign_takes_no_submission_but_what_waits_may_be_confirmed(
    site: Site, client: Client
) -> None:
    with time_machine.travel(BEGIN, tick=False):
        client.sign(AMELIE)
        (letter,) = site.deliver()
        form = client.token()
        pause_campaign(slug=SLUG)
        assert "Signing is paused" in slip(client.get(f"/en/{SLUG}").text)
        assert "Please come back later. If you already have our message, you can still confirm." in slip(
            client.get(f"/en/{SLUG}").text
        )
        refused = client.post(f"/en/{SLUG}/submissions", {"token": form, **NOUR.typed()})
        assert refused.status_code == 409
        assert "Signing is paused" in refused.text
        assert count(Submission) == 1
        client.press(letter.link, "confirmation")
    assert (count(Submission), count(Signature, state="counted")) == (0, 1)


def test_a_pause_may_name_the_day_of_going_on_and_opening_ends_it(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        with pytest.raises(Refusal) as refused:
            pause_campaign(slug=SLUG, until=BEGIN.date())
        assert sentence(refused.value) == "2026-10-01 is not in the future."
        pause_campaign(slug=SLUG, until=date(2026, 10, 5))
        said = "Signing is expected to resume on 5 October 2026."
        assert said in slip(client.get(f"/en/{SLUG}").text)
    with time_machine.travel(BEGIN + timedelta(days=5), tick=False):
        page = slip(client.get(f"/en/{SLUG}").text)
        assert said not in page
        assert "Please come back later." in page
        actions.open_campaign(slug=SLUG)
    assert (site.campaign.state, site.campaign.paused_until, count(Entry)) == ("open", None, 2)


def test_only_an_open_campaign_can_be_paused(site: Site) -> None:
    actions.publish(
        slug="later", language="en", headline="Later", place=None, day=date(2016, 9, 24), demand="We ask.",
        body="Words.",
    )  # fmt: skip
    actions.close_campaign(slug=SLUG)
    before = dump()
    for slug, said in (
        ("later", "later is a draft; only an open campaign can be paused."),
        (SLUG, f"{SLUG} is closed; only an open campaign can be paused."),
        ("none", "There is no campaign 'none'. campaign list shows those there are."),
    ):
        with pytest.raises(Refusal) as refused:
            pause_campaign(slug=slug)
        assert sentence(refused.value) == said
    assert dump() == before


def test_a_paused_campaign_still_closes_on_its_day(site: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        actions.change(slug=SLUG, closes=date(2026, 10, 2))
        pause_campaign(slug=SLUG)
    with time_machine.travel(BEGIN + timedelta(days=2), tick=False):
        actions.close_due()
    assert (site.campaign.state, count(Entry, kind="closed")) == ("closed", 1)


def test_closing_asks_for_the_slug(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump()
    asking = (
        f"Closing {SLUG} can't be undone: nobody can sign or confirm after that.\nType its slug to close it: "
    )
    for words, typed, said in (
        ((), "clear\n", asking + f"clear\n'clear' is not '{SLUG}'. Nothing was changed.\n"),
        ((), "", asking + f"\n'' is not '{SLUG}'. Nothing was changed.\n"),
        (("--confirm", "x"), "", f"'x' is not '{SLUG}'. Nothing was changed.\n"),
    ):
        assert run(site.app, monkeypatch, "close", SLUG, *words, typed=typed) == (2, said)
    assert dump() == before
    done = (
        f"{SLUG} is closed. It stands at 0; the log's last lines follow within a minute.\n"
        "Letters can be made and sent as before, and anyone who signed can still withdraw.\n"
    )
    assert run(site.app, monkeypatch, "close", SLUG, typed=f"{SLUG}\n") == (0, f"{asking}{SLUG}\n{done}")
    assert run(site.app, monkeypatch, "close", SLUG) == (0, f"{SLUG} is already closed.\n")
    assert run(site.app, monkeypatch, "open", SLUG) == (
        2,
        f"{SLUG} is closed; a closed campaign can't be opened again.\n",
    )
    assert count(Entry, kind="closed") == 1


def test_pausing_and_going_on_by_command(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(BEGIN, tick=False):
        actions.change(slug=SLUG, closes=date(2026, 12, 1))
        assert run(site.app, monkeypatch, "pause", SLUG, "--until", "2026-10-05") == (
            0,
            f"{SLUG} is paused, and says that it is expected to resume on 2026-10-05. Its page says so within "
            "seconds; a cache in "
            f"front may take longer.\nIts closing day stays 2026-12-01. To resume: campaign open {SLUG}\n",
        )
        assert run(site.app, monkeypatch, "open", SLUG)[0] == 0
    found = releases_queries.campaign(SLUG)
    assert found is not None
    assert (found.state, found.paused_until) == ("open", None)


def test_who_confirms_too_late_reads_that_nothing_was_counted(site: Site, client: Client) -> None:
    client.sign(AMELIE)
    (letter,) = site.deliver()
    token = client.token(letter.path)
    actions.close_campaign(slug=SLUG)
    answer = client.post(f"{letter.path}/confirmation", {"token": token})
    assert (answer.status_code, heading(answer.text)) == (200, "The campaign has closed")
    assert "It closed before you confirmed. Nothing was counted, and what you entered will be deleted." in (
        answer.text
    )
    assert (count(Signature), count(Entry, kind="signature")) == (0, 0)


def test_closing_says_before_how_many_no_figure_tells_of(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    confirm(site, "FR", 25)
    site.number()
    confirm(site, "DE", 3, first=100)
    site.number()
    confirm(site, "DE", 1, first=200)
    said = (
        "No figure by country yet includes 4 who signed and 0 who withdrew. Closing doesn't change that: each of "
        "them waits until there are 20 of the same kind.\n"
    )
    code, output = run(site.app, monkeypatch, "close", SLUG, "--confirm", "another")
    assert (code, output) == (2, f"{said}'another' is not '{SLUG}'. Nothing was changed.\n")
    assert site.campaign.state == "open"
