"""Sentences to copy, in the language of the page: each says a figure as it may be said, and as of when."""

from flask_babel import gettext, ngettext

from campaign.letters.figures import Forms
from campaign.letters.wording import in_full, with_article
from campaign.lib import countries, numerals
from campaign.lib.languages import DEFAULT
from campaign.lib.un_names import UN_LANGUAGES
from campaign.missions.states import is_state, state
from campaign.press.figures import at_least, rate, removed_told
from campaign.spoken import spoken
from campaign.tally.entries import Stated
from campaign.tally.queries import PublicTally
from campaign.web.filters import Counted, page_language


def total(tally: PublicTally) -> str:
    """The exact total, with its day and hour; empty before the first signature."""
    if not tally.total or tally.as_of is None:
        return ""
    return ngettext(
        "As of %(day)s, %(time)s UTC, %(num)s person has signed.",
        "As of %(day)s, %(time)s UTC, %(num)s people have signed.",
        Counted(tally.total),
        day=numerals.day(tally.as_of, spoken()),
        time=numerals.clock_time(tally.as_of, spoken()),
    )  # fmt: skip


def by_country(stated: Stated) -> list[str]:
    """One for each country that has a figure, the largest first."""
    return [_of_one(stated, code, figure) for code, figure in stated.ranked]


def _of_one(stated: Stated, code: str, figure: int) -> str:
    return ngettext(
        "Of %(all)s people who had signed by %(day)s, at least %(num)s lives in %(country)s.",
        "Of %(all)s people who had signed by %(day)s, at least %(num)s live in %(country)s.",
        Counted(figure),
        all=numerals.number(stated.taken_in, spoken()),
        day=numerals.day(stated.day, spoken()),
        country=place(code),
    )  # fmt: skip


def place(code: str) -> str:
    """A country as it stands within a sentence: States as the United Nations name them in full, in their languages."""
    language = page_language()
    if not is_state(code) or language not in UN_LANGUAGES:
        return countries.name(code, str(spoken()))
    name = in_full(state(code), language)
    return with_article(name) if language == DEFAULT else name


def confirmed(forms: Forms | None) -> str:
    """How many forms were confirmed; empty while that isn't told."""
    if forms is None:
        return ""
    in_a_hundred = rate(forms)
    if in_a_hundred is None:
        return gettext(
            "By %(day)s, %(sent)s forms had been sent. Of these, %(confirmed)s were confirmed.",
            day=numerals.day(forms.day, spoken()),
            sent=at_least(forms.sent),
            confirmed=at_least(forms.confirmed),
        )
    return gettext(
        "By %(day)s, %(sent)s forms had been sent. Of these, %(confirmed)s were confirmed, which is at "
        "least %(rate)s in a hundred.",
        day=numerals.day(forms.day, spoken()),
        sent=at_least(forms.sent),
        confirmed=at_least(forms.confirmed),
        rate=numerals.number(in_a_hundred, spoken()),
    )


def removed(tally: PublicTally) -> str:
    """How many signatures left the count, and why."""
    reasons = removed_told(tally.removed)
    if not reasons:
        return gettext("No signature has been removed from the count.")
    said = [gettext("%(reason)s: %(figure)s.", reason=reason, figure=figure) for reason, figure in reasons]
    return " ".join([gettext("Removed from the count, by reason."), *said])
