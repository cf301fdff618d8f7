"""Forms that look like a program's: let in or deleted, one or several."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from campaign.desk.refusals import said
from campaign.desk.signature_views import pages
from campaign.lib.refusal import Refusal
from campaign.lib.row_numbers import row_number
from campaign.moderation import actions
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import AT_A_LOOK
from campaign.web.filters import Counted

ACCEPT, REFUSE = "accept", "refuse"


@pages.get("/held")
def held(slug: str) -> Any:
    """Fifty, the oldest first, each with why."""
    return _page(problem=None)


@pages.post("/held")
def decide(slug: str) -> Any:
    """What the pressed button says, of those whose boxes are ticked, or of the one whose button it is."""
    verb, _, single = request.form.get("decision", "").partition(" ")
    numbers = _numbers([single] if single else request.form.getlist("number"))
    if not numbers:
        return _page(problem=gettext("Tick at least one of them.")), 422
    if verb not in {ACCEPT, REFUSE}:
        return _page(problem=gettext("Press one of the buttons.")), 422
    try:
        decided = (actions.accept_held if verb == ACCEPT else actions.refuse_held)(
            campaign=g.campaign.id, numbers=numbers
        )
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    flash(_told(verb, decided), "success")
    if decided < len(numbers):
        flash(_told_missing(len(numbers) - decided), "error")
    return redirect(url_for("signatures.held", slug=slug))


def _page(*, problem: str | None) -> str:
    after = request.args.get("after", "")
    listed = moderation_queries.held(g.campaign.id, after=row_number(after) or 0)
    return render_template(
        "desk/held.html",
        listed=listed,
        counts=moderation_queries.held_by_reason(g.campaign.id),
        more=listed[-1].id if len(listed) == AT_A_LOOK else None,
        problem=problem,
        ticked=request.form.getlist("number"),
    )


def _numbers(ticked: list[str]) -> list[int]:
    """Those that are numbers; any other is none of the held ones."""
    return sorted({number for each in ticked if (number := row_number(each)) is not None})


def _told(verb: str, decided: int) -> str:
    if verb == ACCEPT:
        return ngettext(
            "%(num)s has been accepted. Its mail is being sent now; it counts once it is confirmed.",
            "%(num)s have been accepted. Their mails are being sent now; each counts once it is confirmed.",
            Counted(decided),
        )
    return ngettext("%(num)s has been deleted.", "%(num)s have been deleted.", Counted(decided))


def _told_missing(missing: int) -> str:
    return ngettext(
        "%(num)s was no longer held: somebody else had decided, or its time had run out.",
        "%(num)s were no longer held: somebody else had decided, or their time had run out.",
        Counted(missing),
    )
