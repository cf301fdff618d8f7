"""One mission: where it is written to, in which language, and what comes next with it."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.mission_table_views import BASE, pages
from campaign.desk.mission_words import channels
from campaign.desk.refusals import said
from campaign.desk.stale import Stale, as_seen, as_stored, differing, version_of
from campaign.desk.text_words import language_name
from campaign.desk.typed_fields import called
from campaign.desk.undoing import Undo, undo_by
from campaign.lib import clock
from campaign.lib.days import read_day
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.un_names import un_name
from campaign.missions import actions
from campaign.missions import queries as missions_queries
from campaign.missions.following_up import Intent, fit, follow_up
from campaign.missions.importing import COLUMNS, Contact, read_contact
from campaign.missions.models import Channel, FollowUp, MissionAddress
from campaign.missions.states import State, Status, is_state, state
from campaign.web.filters import page_language

CONTACT = tuple(column for column in COLUMNS if column != "code")
ABOUT = ("address", "source", "name", "style", "gender")
INTENT = ("channel", "step", "day", "whose", "notes", "concerned")


@pages.get(f"{BASE}/<code>")
def one(slug: str, code: str) -> Any:
    """One mission."""
    return _one(_state(code))


@pages.post(f"{BASE}/<code>")
def change(slug: str, code: str) -> Any:
    """What comes next with it, and where it is written to: both, or nothing."""
    chosen = _state(code)
    contact = {name: request.form.get(name, "").strip() for name in CONTACT}
    intent = {name: request.form.get(name, "").strip() for name in INTENT}
    try:
        with as_seen(slug, lambda _: _stands(chosen), request.form.get("version")):
            follow_up(campaign_id=g.campaign.id, slug=slug, code=chosen.code, intent=_intent(intent))
            _take(chosen, contact)
    except Stale:
        typed = {
            **as_stored(contact, lambda: _contact_fit(chosen, contact)),
            **as_stored(intent, lambda: _intent_stands(fit(_intent(intent)))),
        }
        if differences := differing(_stands(chosen), typed, _said_as):
            return _one(chosen, contact=contact, intent=intent, differences=differences), 409
    except Refusal as refusal:
        if refusal.field in INTENT:
            return _one(chosen, contact=contact, intent=intent, wrong={refusal.field: said(refusal)}), 422
        return _one(chosen, contact=contact, intent=intent, problem=said(refusal)), 422
    flash(gettext("Saved."), "success")
    return redirect(url_for("missions.one", slug=slug, code=chosen.code))


def _take(chosen: State, typed: dict[str, str]) -> None:
    """Its address, if one is typed or there was one; else the language of its letter alone."""
    if any(typed[name] for name in ABOUT) or missions_queries.contact(chosen.code) is not None:
        actions.change_contact(contact=_contact(chosen, typed))
    elif typed["language"]:
        actions.set_language(codes=[chosen.code], language=typed["language"])


def _contact(chosen: State, typed: dict[str, str]) -> Contact:
    return read_contact({"code": chosen.code, **typed}, today=clock.today())


def _contact_fit(chosen: State, typed: dict[str, str]) -> dict[str, str]:
    """What was typed as it is stored. Raises Refusal."""
    if not any(typed[name] for name in ABOUT) and missions_queries.contact(chosen.code) is None:
        return {**typed, "date": ""}
    read = _contact(chosen, typed)
    about = {name: getattr(read, name) for name in ABOUT}
    return {**about, "language": read.language or "", "date": read.date.isoformat()}


@pages.post(f"{BASE}/<code>/removed")
def remove(slug: str, code: str) -> Any:
    """Forget its address."""
    chosen = _state(code)
    row, noted = missions_queries.contact(chosen.code), missions_queries.follow_up(g.campaign.id, chosen.code)
    before = {**_contact_stands(chosen, row), **_intent_stands(noted)}
    if not actions.remove_contact(code=chosen.code):
        return redirect(url_for("missions.one", slug=slug, code=chosen.code))
    back = url_for("missions.change", slug=slug, code=chosen.code)
    return _one(chosen, undo=undo_by(gettext("The address is forgotten."), back, before))


def _intent(typed: dict[str, str]) -> Intent:
    try:
        day = read_day(typed["day"]) if typed["day"] else None
    except ValueError:
        raise Refusal("missions/no-day", day=typed["day"]).about("day") from None
    channel = typed["channel"] or Channel.MAIL
    if channel not in set(Channel):
        raise Refusal("missions/no-channel").about("channel")
    return Intent(
        channel=Channel(channel), day=day, concerned=bool(typed["concerned"]),
        step=typed["step"], whose=typed["whose"], notes=typed["notes"],
    )  # fmt: skip


def _state(code: str) -> State:
    if not is_state(code):
        abort(404)
    return state(code)


def _one(
    chosen: State,
    *,
    contact: dict[str, str] | None = None,
    intent: dict[str, str] | None = None,
    problem: str | None = None,
    wrong: dict[str, str] | None = None,
    differences: Any = (),
    undo: Undo | None = None,
) -> str:
    language = page_language()
    row, noted = missions_queries.contact(chosen.code), missions_queries.follow_up(g.campaign.id, chosen.code)
    return render_template(
        "desk/mission.html", state=chosen, name=un_name(chosen.code, language), has_address=row is not None,
        contact=contact or _contact_stands(chosen, row), intent=intent or _intent_stands(noted),
        problem=problem, wrong=wrong or {}, undo=undo, letter_languages=_letter_languages(), channels=channels(),
        language_name=language_name, differences=differences, version=version_of(_stands(chosen)),
        is_observer=chosen.status == Status.OBSERVER, today=clock.today().isoformat(),
        genders=list(_genders().items()),
    )  # fmt: skip


def _stands(chosen: State) -> dict[str, str]:
    """All that the form shows of what is stored; without an address its day is none."""
    row, noted = missions_queries.contact(chosen.code), missions_queries.follow_up(g.campaign.id, chosen.code)
    contact = _contact_stands(chosen, row) | ({} if row else {"date": ""})
    return {**contact, **_intent_stands(noted)}


def _said_as(name: str, value: str) -> tuple[str, str]:
    """What a field is called, and its value in words."""
    match name:
        case "channel":
            return gettext("Its letter goes"), channels().get(value, value)
        case "language":
            return gettext("Language of the letter"), language_name(value) if value else gettext("not given")
        case "gender":
            return gettext("Addressed"), _genders().get(value, gettext("as neither"))
        case "concerned":
            return gettext("The demand is about this State: ask each time whether it is written to"), (
                gettext("Yes") if value else gettext("No")
            )
    return called(name) or name, value or gettext("empty")


def _genders() -> dict[str, str]:
    return {"f": gettext("as a woman"), "m": gettext("as a man")}


def _contact_stands(chosen: State, row: MissionAddress | None) -> dict[str, str]:
    language = missions_queries.languages().get(chosen.code, "")
    if row is None:
        return {**dict.fromkeys(CONTACT, ""), "language": language, "date": clock.today().isoformat()}
    about = {name: getattr(row, name) or "" for name in ABOUT}
    return {**about, "language": language, "date": row.date.isoformat()}


def _intent_stands(row: FollowUp | Intent | None) -> dict[str, str]:
    if row is None:
        return {**dict.fromkeys(INTENT, ""), "channel": Channel.MAIL.value}
    return {
        "channel": row.channel.value, "step": row.step, "day": row.day.isoformat() if row.day else "",
        "whose": row.whose, "notes": row.notes, "concerned": "y" if row.concerned else "",
    }  # fmt: skip


def _letter_languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in LETTER_LANGUAGES]
