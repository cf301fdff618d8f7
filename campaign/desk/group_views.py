"""Groups of States that a campaign's organisers name themselves."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.mission_table_views import BASE, pages
from campaign.desk.refusals import said
from campaign.desk.stale import Stale, Values, as_seen, differing, version_of
from campaign.desk.undoing import Undo, undo_by
from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_line, folded
from campaign.lib.un_names import un_name
from campaign.missions.own_groups import drop_group, name_group, own_groups
from campaign.missions.states import with_a_mission
from campaign.web.filters import in_line, page_language


@pages.get(f"{BASE}/groups")
def own(slug: str) -> Any:
    """Those there are, and a form for another, or for the one that is to be changed."""
    language = page_language()
    changed = next(
        (each for each in own_groups(g.campaign.id) if each.key == request.args.get("group")), None
    )
    return _page(name=changed.name(language), chosen=list(changed.states)) if changed else _page()


@pages.post(f"{BASE}/groups")
def name_own(slug: str) -> Any:
    """Put States under a name; under a name that is there already, in the place of its States.

    Where that group is another by now than the form showed, both are shown, and a second press decides.
    """
    name, states = request.form.get("name", ""), request.form.getlist("states")
    try:
        with as_seen(slug, lambda _: _stands(name), _version_seen(name)):
            name_group(campaign_id=g.campaign.id, slug=slug, name=name, states=states)
    except Stale:
        differences = differing(_stands(name), {"states": sorted(set(states))}, _said_as)
        if differences:
            return _page(name=name, chosen=states, differences=differences), 409
    except Refusal as refusal:
        return _page(name=name, chosen=states, wrong={refusal.field: said(refusal)}), 422
    flash(gettext("Saved."), "success")
    return redirect(url_for("missions.own", slug=slug))


@pages.post(f"{BASE}/groups/<key>/removed")
def drop_own(slug: str, key: str) -> Any:
    """Forget one."""
    gone = next((each for each in own_groups(g.campaign.id) if each.key == key), None)
    if gone is None or not drop_group(campaign_id=g.campaign.id, slug=slug, key=key):
        abort(404)
    sentence = gettext("The group is deleted. Letters that went to it are not affected.")
    back = {"name": gone.name(page_language()), "states": gone.states}
    return _page(undo=undo_by(sentence, url_for("missions.name_own", slug=slug), back))


def _stands(name: str) -> Values:
    """The States that are under this name now; none where there is no such group."""
    stands = {each.names["en"]: list(each.states) for each in own_groups(g.campaign.id)}
    return {"states": stands.get(_as_stored(name), [])}


def _version_seen(name: str) -> str | None:
    """Which States the form showed under this name; None is a form that showed no groups at all."""
    shown = dict(zip(request.form.getlist("shown"), request.form.getlist("version"), strict=False))
    return shown.get(_as_stored(name), version_of({"states": []})) if shown else None


def _as_stored(name: str) -> str:
    try:
        return clean_line(name)
    except Unfit:
        return ""  # there is no such group, and there can be none


def _said_as(_: str, states: Sequence[str]) -> tuple[str, str]:
    """What was typed is said before it is looked at: what is no State is said as it came."""
    states_there_are = set(with_a_mission())
    names = [un_name(code, page_language()) if code in states_there_are else code for code in states]
    return gettext("States"), in_line(names) or gettext("empty")


def _page(
    *,
    name: str = "",
    chosen: list[str] | None = None,
    wrong: dict[str, str] | None = None,
    undo: Undo | None = None,
    differences: Sequence[tuple[str, str, str]] = (),
) -> str:
    language, own = page_language(), own_groups(g.campaign.id)
    shown = [("", version_of({"states": []}))]  # so that a form that shows none says so
    shown += [(each.names["en"], version_of({"states": list(each.states)})) for each in own]
    states = [(code, un_name(code, language)) for code in with_a_mission()]
    return render_template(
        "desk/groups.html", name=name, chosen=chosen or [], wrong=wrong or {}, undo=undo, names=dict(states),
        states=sorted(states, key=lambda pair: folded(pair[1])), own=own, shown=shown, differences=differences,
    )  # fmt: skip
