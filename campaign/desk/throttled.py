"""Which posts are attempts to sign in, at whose account, and what is said when there were too many."""

from typing import Any

from flask import Response, after_this_request, make_response, render_template, request, session
from flask_login import current_user

from campaign.limits.budgets import come_back, seconds_until
from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import Organiser
from campaign.organisers.throttle import refused_until
from campaign.organisers.wrong_tries import count_wrong_try

# What is typed there can be guessed.
GUESSABLE = frozenset({
    "security.login", "security.verify", "security.two_factor_token_validation", "security.mf_recovery",
    "security.wan_signin_response", "security.two_factor_setup_validate", "security.wan_verify_response",
    "account.prove_code", "account.change_password", "invitation.take_up", "anew.begin", "people.confirm_freeze",
})  # fmt: skip

# Where a wrong one is shown the form again.
ASKS_ANEW = frozenset({
    "security.login", "security.verify", "security.two_factor_token_validation", "security.mf_recovery",
})  # fmt: skip


def slow_down() -> Any:
    """429 with a time to come back, before anything costly is done; None if it may go on."""
    if request.endpoint not in GUESSABLE:
        return None
    account = _account()
    moment = refused_until(account)
    if moment is None:
        if request.endpoint in ASKS_ANEW:
            _count_if_wrong(organisers_queries.by_email(account))
        return None
    page = render_template("desk/too_many.html", sentence=come_back(moment, is_kept=False))
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(seconds_until(moment))
    return response


def _count_if_wrong(organiser: Organiser | None) -> None:
    """Once it is answered; of an account that isn't there nothing is counted, and as much is asked."""
    organiser_id = organiser.id if organiser else None

    def count(response: Response) -> Response:
        if response.status_code == 200:
            count_wrong_try(organiser_id)
        return response

    after_this_request(count)


def _account() -> str:
    """The address that is tried; empty where none is said, as with passkeys."""
    if current_user.is_authenticated:
        return str(current_user.email)
    if pending := session.get("tf_user_id"):
        organiser = organisers_queries.by_uniquifier(str(pending))
        return organiser.email if organiser else ""
    return request.form.get("email", "")[:254]
