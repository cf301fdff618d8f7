"""The report: looked at first, then published by an owner with exactly these figures."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.conclusion_views import pages
from campaign.desk.refusals import said
from campaign.desk.stale import version_of
from campaign.lib.refusal import Refusal
from campaign.press import ending
from campaign.press import pages as press_pages
from campaign.press.report import report_figures
from campaign.releases import queries as releases_queries
from campaign.releases.models import CampaignState
from campaign.web.filters import page_language


@pages.get("/report")
def report(slug: str) -> Any:
    """As it would be published now, and whether one is."""
    return _page()


@pages.post("/report/published")
def publish_report(slug: str) -> Any:
    """Publish the figures that were looked at, or take what is published off the site."""
    try:
        if request.form.get("publish") != "yes":
            ending.hide_report(slug=slug)
            flash(gettext("It is off the site."), "success")
        else:
            figures = report_figures(g.campaign)
            if version_of(figures) != request.form.get("version", ""):
                return _page(problem=said(Refusal("press/other-figures"))), 409
            ending.publish_report(slug=slug, seen=figures)
            flash(gettext("The report is public now."), "success")
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    return redirect(url_for("conclusion.report", slug=slug))


def _page(*, problem: str | None = None) -> str:
    campaign = g.campaign
    figures = report_figures(campaign)
    row = releases_queries.report(campaign.id)
    return render_template(
        "desk/report.html", problem=problem, is_over=campaign.state == CampaignState.CLOSED,
        version=version_of(figures), published_at=row.published_at if row else None,
        is_same=row is not None and row.figures == figures,
        outcome=press_pages.outcome(campaign, page_language()), **press_pages.report_in_words(figures),
    )  # fmt: skip
