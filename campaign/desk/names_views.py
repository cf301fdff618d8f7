"""Names of a page of signatures: the desk gives what is sealed, and none of its own pages opens it."""

from base64 import b64encode
from typing import Any

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.desk.signature_views import wanted_of
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.row_numbers import row_number
from campaign.lists import sealed_pages
from campaign.moderation import signatures
from campaign.moderation.signatures import Line
from campaign.releases import actions
from campaign.web.downloads import download

pages = Blueprint("names", __name__, url_prefix="/desk/campaigns/<slug>/signatures")
LOOKS = "looks at names"  # who went to them from the desk, and of which campaign


@pages.get("/names")
def show(slug: str) -> Any:
    """Where names can be opened, and the way there."""
    return _page()


@pages.post("/names/on")
def turn_on(slug: str) -> Any:
    """Let holders open them in the page that the site serves."""
    try:
        actions.turn_names_on(slug=slug)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    flash(gettext("Names are turned on. The owners are told so by mail."), "success")
    return redirect(url_for("names.show", slug=slug))


@pages.post("/names/off")
def turn_off(slug: str) -> Any:
    """No longer."""
    actions.turn_names_off(slug=slug)
    flash(gettext("Names are turned off."), "success")
    return redirect(url_for("names.show", slug=slug))


@pages.post("/names/opened")
def go(slug: str) -> Any:
    """Note that she looks, and lead to the page that has no key yet and asks for hers."""
    try:
        actions.look_at_names(slug=slug)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    session[LOOKS] = [g.organiser.id, slug]
    return redirect(f"/holder.html#names&campaign={slug}")


@pages.get("/names.json")
def page(slug: str) -> Any:
    """One page of signatures with their sealed records (docs/holders.md); not for who didn't come from the desk.

    Of what the server knows it says what the page of signatures says, and no country: that is in the record.
    """
    if not g.campaign.shows_names or session.get(LOOKS) != [g.organiser.id, slug]:
        return jsonify(problem="begin"), 409
    problems: dict[str, str] = {}
    wanted = wanted_of(request.args, problems)
    if problems:
        return jsonify(problems=problems), 422
    before, after = row_number(request.args.get("before", "")), row_number(request.args.get("after", ""))
    rows = signatures.page(g.campaign.id, wanted, before=before, after=after)
    sealed = sealed_pages.sealed_by_id(g.campaign.id, [line.id for line in rows.lines])
    return jsonify(
        slug=slug, rows=[_row(line, *sealed.get(line.id, (None, None))) for line in rows.lines],
        older=rows.older, newer=rows.newer,
    )  # fmt: skip


@pages.post("/rows.sealed")
def seal(slug: str) -> Any:
    """The rows that a page shows, as a sealed list for the saved file."""
    problems: dict[str, str] = {}
    wanted = wanted_of(request.form, problems)
    if problems:
        abort(400)
    rows = signatures.page(g.campaign.id, wanted, before=row_number(request.form.get("before", "")))
    raw = sealed_pages.list_of(campaign=g.campaign, ids=[line.id for line in rows.lines])
    return download(raw, kind="application/octet-stream", name=f"{slug}-rows-{clock.today()}.sealed")


def _row(line: Line, record_id: bytes | None, sealed: bytes | None) -> dict[str, Any]:
    return {
        "record": record_id.hex() if record_id else None,
        "sealed": b64encode(sealed).decode() if sealed else None,
        "index": line.index,
        "state": line.state,
        "day": line.day.isoformat() if line.day else None,
        "language": line.language,
        "wants_updates": bool(line.wants_updates),
    }


def _page(problem: str | None = None) -> str:
    return render_template("desk/names.html", problem=problem)
