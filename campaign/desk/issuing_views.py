"""Letters become public: a yes or a no for each State that the demand is about, or whose figure is withheld."""

from typing import Any

from flask import flash, g, redirect, url_for
from flask_babel import gettext

from campaign.desk.letter_views import letters_page, pages
from campaign.desk.refusals import said
from campaign.desk.typed_numbers import whole
from campaign.desk.yes_or_no import declined, unanswered
from campaign.letters import actions
from campaign.letters import queries as letters_queries
from campaign.lib.refusal import Refusal
from campaign.lib.text import folded
from campaign.lib.un_names import un_name
from campaign.web.filters import in_line, page_language


@pages.post("/issued")
def issue(slug: str) -> Any:
    """Make them public: each has a page, and their list stands in the log."""
    waiting = [row.country for row in letters_queries.drafted_letters(g.campaign.id)]
    if missing := unanswered(waiting):
        problem = gettext("Answer yes or no for each State that is asked about below. Nothing was issued.")
        return letters_page(problem=problem, missing=missing), 422
    without = declined() & set(waiting)
    try:
        issued = actions.issue_draft(campaign=g.campaign, count=whole("number") or 0, without=without)
    except Refusal as refusal:
        return letters_page(problem=said(refusal)), 422
    flash(gettext("They were issued before.") if issued.again else _issued(without), "success")
    return redirect(url_for("outgoing.show", slug=slug))


def _issued(without: set[str]) -> str:
    sentence = gettext("Issued, with a page for each. None was sent yet.")
    if not without:
        return sentence
    language = page_language()
    names = sorted((un_name(code, language) for code in without), key=folded)
    left = gettext("None was issued to: %(states)s.", states=in_line(names))
    return f"{sentence} {left}"
