"""Sealed lists: asked for, how far they are, taken away, deleted. No name can be read on the server."""

from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.jobs import actions as jobs
from campaign.jobs import queries as jobs_queries
from campaign.lib import countries
from campaign.lib.refusal import Refusal
from campaign.lists import exports
from campaign.paper import queries as paper_queries
from campaign.spoken import spoken
from campaign.vault import queries as vault_queries

pages = Blueprint("exports", __name__, url_prefix="/desk/campaigns/<slug>/lists")


@pages.get("")
def show(slug: str) -> Any:
    """What was asked for and what lies here."""
    return _page()


@pages.post("")
def ask(slug: str) -> Any:
    """Have one made by the worker."""
    country = request.form.get("country", "").strip() or None
    which = request.form.get("which", "all")
    try:
        exports.ask(
            campaign=g.campaign, country=country, wants_updates=which == "updates", removed=which == "removed",
            paper=which == "paper",
        )  # fmt: skip
    except Refusal as refusal:
        return _page(problem=said(refusal), typed={"country": country or "", "which": which}), 422
    flash(gettext("The list is being made. This page shows how far it has got."), "success")
    return redirect(url_for("exports.show", slug=slug))


@pages.get("/<job>.sealed")
def fetch(slug: str, job: str) -> Any:
    """Take one away."""
    listed = exports.one(slug=slug, job=job)
    if listed is None or listed.file is None:
        abort(404)
    response = Response(exports.blocks(listed.file), mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{slug}-{listed.job.asked_at:%Y-%m-%d}.sealed"'
    )
    response.headers["Content-Length"] = str(listed.size)
    return response


@pages.post("/<job>/stop")
def stop(slug: str, job: str) -> Any:
    """Don't go on with one, or delete it before its week is over."""
    listed = exports.one(slug=slug, job=job)
    if listed is None:
        abort(404)
    if not exports.delete(slug=slug, job=job):
        jobs.ask_stop(job=job)
    return redirect(url_for("exports.show", slug=slug))


def _page(problem: str | None = None, typed: dict[str, str] | None = None) -> str:
    rows = [(each, jobs_queries.refusal(each.job)) for each in exports.of_campaign(g.campaign.slug)]
    return render_template(
        "desk/lists.html",
        lists=[(each, said(refusal) if refusal else None) for each, refusal in rows],
        holders=vault_queries.holders(),
        countries=countries.collated(str(spoken())),
        problem=problem,
        on_paper=not g.campaign.protects_signers and paper_queries.keeping(g.campaign.id) is not None,
        typed=typed or {"country": "", "which": "all"},
    )
