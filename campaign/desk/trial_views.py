"""From a trial on one's own computer to a server: the file that goes along, beginning from it, whom to ask for one."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from campaign.backup.trial_file import LARGEST
from campaign.backup.trial_gathering import save_trial
from campaign.backup.trial_taking import Begun, begin
from campaign.desk.campaign_views import campaigns_page
from campaign.desk.refusals import said
from campaign.lib.refusal import Refusal
from campaign.web.downloads import download
from campaign.web.filters import Counted

pages = Blueprint("trial", __name__)


@pages.get("/desk/campaigns/<slug>/file")
def show(slug: str) -> Any:
    """What goes along, and what stays."""
    return render_template("desk/trial.html")


@pages.post("/desk/campaigns/<slug>/file")
def save(slug: str) -> Any:
    """The file."""
    return download(save_trial(campaign=g.campaign), kind="application/json", name=f"{slug}.campaign.json")


@pages.post("/desk/uploads/campaigns")
def begin_from(**_: Any) -> Any:
    """Begin a campaign from one: it is a draft, and whoever brings it owns it."""
    file, other = request.files.get("file"), request.form.get("other", "").strip()
    if not file or not file.filename:
        return campaigns_page(no_file=gettext("Choose a file."), other=other), 422
    try:
        begun = begin(raw=file.read(LARGEST + 1), organiser_id=g.organiser.id, slug=other)
    except Refusal as refusal:
        return campaigns_page(no_file=said(refusal), other=other), 422
    flash(" ".join(_sentences(begun)), "success")
    return redirect(url_for("start.show", slug=begun.campaign.slug))


@pages.get("/desk/server")
def server() -> Any:
    """Whom to ask for one, what it costs, what to ask them."""
    return render_template("desk/server.html")


def _sentences(begun: Begun) -> list[str]:
    """What somebody has to know who looks on: what is left to do, and what wasn't taken."""
    addresses, before, keys, people = map(Counted, (begun.addresses, begun.before, begun.keys, begun.people))
    said = {
        gettext("It is a draft here now, and nobody sees it."): True,
        gettext("Its last day is past: choose another."): begun.is_day_past,
        ngettext(
            "%(num)s address of a mission is new.", "%(num)s addresses of missions are new.", addresses
        ): begun.addresses,
        ngettext(
            "%(num)s was here already and is unchanged.", "%(num)s were here already and are unchanged.", before
        ): begun.before,
        ngettext(
            "%(num)s key waits under “Keys” to be compared.", "%(num)s keys wait under “Keys” to be compared.", keys
        ): begun.keys,
        ngettext(
            "%(num)s person waits under “People” to be invited.", "%(num)s people wait under “People” to be invited.",
            people,
        ): begun.people,
    }  # fmt: skip
    return [sentence for sentence, holds in said.items() if holds]
