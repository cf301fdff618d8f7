"""What the templates of this room need, gathered."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from babel import Locale
from flask_babel import gettext, ngettext

from campaign.current import settings
from campaign.letters import queries
from campaign.letters.annexes import apart
from campaign.letters.fates import UNDELIVERED, SendingState
from campaign.letters.figures import Figures, Unstated
from campaign.letters.models import Letter, LetterSet, Reply, Sending
from campaign.letters.wording import ENOUGH, wording
from campaign.lib import numerals
from campaign.lib.languages import LANGUAGES, LETTER_LANGUAGES
from campaign.lib.page_names import page_name, ranked
from campaign.lib.tens import complete_tens
from campaign.lib.text import folded
from campaign.missions.states import Status, state
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.spoken import spoken
from campaign.tally import queries as tally_queries
from campaign.tally import removal
from campaign.tally.cosignatures import cosigned_by
from campaign.tally.entries import RemovalReason, by_reason
from campaign.web.filters import Counted


@dataclass(frozen=True)
class Line:
    """One letter of a set, by its State's name: how its sending went, what was answered."""

    name: str
    letter: Letter
    sending: Sending | None
    reply: Reply | None


def set_page(campaign: Campaign, chosen: LetterSet | None, language: str) -> dict[str, Any]:
    """One set with its letters by name, and links to the others; without a set, that there is none yet."""
    letters = queries.letters(chosen.id) if chosen else ()
    sendings = queries.fates_told(chosen.id) if chosen else {}
    replies = queries.published_replies(chosen.id) if chosen else {}
    lines = [
        Line(
            name=page_name(letter.country, language),
            letter=letter,
            sending=sendings.get(letter.country),
            reply=replies.get(letter.country),
        )
        for letter in letters
    ]
    counted = Counter(row.state for row in sendings.values())
    return {
        **_frame(campaign, language),
        "chosen": chosen,
        "letters": sorted(lines, key=lambda line: folded(line.name)),
        "sent": counted[SendingState.SENT],
        "undelivered": sum(counted[state] for state in UNDELIVERED),
        "answered": len(replies),
        "others": [other for other in queries.sets(campaign.id) if other != chosen],
    }


def letter_page(campaign: Campaign, chosen: LetterSet, letter: Letter, language: str) -> dict[str, Any]:
    """One letter, with all figures of its checkpoint: nothing of it moves with the count."""
    return {
        **_frame(campaign, language),
        "chosen": chosen,
        "letter": letter,
        "sending": queries.fates_told(chosen.id).get(letter.country),
        "earlier": queries.letter_set(campaign.id, letter.refers_to) if letter.refers_to else None,
        "reply": queries.published_replies(chosen.id).get(letter.country),
        "state": page_name(letter.country, language),
        "said": _said(chosen, letter, language),
        "observer": state(letter.country).status == Status.OBSERVER,
        "written_in": Locale.parse(letter.language).get_display_name(LANGUAGES[language].locale),
        **_annex(chosen, language),
        "states_from": settings().state_entries,
        "root": chosen.root,
        **_witnesses(chosen),
        "forms": chosen.told_forms,
        "paper": chosen.paper,
        "removed": None if chosen.removed is None else removed_in_words(chosen.removed),
        # Letters of before told of their checkpoint what the log had by then.
        "removed_by_then": removal.table(tally_queries.removed_at(campaign.id, chosen.size), gettext),
    }


def _witnesses(chosen: LetterSet) -> dict[str, Any]:
    """Who had seen the checkpoint when these letters were issued: (name, day), and the lines that say so."""
    lines = chosen.cosignatures or []
    return {
        "named_witnesses": chosen.cosignatures is not None,
        "seen_by": [cosigned_by(line) for line in lines],
        "cosignatures": lines,
    }


def removed_in_words(removed: Mapping[str, int]) -> list[tuple[str, int]]:
    """(why, complete tens) for pages, in the order of reasons."""
    reasons = [reason for reason in RemovalReason if reason in removed]
    return [(removal.on_pages(reason, gettext), removed[reason]) for reason in reasons]


def answers_now(campaign: Campaign) -> dict[str, Any]:
    """What letters made now would tell of forms and removals."""
    stated = queries.last_stated(campaign)
    if stated is None:
        return {"forms": None, "removed": []}
    tens = {reason.value: complete_tens(count) for reason, count in by_reason(stated.removed)}
    return {
        "forms": queries.stated_forms(campaign.id, stated.size),
        "removed": removed_in_words(tens),
    }


def _said(chosen: LetterSet, letter: Letter, language: str) -> str:
    """The figures in a letter's words and the page's digits; where no letter has its language, in the page's words."""
    figures = Figures(letter.stated, chosen.total, chosen.as_at, chosen.size)
    if language not in LETTER_LANGUAGES:
        return _in_pages_words(figures, page_name(letter.country, language))
    own = wording(language)
    as_here = replace(own, texts={**own.texts, "locale": LANGUAGES[language].locale})
    return "".join(as_here.pair(figures, state(letter.country)))


def _in_pages_words(figures: Figures, name: str) -> str:
    day, own = numerals.day(figures.as_at, spoken()), figures.own
    everybody = numerals.number(figures.total, spoken())
    if own == Unstated.NOT_SHOWN or figures.total < ENOUGH:
        return ngettext(
            "As at %(day)s, one person had signed.",
            "As at %(day)s, %(num)s people had signed.",
            Counted(figures.total),
            day=day,
        )
    if not isinstance(own, int):
        return gettext(
            "Of %(all)s people who had signed by %(day)s, fewer than ten live in %(country)s.",
            all=everybody,
            day=day,
            country=name,
        )
    return ngettext(
        "Of %(all)s people who had signed by %(day)s, at least %(num)s lives in %(country)s.",
        "Of %(all)s people who had signed by %(day)s, at least %(num)s live in %(country)s.",
        Counted(own),
        all=everybody,
        day=day,
        country=name,
    )


def _annex(chosen: LetterSet, language: str) -> dict[str, Any]:
    """The table of the first annex: States by name, other territories by name or as one figure, what isn't shown."""
    statement = chosen.statement
    states, others = apart(statement.countries if statement else {})
    return {
        "statement": statement,
        "rows": [*ranked(states, language), *(ranked(others, language) if chosen.territories else ())],
        "other_territories": 0 if chosen.territories else sum(others.values()),
    }


@dataclass(frozen=True)
class Places:
    """What is no State as letters may list it: `rows` by name, or all of them `together`."""

    rows: list[tuple[str, int]]
    together: int
    invented: bool


EXAMPLE = {"XK": 80, "TW": 20, "HK": 10}  # docs/letters.md


def places(campaign: Campaign, language: str) -> Places:
    """A preview of both ways, with the figures stated last, or with invented ones where none is of such a place."""
    stated = tally_queries.public_tally(campaign.id).stated
    _, others = apart(stated.without(campaign.unstated).countries if stated else {})
    shown = others or EXAMPLE
    return Places(ranked(shown, language), sum(shown.values()), invented=not others)


def _frame(campaign: Campaign, language: str) -> dict[str, Any]:
    return {"campaign": campaign, "release": releases_queries.text_for(campaign.id, language)}
