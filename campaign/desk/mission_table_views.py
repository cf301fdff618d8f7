"""The missions as a table, and addresses out of a file."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.current import settings
from campaign.desk.refusals import said
from campaign.desk.text_words import language_name
from campaign.lib import clock
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import as_csv
from campaign.lib.text import folded
from campaign.lib.un_names import un_name
from campaign.missions import actions
from campaign.missions import queries as missions_queries
from campaign.missions.example_file import WORKBOOK, as_workbook, example_lines
from campaign.missions.groups import Group
from campaign.missions.importing import read_contacts
from campaign.missions.own_groups import every_group, own_groups
from campaign.missions.states import member_states, observer_states, with_a_mission
from campaign.web.downloads import download
from campaign.web.filters import page_language

pages = Blueprint("missions", __name__)
BASE = "/desk/campaigns/<slug>/missions"
WITH, WITHOUT, DUE = "with", "without", "due"


@pages.get(BASE)
def show(slug: str) -> Any:
    """All of them, or those that are asked for."""
    return _table()


@pages.get(f"{BASE}/example.csv")
def example(slug: str) -> Any:
    """A file to fill in: its columns, and a line that is nobody's."""
    return download(as_csv(example_lines(clock.today())), kind="text/csv", name="missions.csv")


@pages.get(f"{BASE}/example.xlsx")
def example_workbook(slug: str) -> Any:
    """The same for Excel."""
    raw = as_workbook(example_lines(clock.today()), made_at=clock.now())
    return download(raw, kind=WORKBOOK, name="missions.xlsx")


@pages.post("/desk/uploads/<slug>/missions")
def take(slug: str) -> Any:
    """Addresses of a file: all of its lines, or none."""
    file = request.files.get("file")
    if not file or not file.filename:
        return _table(problem=gettext("Choose a file.")), 422
    try:
        taken = actions.take_addresses(contacts=read_contacts(file.read(), today=clock.today()))
    except Refusal as refusal:
        return _table(problem=said(refusal)), 422
    flash(
        gettext(
            "New: %(new)s. Changed: %(changed)s. As before: %(same)s. What the file doesn’t name is left as it was.",
            new=len(taken.new), changed=len(taken.changed), same=len(taken.same),
        ),
        "success",
    )  # fmt: skip
    return redirect(url_for("missions.show", slug=slug))


@pages.post(f"{BASE}/language")
def write_to_all_in(slug: str) -> Any:
    """One language for all letters in one step, or each State's own again."""
    language = request.form.get("language", "")
    try:
        actions.set_language(codes=with_a_mission(), language=language)
    except Refusal as refusal:
        return _table(problem=said(refusal)), 422
    flash(
        gettext("From the next letters on all are written in %(language)s.", language=language_name(language))
        if language
        else gettext("From the next letters on each is written in the language of its State."),
        "success",
    )
    return redirect(url_for("missions.show", slug=slug))


def _table(problem: str | None = None) -> str:
    """Of at most 195 rows: no pages."""
    language, asked = page_language(), request.args.get("which", "")
    contacts = {row.code: row for row in missions_queries.addresses()}
    intents, chosen = missions_queries.follow_ups(g.campaign.id), missions_queries.languages()
    shipped, trouble = _groups()
    wanted = _wanted(asked, shipped, set(contacts))
    rows = [
        (each, un_name(each.code, language), contacts.get(each.code), chosen.get(each.code) or each.language,
         intents.get(each.code))
        for each in (*member_states(), *observer_states()) if each.code in wanted
    ]  # fmt: skip
    return render_template(
        "desk/missions.html", problem=problem or trouble, asked=asked,
        rows=sorted(rows, key=lambda row: folded(row[1])),
        groups_named=[(each.key, each.name(language)) for each in shipped],
        language_name=language_name, letter_languages=[(code, language_name(code)) for code in LETTER_LANGUAGES],
        group=next((each for each in shipped if each.key == asked), None), today=clock.today(),
        addressed=sum(each.code in contacts for each in member_states()), members=len(member_states()),
            )  # fmt: skip


def _groups() -> tuple[tuple[Group, ...], str | None]:
    """Those there are; a file that can't be read is said, and the page is shown all the same."""
    try:
        return every_group(settings().instance, g.campaign.id), None
    except Refusal as refusal:
        return own_groups(g.campaign.id), said(refusal)


def _wanted(asked: str, shipped: tuple[Group, ...], addressed: set[str]) -> set[str]:
    every = with_a_mission()
    if asked == DUE:
        return {row.code for row in missions_queries.due_until(g.campaign.id, clock.today())}
    sets = {
        "": every,
        WITH: addressed,
        WITHOUT: every - addressed,
        **{each.key: each.states for each in shipped},
    }
    return set(sets.get(asked, ()))
