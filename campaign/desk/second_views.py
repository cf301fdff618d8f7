"""A second owner: who is there, and who was invited."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.lib.refusal import Refusal
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases.actions.opening import owner_facts
from campaign.releases.models import CampaignState
from campaign.releases.readiness import owners_suffice

pages = Blueprint("second", __name__, url_prefix="/desk/campaigns/<slug>/start/second")


@pages.get("")
def show(slug: str) -> Any:
    """The owners, and an address to invite another one to; after the close, when nothing hangs on it, all people."""
    if g.campaign.state == CampaignState.CLOSED:
        return redirect(url_for("people.show", slug=slug))
    return _page()


@pages.post("")
def invite(slug: str) -> Any:
    """Mail her a link to the desk."""
    email = request.form.get("email", "")
    try:
        actions.invite_here(
            email=email, role=Role.OWNER, campaign_id=g.campaign.id, language=g.organiser.language
        )
    except Refusal as refusal:
        return _page(email, wrong=said(refusal)), 422
    flash(gettext("The invitation is on its way. Its link works once, within seven days."), "success")
    return redirect(url_for("second.show", slug=slug))


def _page(email: str = "", *, wrong: str | None = None) -> str:
    people = organisers_queries.people_of(g.campaign.id)
    return render_template(
        "desk/second.html", email=email, wrong=wrong,
        owners=[person for person, role in people if role == Role.OWNER],
        invitations=organisers_queries.invitations_to(g.campaign.id),
        suffices=owners_suffice(owner_facts(g.campaign.id)),
    )  # fmt: skip
