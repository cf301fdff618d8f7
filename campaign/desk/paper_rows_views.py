"""Rows of slips, typed one after the other with the keyboard alone. What was typed is shown only until it is taken."""

from typing import Any

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext

from campaign.desk.paper_views import BASE, pages
from campaign.desk.refusals import said
from campaign.lib import countries
from campaign.lib.refusal import Refusal
from campaign.paper import actions
from campaign.paper import queries as paper_queries
from campaign.paper.codes import printed_number
from campaign.paper.rows import read_row, slip_number
from campaign.releases.models import CONFIRMABLE
from campaign.spoken import spoken
from campaign.vault import queries as vault_queries

LAST = "paper"  # in the session: the campaign, and the country of the row before


@pages.get(f"{BASE}/rows")
def rows(slug: str) -> Any:
    """A form of three fields, and the numbers of what can still be undone."""
    return _page()


@pages.post(f"{BASE}/rows")
def take(slug: str) -> Any:
    """Take the row, and show an empty form for the next."""
    typed = {name: request.form.get(name, "") for name in ("number", "name", "country")}
    try:
        row = read_row(**typed)
        actions.take_row(slug=slug, row=row)
    except Refusal as refusal:
        return _page(typed, {refusal.field or "number": said(refusal)}), 422
    flash(gettext("Slip %(number)s is taken.", number=printed_number(row.number)), "success")
    session[LAST] = [slug, row.country]
    return redirect(url_for("slips.rows", slug=slug))


@pages.post(f"{BASE}/rows/undone")
def undo(slug: str) -> Any:
    """As if the row had never been typed."""
    typed = request.form.get("undo", "")
    try:
        number = slip_number(typed, field="undo")
        actions.undo_row(slug=slug, number=number)
    except Refusal as refusal:
        return _page(wrong={refusal.field or "undo": said(refusal)}, undo_number=typed), 422
    flash(
        gettext("Slip %(number)s is undone. It can be typed again.", number=printed_number(number)), "success"
    )
    return redirect(url_for("slips.rows", slug=slug))


def _page(
    typed: dict[str, str] | None = None, wrong: dict[str, str] | None = None, undo_number: str = ""
) -> str:
    if g.campaign.protects_signers:
        return render_template("desk/paper_none.html")
    locale = str(spoken())
    return render_template(
        "desk/paper_rows.html",
        typed=typed or _empty(locale),
        wrong=wrong or {},
        focus=next(iter(wrong or {}), "number"),
        undo_number=undo_number,
        countries=countries.collated(locale),
        held=[(printed_number(row.number), row.due_at) for row in paper_queries.on_hold(g.campaign.id)],
        is_open=g.campaign.state in CONFIRMABLE and bool(vault_queries.holders()),
    )


def _empty(locale: str) -> dict[str, str]:
    """The country is the one of the row before. The number is typed each time: slips lie in no order."""
    slug, code = session.get(LAST) or ("", countries.UNSAID)
    is_known = slug == g.campaign.slug and code != countries.UNSAID
    return {"number": "", "name": "", "country": countries.name(code, locale) if is_known else ""}
