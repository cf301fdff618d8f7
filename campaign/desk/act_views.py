"""The list of acts: who did what in this campaign, and when."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, g, render_template, request, stream_with_context

from campaign.audit import queries as audit_queries
from campaign.audit import table
from campaign.audit.acts import Act
from campaign.audit.queries import AT_A_LOOK, Sought
from campaign.desk.act_facts import in_words
from campaign.desk.act_words import WORDS
from campaign.lib.days import read_day
from campaign.lib.row_numbers import row_number
from campaign.organisers import queries as organisers_queries

pages = Blueprint("acts", __name__, url_prefix="/desk/campaigns/<slug>/acts")


@pages.get("")
def show(slug: str) -> Any:
    """The newest first, a page at a time."""
    before = row_number(request.args.get("before", ""))
    people = _people()
    rows = audit_queries.newest(_sought(people), before=before, limit=AT_A_LOOK + 1)
    older = rows[AT_A_LOOK - 1].id if len(rows) > AT_A_LOOK else None
    return render_template(
        "desk/acts.html",
        entries=rows[:AT_A_LOOK],
        older=older,
        acts=list(Act),
        act_words=WORDS,
        in_words=in_words,
        people=people,
        asked=request.args,
    )


@pages.get("/acts.csv")
def export(slug: str) -> Any:
    """All that are sought, for a spreadsheet."""
    response = Response(
        stream_with_context(table.csv_lines(audit_queries.each(_sought(_people())))), mimetype="text/csv"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-acts.csv"'
    return response


def _sought(people: Mapping[int, str]) -> Sought:
    """What is asked for; what can't be read is not asked for."""
    asked = request.args
    act = asked.get("act", "")
    return Sought(
        campaign=g.campaign.slug,
        people=people,
        act=Act(act) if act in set(Act) else None,
        who=asked.get("who", "").strip()[:120] or None,
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
    )


def _people() -> dict[int, str]:
    """What those of the campaign are called in the list, by their numbers."""
    return {each.id: each.audit_name for each, _ in organisers_queries.people_of(g.campaign.id)}


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None
