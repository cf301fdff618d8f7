"""What is read: the way in, the tally as page, JSON and CSV, and the texts as they were signed."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template
from flask_babel import gettext

from campaign.current import settings
from campaign.lib.charts import FULL, reached
from campaign.lib.page_names import ranked
from campaign.lib.spreadsheets import as_csv
from campaign.releases import queries
from campaign.releases.figures import COLUMNS, public_figures
from campaign.releases.models import Campaign, CampaignState
from campaign.releases.outlook import outlook
from campaign.releases.verifying import growth, on_paper
from campaign.releases.world import world
from campaign.tally import queries as tally_queries
from campaign.tally import removal
from campaign.tally.folder import note_instead
from campaign.web import public_page
from campaign.web.filters import page_language
from campaign.web.routes import LANGUAGE

releases = Blueprint("releases", __name__)


def public_campaign(slug: str) -> Campaign:
    """The campaign at an address; 404 for a draft or none at all."""
    return queries.public_campaign(slug) or abort(404)


@releases.get("/")
@releases.get(f"/{LANGUAGE}")
def front(language: str = "") -> Any:
    """To the campaign opened last, in this language or the reader's; several open ones are listed."""
    language = language or page_language()
    open_ones = queries.in_state(CampaignState.OPEN)
    campaigns = [campaign for campaign in open_ones if not campaign.example] or list(open_ones)
    if len(campaigns) == 1:
        response = redirect(f"/{language}/{campaigns[0].slug}")
    else:
        listed = [(campaign, queries.text_for(campaign.id, language)) for campaign in campaigns]
        response = Response(render_template("releases/list.html", listed=listed, language=language))
    response.headers["Vary"] = "Accept-Language"
    return response


@releases.get(f"/{LANGUAGE}/<slug>/tally")
@public_page
def tally_page(language: str, slug: str) -> Any:
    """The count, as it may be stated."""
    campaign = public_campaign(slug)
    tally = tally_queries.public_tally(campaign.id)
    figures = dict(tally.stated.countries) if tally.stated else {}
    return render_template(
        "releases/tally.html",
        campaign=campaign,
        world=world(figures),
        **growth(campaign),
        release=queries.text_for(campaign.id, language),
        tally=tally,
        rows=_bars(ranked(figures, language)),
        reached=reached(tally.total, campaign.goal),
        outlook=outlook(campaign, language),
        states_from=settings().state_entries,
        removed=removal.table(tally.removed, gettext),
        **on_paper(f"{language}/{slug}/tally"),
    )


def _bars(rows: list[tuple[str, int]]) -> list[tuple[str, int, int]]:
    """(name, figure, thousandths of the largest figure)."""
    largest = max((figure for _, figure in rows), default=0)
    return [(name, figure, FULL * figure // largest) for name, figure in rows]


@releases.get("/<slug>/tally.json")
@public_page
def tally_json(slug: str) -> Any:
    """The same for programs."""
    return jsonify(public_figures(public_campaign(slug)))


@releases.get("/<slug>/tally.csv")
@public_page
def tally_csv(slug: str) -> Any:
    """The same for spreadsheets: a line a country, what isn't shown, what was taken in; then the total of now."""
    tally = tally_queries.public_tally(public_campaign(slug).id)
    rows: list[tuple[str, int]] = list(tally.ranked)
    if stated := tally.stated:
        rows.append(("not shown by country", stated.not_shown))
        rows.append((f"by country as of {stated.day.isoformat()}", stated.taken_in))
    rows.append(("total", tally.total))
    return Response(as_csv([COLUMNS, *rows]), content_type="text/csv; charset=utf-8")


@releases.get("/<slug>/texts/<string(length=64):sha256>")
@public_page
def text(slug: str, sha256: str) -> Any:
    """A canonical text, to the byte; 410 for one that may not be read, for now or any more.

    Its bytes never change, and yet no cache keeps them for long, since it may be taken down.
    """
    campaign = public_campaign(slug)
    text = queries.text(campaign.id, sha256)
    if text is None:
        abort(410 if queries.unread_text(campaign.id, sha256) else 404)
    return Response(text.canonical, content_type="text/plain; charset=utf-8")


@releases.get("/<slug>/texts/<string(length=64):sha256>.withdrawn")
@public_page
def withdrawn_text(slug: str, sha256: str) -> Any:
    """What a checker reads in the place of a text that may not be read."""
    text = queries.unread_text(public_campaign(slug).id, sha256) or abort(404)
    note = note_instead(text.sha256, for_good=text.withdrawn_at is not None)
    return Response(note, content_type="text/plain; charset=utf-8")
