"""Posts that are refused: why, when to come back, and nothing typed is lost."""

from typing import Any

from flask import Response, g, request
from flask_babel import gettext
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import Forbidden, HTTPException, ServiceUnavailable, TooManyRequests

from campaign.extensions import db
from campaign.limits import budgets
from campaign.releases.models import CampaignState
from campaign.signing import pages, queries
from campaign.signing.forms import NameAndCountry, SignForm
from campaign.signing.link_views import link_page
from campaign.signing.views import page_again, signing
from campaign.web import error_page, log_away, refuse_garbled, said_alone
from campaign.web.problems import COME_AGAIN


@signing.errorhandler(403)
def came_from_elsewhere(error: Forbidden) -> Any:
    """A form from another site, or without its token: explained, and nothing typed is lost."""
    return _kept(
        403,
        gettext(
            "This form did not come from our page, so nothing was sent. Check it and press the button again."
        ),
    )


@signing.errorhandler(503)
@signing.errorhandler(OperationalError)
def not_taken(error: ServiceUnavailable | OperationalError) -> Any:
    """Nothing can be stored now: when to come back, and nothing typed is lost, as far as a page can be made at all."""
    if isinstance(error, OperationalError):
        log_away(error)
    try:
        db.session.rollback()
        response = _kept(
            503,
            gettext(
                "We can’t accept this right now, so nothing was stored. What you typed is still here: press the "
                "button again in a minute."
            ),
            elsewhere=gettext(
                "Nothing is lost. Try again in a minute; pressing a button twice does no harm."
            ),
        )
    except SQLAlchemyError:
        return error_page(ServiceUnavailable())
    response.headers["Retry-After"] = COME_AGAIN
    return response


@signing.app_errorhandler(429)
def too_many(error: TooManyRequests) -> Any:
    """Over a limit, in any room: when to come back, in words and in Retry-After."""
    opens = budgets.opens_at()
    response = _kept(
        429, budgets.come_back(opens, is_kept=True), elsewhere=budgets.come_back(opens, is_kept=False)
    )
    response.headers["Retry-After"] = str(budgets.seconds_until(opens))
    return response


def _kept(status: int, sentence: str, *, elsewhere: str | None = None) -> Response:
    """The answer to a refused POST: the form again where something was typed, elsewhere a page."""
    arguments = request.view_args or {}
    if request.endpoint == "signing.correct" and _readable() and queries.behind(arguments["token"]):
        form = NameAndCountry()
        return link_page(arguments["language"], arguments["token"], form, status=status, notice=sentence)
    campaign = pages.campaign_at(arguments["slug"]) if request.endpoint == "signing.submit" else None
    if campaign is None or campaign.state != CampaignState.OPEN or not _readable():
        return said_alone(status, elsewhere or sentence)
    form = SignForm()
    if g.get("cross_site"):
        form.website.data = ""
    return page_again(campaign, arguments["language"], form, status, notice=sentence)


def _readable() -> bool:
    """Whether the body is a form of ours: limits are checked before anyone looks at it."""
    try:
        refuse_garbled()
    except HTTPException:
        return False
    return True
