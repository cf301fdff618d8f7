"""Answers of missions at the desk: drafts until they are published, their words apart from our reading."""

import re
from datetime import timedelta

import pytest
import time_machine

from campaign.letters import queries as letters_queries
from campaign.letters.actions import deliver_letters
from campaign.lib import clock
from campaign.mail.transports import Folder
from tests.cast import Site
from tests.desk.lettering import SEND, at, issued, planned
from tests.desk.walking import plain
from tests.organisers.browser import Desk

BUTTONS = re.compile(r">(Save[^<]*)</button>")


def test_an_answer_is_a_draft_until_it_is_published(site: Site, noor: Desk) -> None:
    issued(site, noor)
    public = site.app.test_client()
    noor.get(at(site, "/answers/FR"))
    typed = {
        "position": "supports", "day": clock.today().isoformat(), "form": "call", "words": "We agree with you.",
        "consent": "unasked", "note": "It was friendly.",
    }  # fmt: skip
    fields = ["day", "form", "words", "consent", "position", "note"]
    assert re.findall(r'<(?:input|select|textarea) id="f-(\w+)"', noor.page.text) == fields
    page = noor.post(at(site, "/answers/FR"), typed)
    assert "A draft: only people at this desk read it." in plain(page.text)
    assert b"supports" not in public.get(f"/en/{site.slug}/letters").data
    page = noor.post(at(site, "/answers/FR/published"), {"publish": "yes"})
    assert "Their words aren’t shown: they didn’t agree to that." in plain(page.text)
    read = plain(public.get(f"/en/{site.slug}/letters").text)
    assert "Our reading: it supports the demand. It was friendly." in read
    assert "We agree with you." not in read
    noor.post(at(site, "/answers/FR"), {**typed, "consent": "yes"})
    assert b"supports" not in public.get(f"/en/{site.slug}/letters").data
    noor.post(at(site, "/answers/FR/published"), {"publish": "yes"})
    newest = letters_queries.last_issued(site.campaign.id)
    assert newest
    own = plain(public.get(f"/en/{site.slug}/letters/FR/{newest.size}").text)
    assert "We agree with you." in own
    assert "Were you misquoted? Write to press@example.org." in own
    noor.post(at(site, "/answers/FR/published"), {"publish": "no"})
    assert b"We agree" not in public.get(f"/en/{site.slug}/letters").data
    noor.post(at(site, "/answers/FR/removed"))
    assert letters_queries.newest_reply(site.campaign.id, "FR") is None


def test_what_is_typed_is_what_is_published(site: Site, noor: Desk) -> None:
    issued(site, noor)
    public = site.app.test_client()
    there = at(site, "/answers/FR")
    typed = {
        "position": "supports", "day": clock.today().isoformat(), "form": "call", "words": "At first.",
        "consent": "yes", "note": "",
    }  # fmt: skip
    noor.get(there)
    page = noor.post(there, typed).text
    assert BUTTONS.findall(page) == ["Save the draft", "Save and publish"]
    page = noor.post(there, {**typed, "words": "In the end.", "publish": "yes"}).text
    assert BUTTONS.findall(page) == ["Save it, for the public too", "Save it as a draft, off the page"]
    read = plain(public.get(f"/en/{site.slug}/letters").text)
    assert "“In the end.”" in read
    assert "At first." not in read
    noor.post(there, {**typed, "words": "Mended."})
    assert "Mended." not in plain(public.get(f"/en/{site.slug}/letters").text)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("day", "2099-01-01", "is still to come"),
        ("position", "maybe", "Choose one."),
        ("words", "x" * 2_001, "longer than 2000 characters"),
        ("note", "a\x00b", ""),
    ],
)
def test_an_answer_that_cant_be_keeps_what_was_typed(
    site: Site, noor: Desk, field: str, typed: str, sentence: str
) -> None:
    issued(site, noor)
    noor.get(at(site, "/answers/FR"))
    fields = {
        "position": "none", "day": clock.today().isoformat(), "form": "mail", "words": "Thank you.",
        "consent": "no", "note": "", field: typed,
    }  # fmt: skip
    answer = noor.post(at(site, "/answers/FR"), fields)
    assert answer.status_code in {400, 422}
    assert sentence in plain(answer.text)
    assert letters_queries.newest_reply(site.campaign.id, "FR") is None


def test_an_answer_that_waits_is_counted_nowhere_in_public(site: Site, noor: Desk) -> None:
    issued(site, noor)
    planned(site, noor)
    noor.post(at(site, "/sending"), {**SEND, "number": "2"})
    with time_machine.travel(clock.now() + timedelta(hours=3), tick=False):
        assert deliver_letters(transport=Folder(site.folder))
    public = site.app.test_client()
    noor.get(at(site, "/answers/FR"))
    typed = {"position": "supports", "day": clock.today().isoformat(), "form": "mail", "consent": "no"}
    noor.post(at(site, "/answers/FR"), {**typed, "words": "", "note": ""})
    assert "1 mission was written to" in plain(public.get(f"/en/{site.slug}").text)
    assert "none has answered yet." in plain(public.get(f"/en/{site.slug}").text)
    noor.post(at(site, "/answers/FR/published"), {"publish": "yes"})
    written = letters_queries.written(site.campaign.id)
    assert written
    assert written.answered == 1
