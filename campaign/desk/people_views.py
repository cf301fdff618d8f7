"""Who runs a campaign: inviting, roles, stopping somebody, letting somebody in anew."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.act_facts import ROLES
from campaign.desk.refusals import said
from campaign.desk.stopping_somebody import stop_somebody
from campaign.desk.telling_owners import grave_mail
from campaign.lib.refusal import Refusal
from campaign.notifications.kinds import Grave
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.actions import Stopped
from campaign.organisers.roles import Role, WaitingKind
from campaign.web.filters import clock_time

pages = Blueprint("people", __name__, url_prefix="/desk/campaigns/<slug>/people")


@pages.get("")
def show(slug: str) -> Any:
    """Everybody, and who is invited."""
    return _page()


@pages.post("/invitations")
def invite(slug: str) -> Any:
    """Mail somebody a link, and show it."""
    email, role = request.form.get("email", ""), _role()
    if role is None:
        return _page(roleless=gettext("Choose one of the roles."), typed=email), 422
    try:
        link = actions.invite_here(
            email=email, role=role, campaign_id=g.campaign.id, language=g.organiser.language
        )
    except Refusal as refusal:
        return _page(problem=said(refusal), typed=email, chosen=role), 422
    return _page(link=link)


@pages.post("/invitations/<int:invitation_id>/withdrawal")
def withdraw_invitation(slug: str, invitation_id: int) -> Any:
    """Make a link void that nobody has opened."""
    actions.withdraw_invitation(invitation_id=invitation_id, campaign_id=g.campaign.id)
    return _back(gettext("The invitation has been withdrawn."))


@pages.post("/named/removed")
def drop_named(slug: str) -> Any:
    """Don't invite somebody whom the file named."""
    actions.forget_named(campaign_id=g.campaign.id, email=request.form.get("email", ""))
    return _back(gettext("Not invited, and no longer named here."))


@pages.post("/<int:organiser_id>/role")
def change_role(slug: str, organiser_id: int) -> Any:
    """Make somebody another thing; becoming an owner waits an hour, in which the other owners can stop it."""
    _require_here(organiser_id)
    role = _role()
    if role is None:
        return _page(problem=gettext("Choose one of the roles.")), 422
    if role is Role.OWNER:
        due = actions.ask(
            kind=WaitingKind.PROMOTE,
            campaign_id=g.campaign.id,
            by_id=g.organiser.id,
            organiser_id=organiser_id,
            mail=grave_mail(Grave.OWNER),
        )
        return _back(gettext("At %(time)s UTC; until then an owner can stop it.", time=clock_time(due)))
    return _doing(
        lambda: actions.change_role(organiser_id=organiser_id, campaign_id=g.campaign.id, role=role)
    )


@pages.post("/<int:organiser_id>/removal")
def remove(slug: str, organiser_id: int) -> Any:
    """Take somebody out of the campaign."""
    _require_here(organiser_id)
    return _doing(lambda: actions.remove(organiser_id=organiser_id, campaign_id=g.campaign.id))


@pages.post("/<int:organiser_id>/stop")
def freeze(slug: str, organiser_id: int) -> Any:
    """Stop somebody, at once."""
    _require_here(organiser_id)
    try:
        organiser = organisers_queries.organiser(organiser_id)
        assert organiser is not None  # she is in this campaign
        stopped = stop_somebody(
            organiser=organiser, campaign=g.campaign, by_id=g.organiser.id, pauses="pauses" in request.form
        )
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    if stopped is Stopped.SIGNED_OUT:
        return _back(gettext("Signed out everywhere. The last owner can’t be stopped: nobody could lift it."))
    flash(gettext("Stopped: signed out everywhere, and kept out until this is lifted."), "success")
    return redirect(url_for("people.gone", slug=slug))


@pages.post("/<int:organiser_id>/stop/confirmation")
def confirm_freeze(slug: str, organiser_id: int) -> Any:
    """Say that it was right, as a second person, or with a recovery code."""
    _require_here(organiser_id)
    code = request.form.get("code") or None
    return _doing(lambda: actions.confirm_freeze(organiser_id=organiser_id, by_id=g.organiser.id, code=code))


@pages.post("/<int:organiser_id>/stop/end")
def lift_freeze(slug: str, organiser_id: int) -> Any:
    """Let somebody in again."""
    _require_here(organiser_id)
    return _doing(lambda: actions.lift_freeze(organiser_id=organiser_id, by_id=g.organiser.id))


@pages.post("/<int:organiser_id>/anew")
def readmit(slug: str, organiser_id: int) -> Any:
    """Let somebody choose anew how she signs in, a day from now."""
    _require_here(organiser_id)
    return _doing(
        lambda: actions.ask_for_readmission(
            organiser_id=organiser_id, campaign_id=g.campaign.id, by_id=g.organiser.id
        )
    )


@pages.post("/<int:organiser_id>/anew/end")
def stop_readmission(slug: str, organiser_id: int) -> Any:
    """Not after all."""
    _require_here(organiser_id)
    return _doing(
        lambda: actions.stop_readmission(
            organiser_id=organiser_id, campaign_id=g.campaign.id, by_id=g.organiser.id
        )
    )


@pages.get("/gone")
def gone(slug: str) -> Any:
    """What to do when a phone or a computer is gone, or somebody is detained."""
    return render_template("desk/gone.html", **_people())


def _page(**more: Any) -> str:
    said_so = {"problem": None, "typed": "", "chosen": "", "roleless": None, "link": None, **more}
    return render_template("desk/people.html", roles=list(Role), short=ROLES, **_people(), **said_so)


def _people() -> dict[str, Any]:
    people = organisers_queries.people_of(g.campaign.id)
    return {
        "people": people,
        "invitations": organisers_queries.invitations_to(g.campaign.id),
        "named": organisers_queries.named_people(g.campaign.id),
        "frozen": {each.organiser_id: each for each in organisers_queries.freezes_in(g.campaign.id)},
        "readmitted": organisers_queries.readmissions_in(g.campaign.id),
        "names": {organiser.id: organiser.name for organiser, _ in people},
        "held": organisers_queries.is_held(g.organiser.id),
    }


def _doing(act: Any) -> Any:
    """Do it and show the people again, or say why not."""
    try:
        act()
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    return _back(gettext("Done."))


def _back(sentence: str) -> Any:
    flash(sentence, "success")
    return redirect(url_for("people.show", slug=g.campaign.slug))


def _require_here(organiser_id: int) -> None:
    """Somebody who isn't in this campaign isn't there at all."""
    if organisers_queries.role_in(organiser_id=organiser_id, campaign_id=g.campaign.id) is None:
        abort(404)


def _role() -> Role | None:
    chosen = request.form.get("role", "")
    return Role(chosen) if chosen in set(Role) else None
