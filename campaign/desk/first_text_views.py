"""The first text of a campaign that isn't open: pasted, read, and shown to nobody but who has the link."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.reading.release import read_release

pages = Blueprint("first_text", __name__, url_prefix="/desk/campaigns/<slug>/start/text")
LONGEST_DEMAND = 600
FIELDS = ("language", "text", "demand", "day")


@pages.get("")
def show(slug: str) -> Any:
    """What there is in each language, and a form for one more."""
    return _page({"language": g.organiser.language})


@pages.post("")
def take_in(slug: str) -> Any:
    """Read what was pasted, and make it the draft's text."""
    typed = {name: request.form.get(name, "") for name in FIELDS}
    typed["language"] = typed["language"] if typed["language"] in LANGUAGES else g.organiser.language
    try:
        _take_in(slug, typed)
    except Refusal as refusal:
        unsure = isinstance(refusal, actions.LooksOtherwise)
        return _page(typed, problem=said(refusal), unsure=unsure), 422
    flash(gettext("Taken in. Nobody reads it yet but who has the link."), "success")
    return redirect(url_for("first_text.show", slug=slug))


def _take_in(slug: str, typed: dict[str, str]) -> None:
    release = read_release(typed["text"])
    demand = " ".join(typed["demand"].split())
    if not demand or len(demand) > LONGEST_DEMAND:
        raise Refusal("releases/long-demand", most=LONGEST_DEMAND)
    actions.take_in(
        slug=slug, language=typed["language"], headline=release.headline, place=release.place,
        day=_day(typed["day"]) or release.date or _no_day(), demand=demand, body=release.body,
        sure_of_language="sure" in request.form,
    )  # fmt: skip


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def _no_day() -> date:
    raise Refusal("releases/no-day-in-it")


def _page(typed: dict[str, str], *, problem: str | None = None, unsure: bool = False) -> str:
    texts = releases_queries.current_texts(g.campaign.id)
    return render_template(
        "desk/first_text.html", typed=typed, problem=problem, unsure=unsure, texts=texts,
        preview=actions.preview_token(g.campaign.slug),
    )  # fmt: skip
