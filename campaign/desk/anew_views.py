"""Choosing anew how one signs in, by a link that an owner or whoever runs the server gave."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_security.utils import login_user

from campaign.desk.refusals import at_its_place
from campaign.lib.refusal import Refusal
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries

pages = Blueprint("anew", __name__, url_prefix="/desk/anew")


@pages.get("/<token>")
def show(token: str) -> Any:
    """The form."""
    if organisers_queries.readmission(token) is None:
        return render_template("desk/invitation_void.html"), 404
    return render_template("desk/anew.html", token=token, problem=None, wrong=None)


@pages.post("/<token>")
def begin(token: str) -> Any:
    """Take the new password; a second factor comes next."""
    if organisers_queries.readmission(token) is None:
        return render_template("desk/invitation_void.html"), 404
    try:
        organiser = actions.begin_anew(token=token, password=request.form.get("password", ""))
    except Refusal as refusal:
        return render_template("desk/anew.html", token=token, **at_its_place(refusal)), 422
    login_user(organiser)
    return redirect(url_for("account.show"))
