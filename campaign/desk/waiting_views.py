"""What waits an hour before it is done, and stopping it."""

from typing import Any

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext

from campaign.desk.sending_form import whom_in_words
from campaign.letters import queries as letters_queries
from campaign.lib import clock
from campaign.lib.un_names import un_name
from campaign.organisers import actions
from campaign.organisers import queries as organisers_queries
from campaign.organisers.actions.waiting import register
from campaign.organisers.models import WaitingAct
from campaign.organisers.roles import Role, WaitingKind, suffices
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.web.filters import page_language

pages = Blueprint("waiting", __name__, url_prefix="/desk/campaigns/<slug>/waiting")


@pages.post("/<int:act_id>/stop")
def stop(slug: str, act_id: int) -> Any:
    """Let it not be done."""
    actions.stop(act_id=act_id, campaign_id=g.campaign.id, by_id=g.organiser.id)
    flash(gettext("It is stopped."), "success")
    return redirect(request.referrer or url_for("overview.show", slug=slug))


def waiting() -> list[dict[str, Any]]:
    """For the head of each page of a campaign: what waits, until when, and who asked for it."""
    if not g.get("campaign"):
        return []
    rows = organisers_queries.acts_waiting(g.campaign.id)
    names = {one.id: one.name for one, _ in organisers_queries.people_of(g.campaign.id)} if rows else {}
    return [
        {"act": row, "by": names.get(row.by_id, "?"), "whom": names.get(row.organiser_id or 0, "")}
        for row in rows
    ]


def waiting_letters() -> list[dict[str, Any]]:
    """The same of letters, for who may stop them: each wave, what it is for, and to whom its first letter goes."""
    if not g.get("campaign") or not suffices(g.get("role"), Role.ORGANISER):
        return []
    waves = letters_queries.waiting_waves(g.campaign.id)
    language = page_language()
    whom = whom_in_words(language) if waves else str
    return [
        {"wave": each, "whom": whom(each.name), "first": un_name(each.first, language),
         "today": each.due_at.date() == clock.today()}
        for each in waves
    ]  # fmt: skip


def know_kinds() -> None:
    """What is done when an hour is over."""
    register(WaitingKind.CLOSE, _close)
    register(WaitingKind.PROMOTE, _promote)


def _close(act: WaitingAct) -> None:
    releases.close_campaign(slug=releases_queries.campaign_by_id(act.campaign_id).slug)


def _promote(act: WaitingAct) -> None:
    assert act.organiser_id is not None  # its kind has one
    actions.change_role(organiser_id=act.organiser_id, campaign_id=act.campaign_id, role=Role.OWNER)
