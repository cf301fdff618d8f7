"""What is enclosed with a letter: the signatures by State, the release, how the count was made."""

from collections.abc import Mapping
from typing import Any

from campaign.letters.facts import LetterFacts
from campaign.letters.facts import Release as ReleaseText
from campaign.letters.figures import Stated
from campaign.letters.quotation import of_one_kind
from campaign.letters.voices import voice
from campaign.letters.wording import Wording
from campaign.lib.un_names import ranked
from campaign.missions.states import is_state
from campaign.tally.entries import by_reason
from campaign.tally.lots import LOT

Values = dict[str, Any]


def signatures(stated: Stated, words: Wording, *, territories: bool = False) -> Values:
    """Annex 1: the States by figure, equal ones by name; then what else is stated; all rows add up to the total.

    What is no Member or observer State stands together in one row, or by name with `territories`. Raises KeyError for a
    code that has no UN name.
    """
    statement = stated.statement
    total = statement.taken_in if statement else stated.total
    beside = statement is not None and bool(apart(statement.countries)[1])
    return {
        "label": words.say("annex", number=words.number(1)),
        "title": words.say("enclosure_signatures"),
        "columns": [words.say("state_or_territory" if beside else "state"), words.say("signatures")],
        "rows": _rows(statement.countries, words, territories=territories) if statement else [],
        "not-shown": [words.say("not_shown"), words.number(statement.not_shown)] if statement else [],
        "total": [words.say("total"), words.number(total)],
        "notes": _notes(stated, words, territories=territories),
    }


def apart(countries: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """The figures of Member and observer States, and those of all other codes."""
    states = {code: figure for code, figure in countries.items() if is_state(code)}
    return states, {code: figure for code, figure in countries.items() if code not in states}


def _rows(countries: Mapping[str, int], words: Wording, *, territories: bool) -> list[list[str]]:
    states, others = apart(countries)
    rows = ranked(states, words.names_in)
    if others:
        together = [(words.say("territories"), sum(others.values()))]
        rows += ranked(others, words.names_in) if territories else together
    return [[name, words.number(figure)] for name, figure in rows]


def _notes(stated: Stated, words: Wording, *, territories: bool) -> list[str]:
    statement = stated.statement
    lot = words.number(LOT)
    if statement is None:
        return [
            words.say("note_unstated", date=words.day(stated.day), lot=lot),
            words.say("note_designations"),
        ]
    together = not territories and bool(apart(statement.countries)[1])
    return [
        words.say("note_statement", date=words.day(statement.day)),
        *([words.say("note_territories")] if together else []),
        words.say("note_day", date=words.day(stated.day), total=words.number(stated.total), lot=lot),
        words.say("note_designations"),
    ]


def release(facts: LetterFacts, words: Wording) -> Values:
    """Annex 2: the release in the letter's language, or in its own, marked so; place, day and revision above it."""
    language = words.language if words.language in facts.releases else facts.original
    original = None
    if language != words.language:
        original = words.say("original", language=words.language_name(language))
    text = facts.releases[language]
    whole = [one_line(facts.headline[language]), *(one_line(block.text) for block in text.blocks)]
    headline, *paragraphs = of_one_kind(whole)
    return {
        **voice(language, within=words.language),
        "label": words.say("annex", number=words.number(2)),
        "title": words.say("enclosure_release"),
        "original": original,
        "origin": [text.place, *_origin(text, words)],
        "revisions": _revisions(text, words),
        "headline": headline,
        "blocks": [
            {"marker": block.marker, "text": words_of}
            for block, words_of in zip(text.blocks, paragraphs, strict=True)
        ],
    }


def _origin(text: ReleaseText, words: Wording) -> list[str]:
    """The day, and which revision it is where no line below says who signed which."""
    revision = [] if text.signed else [words.say("revision", number=words.number(text.revision))]
    return [words.day(text.date), *revision]


def _revisions(text: ReleaseText, words: Wording) -> list[str]:
    """Who signs has one revision before her: how many signed which, a line each."""
    return [
        f"{words.say('revision', number=words.number(revision))} · "
        f"{words.say('signed_under', number=words.at_least(number))}"
        for revision, number in text.signed.items()
    ]


def count(facts: LetterFacts, words: Wording) -> Values:
    """Annex 3: how signatures were confirmed and counted, what that shows and what it doesn't, how to check it."""
    stated = facts.stated
    return {
        "label": words.say("annex", number=words.number(3)),
        "title": words.say("enclosure_count"),
        "paragraphs": [words.say("count_confirmed"), words.say("count_country")],
        "figures-title": words.say("count_figures", date=words.day((facts.forms or stated).day)),
        "figures": _figures(facts, words),
        "ours": words.say("count_ours") if facts.forms else None,
        "paper": _on_paper(stated, words),
        "proves": words.say("count_proves"),
        "check": words.say("count_check"),
        "check-address": f"{facts.base_url}/verify.html",
        "online": words.say("online"),
        "checkpoint": words.say("checkpoint", date=words.day(stated.day), size=words.number(stated.size)),
        "root": [words.say("root"), stated.root],
        "key": [words.say("key"), facts.fingerprint] if facts.fingerprint else [],
    }


def _on_paper(stated: Stated, words: Wording) -> str | None:
    """How many slips stand, in complete tens and apart from all that the letter states; None where there are none."""
    if not stated.paper:
        return None
    return words.say("count_paper", number=words.at_least(stated.paper), date=words.day(stated.day))


def _figures(facts: LetterFacts, words: Wording) -> list[list[str]]:
    """What is known, in complete tens; a reason that nothing was removed for is not named."""
    forms, removed = facts.forms, by_reason(facts.stated.removed)
    sent = [("count_sent", forms.sent), ("count_sent_confirmed", forms.confirmed)] if forms else []
    sent += [("count_refused", forms.refused)] if forms and forms.refused is not None else []
    counts = [*sent, *((f"removed_{reason}", number) for reason, number in removed)]
    return [[words.say(key), words.at_least(number)] for key, number in counts]


def one_line(text: str) -> str:
    """Text without the line breaks of its source, which are spaces in a letter."""
    return " ".join(text.split())
