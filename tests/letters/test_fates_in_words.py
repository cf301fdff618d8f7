"""What became of a letter, and what was answered, as the public reads it: each in its own words."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from campaign.letters.fates import DELIVERED, ON_THE_WAY, UNDELIVERED, Position, SendingState
from campaign.lib.languages import LANGUAGES

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MACROS = (
    '{% import "letters/fate.html" as fate with context %}'
    '{% from "letters/figure.html" import figure with context %}'
)
ENDED = datetime(2016, 10, 3, tzinfo=UTC)
SENT = {
    "queued": "Waiting to be sent",
    "sending": "Waiting to be sent",
    "sent": "Sent on 3 October 2016",
    "stopped": "Not sent",
    "refused": "Could not be delivered",
    "bounced": "Could not be delivered",
    "unknown": "Not certain that it was delivered",
}
READ = {
    "none": "Our reading: it states no position. <bdi>By telephone.</bdi>",
    "acknowledged": "Our reading: it acknowledges the letter. <bdi>By telephone.</bdi>",
    "supports": "Our reading: it supports the demand. <bdi>By telephone.</bdi>",
    "declines": "Our reading: it declines the demand. <bdi>By telephone.</bdi>",
}


def said(app: Flask, language: str, macro: str, **values: Any) -> str:
    with app.test_request_context(f"/{language}/skies/letters"), force_locale(LANGUAGES[language].locale):
        return render_template_string(f"{MACROS}{{{{ {macro} }}}}", **values)


def sent(app: Flask, state: str, language: str = "en") -> str:
    return said(app, language, "fate.sent(row)", row=SimpleNamespace(state=state, ended_at=ENDED))


def read(app: Flask, position: str, language: str = "en") -> str:
    reply = SimpleNamespace(position=position, note="By telephone.")
    return said(app, language, "fate.reading(reply)", reply=reply)


@ON_SQLITE
def test_every_state_and_every_position_in_english(app: Flask) -> None:
    assert {state: sent(app, state) for state in SendingState} == SENT
    assert {position: read(app, position) for position in Position} == READ


@ON_SQLITE
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_tells_as_many_apart(app: Flask, language: str) -> None:
    assert len({sent(app, state, language) for state in SendingState}) == len(set(SENT.values()))
    assert len({read(app, position, language) for position in Position}) == len(Position)


@ON_SQLITE
def test_an_unknown_one_is_told_as_none(app: Flask) -> None:
    with pytest.raises(AssertionError, match="no case for 'lost'"):
        sent(app, "lost")
    with pytest.raises(AssertionError, match="no case for 'wavers'"):
        read(app, "wavers")


@ON_SQLITE
def test_a_figure_is_a_number_or_one_of_two_phrases(app: Flask) -> None:
    shown = [said(app, "en", "figure(n)", n=n) for n in (12340, "fewer than ten", "not shown")]
    assert shown == ["at\u00a0least\u00a012,340", "fewer\u00a0than\u00a0ten", "not\u00a0shown"]
    with pytest.raises(AssertionError, match="no case for 'few'"):
        said(app, "en", "figure(n)", n="few")


def test_a_stopped_letter_is_neither_delivered_nor_on_its_way() -> None:
    assert set(SendingState) - {*DELIVERED, *ON_THE_WAY, *UNDELIVERED} == {SendingState.STOPPED}
