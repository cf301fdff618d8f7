"""One's own account: how one signs in, the language, which mails one gets, and where one is signed in."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext

from campaign.audit import queries as audit_queries
from campaign.audit.actors import ActorKind
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.current import settings
from campaign.desk import account_mails
from campaign.desk.gate import PUT_OFF
from campaign.desk.sign_in_words import browser_words, factor_words
from campaign.lib import clock
from campaign.lib.languages import DESK_LANGUAGES
from campaign.notifications import actions as notifications
from campaign.organisers import actions, sessions
from campaign.organisers.recovery_codes import use_up
from campaign.organisers.wrong_tries import wrong_tries

pages = Blueprint("account", __name__, url_prefix="/desk/account")
LATELY = 5  # sign-ins


@pages.get("")
def show() -> Any:
    """What is set up and what isn't."""
    this_session = sessions.this_one(g.organiser.id)
    here_first = sorted(sessions.of_organiser(g.organiser.id), key=lambda each: each.id != this_session)
    mine = Sought(actor=ActorKind.ORGANISER, act=Act.SIGN_IN, who=g.organiser.audit_name)
    return render_template(
        "desk/account.html",
        desk_languages=DESK_LANGUAGES,
        first=not g.organiser.has_second_factor,
        mails=account_mails.choices(g.organiser),
        sessions=here_first,
        this_session=this_session,
        sign_ins=audit_queries.newest(mine, limit=LATELY),
        wrong_tries=wrong_tries(g.organiser.id),
        browser_words=browser_words,
        factor_words=factor_words,
    )


@pages.post("/recovery-code")
def prove_code() -> Any:
    """Type one printed recovery code back: it is used up, and shows that she has them."""
    if use_up(organiser_id=g.organiser.id, code=request.form.get("code", ""), proved=clock.now()):
        flash(gettext("Correct. That code is used up; keep the others safe."), "success")
    else:
        flash(gettext("That isn’t one of your recovery codes, or it has already been used."), "error")
    return redirect(url_for("account.show"))


@pages.post("/sessions/<int:session_id>/end")
def end_session(session_id: int) -> Any:
    """Sign out in one of her browsers."""
    if not actions.end_session(organiser_id=g.organiser.id, session_id=session_id):
        abort(404)
    flash(gettext("You are signed out in that browser."), "success")
    return redirect(url_for("account.show"))


@pages.post("/sessions/end-others")
def end_other_sessions() -> Any:
    """Sign out in all of her browsers but this one."""
    actions.end_other_sessions(organiser_id=g.organiser.id)
    flash(gettext("You are signed out in all other browsers."), "success")
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
