"""Signatures on paper: who keeps the slips, printing them, erasing one by its number. No name is shown here."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import day_typed, said
from campaign.desk.text_words import language_name
from campaign.desk.typed_numbers import whole
from campaign.lib.refusal import Refusal
from campaign.paper import actions
from campaign.paper import queries as paper_queries
from campaign.paper.actions.printing import MOST
from campaign.paper.printing import Layout, print_slips
from campaign.paper.rows import slip_number
from campaign.releases.models import CONFIRMABLE
from campaign.web.downloads import download
from campaign.web.filters import page_language

pages = Blueprint("slips", __name__)
BASE = "/desk/campaigns/<slug>/paper"


@pages.get(BASE)
def show(slug: str) -> Any:
    """How many there are, who keeps them, and forms to print some or to erase one."""
    return _page()


@pages.post(f"{BASE}/keeping")
def keep(slug: str) -> Any:
    """Who keeps the slips, and when they are shredded."""
    typed = {name: request.form.get(name, "") for name in ("keeper", "shred_on")}
    try:
        actions.keep(slug=slug, keeper=typed["keeper"], shred_on=day_typed(typed["shred_on"]))
    except Refusal as refusal:
        return _page(refusal, typed, otherwise="shred_on"), 422
    return _saved(slug)


@pages.post(f"{BASE}/printed")
def print_some(slug: str) -> Any:
    """New slips as a PDF: it is the only place in which their codes stand."""
    typed = {name: request.form.get(name, "") for name in ("count", "language", "layout")}
    try:
        layout = Layout(typed["layout"]) if typed["layout"] in set(Layout) else Layout.SLIPS
        count = whole("count") or 0
        pdf = print_slips(campaign=g.campaign, language=typed["language"], count=count, layout=layout)
    except Refusal as refusal:
        return _page(refusal, typed, otherwise="count"), 422
    response = download(pdf, kind="application/pdf", name=f"{slug}-{layout}-{typed['language']}.pdf")
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.post(f"{BASE}/erased")
def erase(slug: str) -> Any:
    """For whoever lost her code: by the number on both halves."""
    typed = {"erase": request.form.get("erase", "")}
    try:
        actions.take_out(slug=slug, number=slip_number(typed["erase"], field="erase"))
    except Refusal as refusal:
        return _page(refusal, typed, otherwise="erase"), 422
    flash(gettext("Erased. The log says so from its next entries on."), "success")
    return redirect(url_for("slips.show", slug=slug))


@pages.post(f"{BASE}/shredded")
def shredded(slug: str) -> Any:
    """The slips are no more."""
    try:
        actions.note_shredded(slug=slug)
    except Refusal as refusal:
        return _page(refusal, {}, otherwise="keeper"), 422
    return _saved(slug)


def _saved(slug: str) -> Any:
    flash(gettext("Saved."), "success")
    return redirect(url_for("slips.show", slug=slug))


def _page(refusal: Refusal | None = None, typed: dict[str, str] | None = None, otherwise: str = "") -> str:
    if g.campaign.protects_signers:
        return render_template("desk/paper_none.html")
    return render_template(
        "desk/paper.html",
        figures=paper_queries.figures(g.campaign.id),
        keeping=paper_queries.keeping(g.campaign.id),
        is_open=g.campaign.state in CONFIRMABLE,
        languages_offered=[(code, language_name(code)) for code in g.campaign.languages],
        layouts=Layout,
        most=MOST,
        typed={"layout": Layout.SLIPS.value, "language": page_language(), **(typed or {})},
        wrong={refusal.field or otherwise: said(refusal)} if refusal else {},
    )
