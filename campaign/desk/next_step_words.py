"""What the overview says of each thing to do next: a sentence, and a button to the page where it is done."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext, lazy_gettext, ngettext

from campaign.desk.next_steps import Facts, NextStep, next_steps
from campaign.desk.overview_facts import overview
from campaign.releases.models import Campaign
from campaign.web.filters import Counted, in_line

# The page on which a step is taken, and what its button says; what only the server's keeper can do has none.
SEE, KEYS, TEXT = lazy_gettext("View them"), lazy_gettext("Keys"), lazy_gettext("Text")
LEADS: Mapping[NextStep, tuple[str, Any]] = {
    NextStep.ENDED: ("conclusion.show", lazy_gettext("The end")),
    NextStep.NO_HOLDER: ("keys.show", KEYS),
    NextStep.NO_TEXT: ("text.show", TEXT),
    NextStep.TAKEN_DOWN: ("text.show", TEXT),
    NextStep.HOLDER_UNPROVED: ("keys.show", KEYS),
    NextStep.HELD: ("signatures.held", SEE),
    NextStep.STOPPED: ("signatures.invalidations", SEE),
    NextStep.CLOSING: ("start.show", lazy_gettext("Settings")),
    NextStep.ONE_HOLDER: ("keys.show", KEYS),
    NextStep.NOT_OPEN: ("start.show", lazy_gettext("Before it opens")),
    NextStep.TEXT_WAITS: ("text.show", TEXT),
    NextStep.NO_LETTERS: ("outgoing.show", lazy_gettext("Letters")),
}
SENTENCES: Mapping[NextStep, Any] = {
    NextStep.NO_HOLDER: lazy_gettext("Nobody holds a key, so nobody can sign."),
    NextStep.LOG_STOPPED: lazy_gettext(
        "The log has stopped, so nobody is being counted. Whoever runs the server needs to look into it."
    ),
    NextStep.WORKER_SILENT: lazy_gettext(
        "Nothing is being mailed or counted: the server’s worker is silent. Whoever runs the server needs to "
        "look into it."
    ),
    NextStep.NO_TEXT: lazy_gettext("There is no text yet. Begin with the press release."),
    NextStep.TAKEN_DOWN: lazy_gettext(
        "The text has been taken down: publish a correction, and open the campaign again."
    ),
    NextStep.STOPPED: lazy_gettext("Removing signatures was stopped part-way: continue, or undo it."),
    NextStep.ENDED: lazy_gettext("The campaign is closed. What comes now has its page, with days."),
    NextStep.BACKUP_NEVER: lazy_gettext("There is no backup yet. Whoever runs the server can make one."),
    NextStep.ONE_HOLDER: lazy_gettext(
        "Only one person holds a key. If it is lost, nobody can ever read the list."
    ),
    NextStep.NOT_OPEN: lazy_gettext("The campaign isn’t open yet."),
    NextStep.TEXT_WAITS: lazy_gettext("A text is waiting to be published."),
    NextStep.NO_LETTERS: lazy_gettext("No letters to the missions have been made yet."),
}


def told(step: NextStep, facts: Facts, *, slug: str) -> dict[str, str]:
    """`kind`, `sentence`, and `href` and `button`, empty where no page of the desk helps."""
    endpoint, button = LEADS.get(step, (None, ""))
    return {
        "kind": step,
        "sentence": sentence(step, facts),
        "href": url_for(endpoint, slug=slug) if endpoint else "",
        "button": str(button),
    }


def sentence(step: NextStep, facts: Facts) -> str:
    """What is to be done, in the language that is spoken."""
    return str(SENTENCES[step]) if step in SENTENCES else _counted(step, facts)


def what_next(campaign: Campaign) -> Callable[[], str]:
    """The most urgent step as the overview has it, to be said in any language; empty where nothing is to be done."""
    facts = overview(campaign).facts
    steps = next_steps(facts, most=1)
    return lambda: "".join(sentence(step, facts) for step in steps)


def _counted(step: NextStep, facts: Facts) -> str:
    """The sentence of a step that says how many, or whose."""
    match step:
        case NextStep.MAIL_SLOW:
            return ngettext(
                "Mail is slow: the longest wait so far is %(num)s minute.",
                "Mail is slow: the longest wait so far is %(num)s minutes.",
                Counted(facts.mail_minutes or 0),
            )
        case NextStep.HOLDER_UNPROVED:
            return gettext(
                "Not yet proved that the key opens anything: %(names)s.", names=in_line(facts.unproved)
            )
        case NextStep.HELD:
            return ngettext(
                "%(num)s form is held: check whether a person sent it.",
                "%(num)s forms are held: check whether people sent them.",
                Counted(facts.held),
            )
        case NextStep.CLOSING:
            return ngettext(
                "The campaign closes within %(num)s day.",
                "The campaign closes within %(num)s days.",
                Counted(max(1, facts.closes_in or 0)),
            )
        case NextStep.BACKUP_OLD:
            return ngettext(
                "The last backup is %(num)s day old.",
                "The last backup is %(num)s days old.",
                Counted(facts.backup_days or 0),
            )
        case _:
            raise AssertionError(step)
