"""A letter read as a page: as it would be now, or one of those that wait. Its paper is set from the same words."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for

from campaign.desk.letter_views import pages
from campaign.desk.refusals import said
from campaign.letters import previews
from campaign.letters import queries as letters_queries
from campaign.letters.composition import Values
from campaign.lib.refusal import Refusal
from campaign.lib.un_names import un_name
from campaign.missions.states import is_state, state
from campaign.web.filters import page_language


@pages.get("/preview")
def preview(slug: str) -> Any:
    """What a letter to one State would say, as things stand now."""
    code = request.args.get("state", "")
    if not code:
        return redirect(f"{url_for('outgoing.show', slug=slug)}#preview")
    if not is_state(code):
        abort(404)
    try:
        editions, letter = previews.preview(g.campaign, state(code))
    except Refusal as refusal:
        return _page(code, problem=said(refusal)), 422
    return _page(code, editions, letter, is_invented=previews.is_invented(g.campaign))


@pages.get("/made/<code>")
def read_as_page(slug: str, code: str) -> Any:
    """One of those that wait."""
    shown = letters_queries.drafted_page(g.campaign.id, code)
    if shown is not None:
        return _page(code, *shown, is_made=True)
    if letters_queries.drafted_pdf(g.campaign.id, code) is None:
        abort(404)
    return redirect(
        url_for("outgoing.read_one", slug=slug, code=code)
    )  # made before there were pages of them


def _page(
    code: str,
    editions: dict[str, Values] | None = None,
    letter: Values | None = None,
    *,
    is_invented: bool = False,
    is_made: bool = False,
    problem: str | None = None,
) -> str:
    return render_template(
        "desk/letter_page.html", code=code, name=un_name(code, page_language()), editions=editions or {},
        letter=letter, is_invented=is_invented, is_made=is_made, problem=problem,
    )  # fmt: skip
