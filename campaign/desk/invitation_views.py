"""Taking up an invitation: a name, and how to sign in from then on."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import at_its_place, said
from campaign.lib.languages import DEFAULT, DESK_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.sign_in import sign_in_at_first
from campaign.spoken import spoken

pages = Blueprint("invitation", __name__, url_prefix="/desk/invitations")


@pages.get("/<token>")
def show(token: str) -> Any:
    """The form; for somebody who is signed in, one button."""
    invitation = organisers_queries.invitation(token)
    if invitation is None:
        return render_template("desk/invitation_void.html"), 404
    return render_template(
        "desk/invitation.html", invitation=invitation, token=token, typed={}, problem=None, wrong=None
    )


@pages.post("/<token>")
def take_up(token: str) -> Any:
    """Make the account and sign it in; a second factor comes next."""
    invitation = organisers_queries.invitation(token)
    if invitation is None:
        return render_template("desk/invitation_void.html"), 404
    typed = {name: request.form.get(name, "") for name in ("name", "email", "password")}
    try:
        organiser = actions.take_up(token=token, language=_language(), **typed)
    except Refusal as refusal:
        page = render_template(
            "desk/invitation.html", invitation=invitation, token=token, typed=typed, **at_its_place(refusal)
        )
        return page, 422
    sign_in_at_first(organiser)
    return redirect(url_for("account.show"))


@pages.post("/<token>/join")
def join(token: str) -> Any:
    """Add what the invitation is for to an account that is signed in."""
    try:
        actions.join(token=token, organiser=g.organiser)
    except Refusal as refusal:
        abort(404, said(refusal))
    flash(gettext("You are in."), "success")
    return redirect(url_for("campaigns.index"))


def _language() -> str:
    """The page language that she reads this in."""
    here = str(spoken()).replace("_", "-")
    return next((code for code in DESK_LANGUAGES if here.startswith(code)), DEFAULT)
