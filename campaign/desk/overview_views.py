"""A campaign in one screen; and its exact figures by country, for those who may see them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask_babel import gettext, lazy_gettext, ngettext

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.desk.next_steps import Facts, Step, next_steps
from campaign.desk.overview_facts import letters_of, overview
from campaign.extensions import spoken
from campaign.lib import clock
from campaign.lib.charts import columns
from campaign.lib.countries import UNSAID, collated, name
from campaign.moderation.days import Day
from campaign.organisers.roles import Role
from campaign.signing.emails import CONFIRM_WITHIN
from campaign.tally import queries as tally_queries
from campaign.tally.entries import Stated
from campaign.web.filters import Counted

pages = Blueprint("overview", __name__, url_prefix="/desk/campaigns/<slug>")
SHOWN_DAYS = 30
# The page on which a step is taken, and what its button says; what only the server's keeper can do has none.
SEE, KEYS, TEXT = lazy_gettext("Look at them"), lazy_gettext("Keys"), lazy_gettext("Text")
LEADS: Mapping[Step, tuple[str, Any]] = {
    Step.NO_HOLDER: ("keys.show", KEYS),
    Step.NO_TEXT: ("text.show", TEXT),
    Step.TAKEN_DOWN: ("text.show", TEXT),
    Step.HOLDER_UNPROVED: ("keys.show", KEYS),
    Step.HELD: ("signatures.held", SEE),
    Step.STOPPED: ("signatures.invalidations", SEE),
    Step.CLOSING: ("start.show", lazy_gettext("Settings")),
    Step.ONE_HOLDER: ("keys.show", KEYS),
    Step.NOT_OPEN: ("start.show", lazy_gettext("Before it opens")),
    Step.TEXT_WAITS: ("text.show", TEXT),
}


@pages.get("/")
def show(slug: str) -> Any:
    """What to do next, and how it stands. Viewers see what the public does."""
    if g.role == Role.VIEWER:
        tally = tally_queries.public_tally(g.campaign.id)
        return render_template(
            "desk/overview_public.html",
            tally=tally,
            stated=_stated(tally.stated),
            letters=letters_of(g.campaign.id),
        )
    found = overview(g.campaign)
    today = clock.today()
    days = _last_days(found.look.days)
    return render_template(
        "desk/overview.html",
        tally=found.tally,
        stated=_stated(found.tally.stated),
        letters=found.letters,
        look=found.look,
        signed_today=found.look.signed(today),
        signed_this_week=sum(found.look.signed(today - timedelta(days=back)) for back in range(7)),
        days=days,
        bars=columns([(day.confirmed, day.sent - day.confirmed) for day in days]),
        today=today,
        unconfirmed=_unconfirmed(found.look.days[-CONFIRM_WITHIN.days :], found.facts.held),
        held=found.held,
        health=found.health,
        steps=[_told(step, found.facts) for step in next_steps(found.facts)],
    )


@pages.route("/countries", methods=["GET", "POST"])
def countries(slug: str) -> Any:
    """Exact figures: not for the press, not for missions. Whoever wants them presses, and it is noted that she did."""
    if request.method == "GET":
        return render_template("desk/countries.html", rows=None)
    audit.note(Act.EXACT_FIGURES, campaign=slug)
    counts = tally_queries.exact_counts(g.campaign.id)
    named = {**dict(collated(str(spoken()))), UNSAID: gettext("Not said")}
    rows = sorted(
        ((named.get(code, code), count) for code, count in counts.items()), key=lambda row: (-row[1], row[0])
    )
    return render_template("desk/countries.html", rows=rows, total=sum(counts.values()))


def _stated(stated: Stated | None) -> list[tuple[str, int]]:
    """(name, figure) of the last statement, the largest first."""
    return [(name(code, str(spoken())), figure) for code, figure in stated.ranked] if stated else []


def _last_days(days: list[Day]) -> list[Day]:
    """One for each of the last SHOWN_DAYS, also for those before the campaign opened; none before the first look."""
    counted = {day.day: day for day in days}
    last = max(counted, default=None)
    if last is None:
        return []
    shown = (last - back * clock.DAY for back in reversed(range(SHOWN_DAYS)))
    return [counted.get(day, Day(day)) for day in shown]


def _unconfirmed(days: list[Day], held: int) -> int:
    """Forms that weren't confirmed, but for those that are held.

    Those that wait and those that have ended are told together: a form of an address that is never to be written to
    ends at once, and who sent one with a guessed address would see it.
    """
    return max(0, sum(day.sent - day.confirmed for day in days) - held)


def _told(step: Step, facts: Facts) -> dict[str, str]:
    """A step as the page says it: a sentence, and a button where one leads on."""
    endpoint, button = LEADS.get(step, (None, ""))
    return {
        "kind": step,
        "sentence": _sentence(step, facts),
        "href": url_for(endpoint, slug=g.campaign.slug) if endpoint else "",
        "button": str(button),
    }


def _sentence(step: Step, facts: Facts) -> str:
    match step:
        case Step.NO_HOLDER:
            return gettext("Nobody holds a key, so nobody can sign.")
        case Step.LOG_STOPPED:
            return gettext("The log stands still, so nobody is counted. Whoever runs the server has to look.")
        case Step.WORKER_SILENT:
            return gettext(
                "Nothing is mailed or counted: the server’s worker is silent. Whoever runs it has to look."
            )
        case Step.MAIL_SLOW:
            return ngettext(
                "Mail is slow: the longest has waited for %(num)s minute.",
                "Mail is slow: the longest has waited for %(num)s minutes.",
                Counted(facts.mail_minutes or 0),
            )
        case Step.NO_TEXT:
            return gettext("There is no text yet. Begin with the press release.")
        case Step.TAKEN_DOWN:
            return gettext("The text is taken down: publish a correction, and open the campaign again.")
        case Step.HOLDER_UNPROVED:
            return gettext(
                "Not shown yet that the key opens anything: %(names)s.", names=", ".join(facts.unproved)
            )
        case Step.HELD:
            return ngettext(
                "%(num)s form is held: look whether a person sent it.",
                "%(num)s forms are held: look whether people sent them.",
                Counted(facts.held),
            )
        case Step.STOPPED:
            return gettext("Taking signatures out was stopped on the way: go on, or undo it.")
        case Step.CLOSING:
            return ngettext(
                "The campaign closes within %(num)s day.",
                "The campaign closes within %(num)s days.",
                Counted(max(1, facts.closes_in or 0)),
            )
        case Step.BACKUP_NEVER:
            return gettext("There is no backup yet. Whoever runs the server makes one.")
        case Step.BACKUP_OLD:
            return ngettext(
                "The last backup is %(num)s day old.",
                "The last backup is %(num)s days old.",
                Counted(facts.backup_days or 0),
            )
        case Step.ONE_HOLDER:
            return gettext("One person alone holds a key. If she loses it, nobody can ever read the list.")
        case Step.NOT_OPEN:
            return gettext("The campaign isn’t open yet.")
        case Step.TEXT_WAITS:
            return gettext("A text waits to be published.")
        case Step.NO_LETTERS:
            return gettext("No letters to the missions were made yet.")
