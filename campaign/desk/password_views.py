"""Changing one's own password: the present one is asked, or a passkey in its place."""

from datetime import timedelta
from typing import Any

from flask import flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_security.utils import check_and_update_authn_fresh

from campaign.desk.account_views import pages
from campaign.desk.refusals import said
from campaign.lib.refusal import Refusal
from campaign.organisers import actions
from campaign.organisers.passwords import matches
from campaign.organisers.sign_in import FRESH
from campaign.organisers.wrong_tries import count_wrong_try

USER = "_user_id"  # in Flask-Login's session: by what it knows who is signed in


@pages.get("/password")
def password() -> Any:
    """The form."""
    return _form({})


@pages.post("/password")
def change_password() -> Any:
    """Take the new one, unless something is to be mended; then all other browsers are signed out."""
    present, new, again = (request.form.get(name, "") for name in ("present", "password", "again"))
    if wrong := _wrong(present, new, again):
        return _form(wrong), 422
    try:
        known_by = actions.change_password(organiser_id=g.organiser.id, new=new)
    except Refusal as refusal:
        return _form({"password": said(refusal)}), 422
    session[USER] = known_by
    flash(gettext("Your password is changed. You are signed out in all other browsers."), "success")
    return redirect(url_for("account.show"))


def _form(wrong: dict[str, str]) -> str:
    return render_template("desk/password.html", wrong=wrong, asks_present=_asks_present())


def _asks_present() -> bool:
    """Not of who has none, and not of who has a passkey and has just said that it is she."""
    if not g.organiser.password:
        return False
    return not (g.organiser.webauthn and check_and_update_authn_fresh(FRESH, timedelta(0)))


def _wrong(present: str, new: str, again: str) -> dict[str, str]:
    """What is to be mended, by field."""
    if _asks_present() and not matches(present, g.organiser.password):
        if not present:
            return {"present": gettext("Enter your present password.")}
        count_wrong_try(g.organiser.id)
        return {"present": gettext("That isn’t your present password.")}
    if not new:
        return {"password": gettext("Enter a new password.")}
    return {} if new == again else {"again": gettext("The two don’t match. Type the new one again.")}
