"""The page behind the link at the end of an update: one button, or one click in a mail program (RFC 8058)."""

from typing import Any

from flask import Blueprint, abort, make_response, render_template

from campaign.lists import actions, queries
from campaign.lists.unsubscribe_links import Meant
from campaign.signing import pages
from campaign.signing.forms import StampedForm, StampProblem
from campaign.signing.refusal_views import came_from_elsewhere
from campaign.web import by_one_click, takes_one_click
from campaign.web.routes import LANGUAGE

lists = Blueprint("lists", __name__)
lists.register_error_handler(403, came_from_elsewhere)


@lists.get(f"/{LANGUAGE}/u/<token>")
def updates(language: str, token: str) -> Any:
    """The same page whether she still gets updates or not. Opening it changes nothing."""
    return _page(language, token, queries.ends_updates(token))


@lists.post(f"/{LANGUAGE}/u/<token>")
@takes_one_click
def end_updates(language: str, token: str) -> Any:
    """No more updates: from our button, or from a mail program in her name."""
    form = StampedForm()
    if not by_one_click() and not form.validate():
        if form.stamp_problem == StampProblem.FORGED:
            abort(403)
        return _page(language, token, queries.ends_updates(token), notice=form.token.errors[0])
    return _page(language, token, actions.end_updates(token=token), ended=True)


def _page(
    language: str, token: str, link: Meant | None, *, ended: bool = False, notice: str | None = None
) -> Any:
    if link is None:
        abort(404)
    page = render_template(
        "lists/updates.html",
        **pages.frame(pages.campaign_of(link.campaign), language),
        form=StampedForm(formdata=None),
        token=token,
        ended=ended,
        notice=notice,
    )
    return make_response(page, 422 if notice else 200)
