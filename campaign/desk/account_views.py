"""One's own account: how one signs in, the language, which mails one gets, and where one is signed in."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext

from campaign.current import settings
from campaign.desk import account_mails
from campaign.desk.gate import PUT_OFF
from campaign.lib import clock
from campaign.lib.languages import DESK_LANGUAGES
from campaign.notifications import actions as notifications
from campaign.organisers import actions
from campaign.organisers.recovery_codes import use_up

pages = Blueprint("account", __name__, url_prefix="/desk/account")


@pages.get("")
def show() -> Any:
    """What is set up and what isn't."""
    return render_template(
        "desk/account.html",
        desk_languages=DESK_LANGUAGES,
        first=not g.organiser.has_second_factor,
        mails=account_mails.choices(g.organiser),
    )


@pages.post("/recovery-code")
def prove_code() -> Any:
    """Type one printed recovery code back: it is used up, and shows that she has them."""
    if use_up(organiser_id=g.organiser.id, code=request.form.get("code", ""), proved=clock.now()):
        flash(gettext("Correct. That code is used up; keep the others safe."), "success")
    else:
        flash(gettext("That isn’t one of your recovery codes, or it has already been used."), "error")
    return redirect(url_for("account.show"))


@pages.post("/later")
def put_off() -> Any:
    """Go on without a second factor, in this session, while the site is on this machine alone."""
    if not settings().loopback:
        abort(404)
    session[PUT_OFF] = True
    return redirect(url_for("campaigns.index"))


@pages.post("/language")
def change_language() -> Any:
    """The language of the desk."""
    language = request.form.get("language", "")
    if language not in DESK_LANGUAGES:
        abort(422)
    actions.change_language(organiser_id=g.organiser.id, language=language)
    return redirect(url_for("account.show"))


@pages.post("/mails")
def choose_mails() -> Any:
    """Which mails she wants; what isn't ticked is turned off."""
    ticked = set(request.form.getlist("mails"))
    offered = account_mails.offered(g.organiser)
    notifications.choose(
        organiser_id=g.organiser.id, offered=offered, wanted=[kind for kind in offered if kind in ticked]
    )
    flash(gettext("Saved."), "success")
    return redirect(url_for("account.show"))


@pages.post("/sign-out-everywhere")
def sign_out_everywhere() -> Any:
    """End all sessions, this one too."""
    actions.sign_out_everywhere(organiser_id=g.organiser.id)
    session.clear()
    return redirect(url_for("security.login"))
