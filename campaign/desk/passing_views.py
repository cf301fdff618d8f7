"""Passing a campaign on: what its links are shown with, and posters and leaflets to print."""

from typing import Any

from flask import Blueprint, g, render_template, request
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.desk.text_words import language_name
from campaign.lib.refusal import Refusal
from campaign.pictures.about import picture_path
from campaign.pictures.prints import PAPERS, Print, offered, print_one
from campaign.pictures.sharing import is_shared
from campaign.releases import queries as releases_queries
from campaign.web.downloads import download

pages = Blueprint("passing", __name__)
BASE = "/desk/campaigns/<slug>/passing-on"


@pages.get(BASE)
def show(slug: str) -> Any:
    """What a link looks like in each language, and what can be printed; where harm isn't ruled out, why nothing."""
    return _page()


@pages.get(f"{BASE}/print")
def print_it(slug: str) -> Any:
    """A poster or a leaflet as a PDF."""
    kind, _, paper = request.args.get("what", "").partition("-")
    language = request.args.get("language", "")
    if kind not in set(Print) or paper not in PAPERS[Print(kind)]:
        return _page(problem=gettext("Choose what is to be printed.")), 422
    try:
        pdf = print_one(campaign=g.campaign, kind=Print(kind), paper=paper, language=language)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    return download(pdf, kind="application/pdf", name=f"{slug}-{kind}-{paper}-{language}.pdf")


def _page(problem: str | None = None) -> str:
    campaign = g.campaign
    try:
        offered(campaign)
        reason = None
    except Refusal as refusal:
        reason = said(refusal)
    languages = [text.language for text in releases_queries.shown_texts(campaign)]
    return render_template(
        "desk/passing.html",
        languages_offered=[(code, language_name(code)) for code in languages],
        links=[(code, language_name(code), picture_path(campaign, code)) for code in languages],
        is_shared=is_shared(campaign), reason=reason, problem=problem, kinds=_kinds(), language_name=language_name,
    )  # fmt: skip


def _kinds() -> list[tuple[str, str]]:
    """(what, words) of each thing that can be printed."""
    called = {Print.POSTER: gettext("A poster"), Print.LEAFLET: gettext("A leaflet")}
    return [
        (f"{kind.value}-{paper}", f"{called[kind]}, {paper.upper()}")
        for kind in Print
        for paper in PAPERS[kind]
    ]
