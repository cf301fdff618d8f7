"""What is enclosed with a letter: the signatures by country and territory, and the release."""

from typing import Any

from campaign.letters.facts import LetterFacts, Stated
from campaign.letters.voices import voice
from campaign.letters.wording import Wording
from campaign.lib.un_names import ranked
from campaign.tally.entries import by_reason


def signatures(stated: Stated, words: Wording) -> dict[str, Any]:
    """Annex 1, largest figure first, equal ones by name; the rows and "not shown" add up to the total.

    Raises KeyError for a code that has no UN name.
    """
    rows = ranked(stated.countries, words.names_in)
    return {
        "label": words.say("annex", number="1"),
        "title": words.say("enclosure_signatures"),
        "columns": [words.say("country"), words.say("signatures")],
        "rows": [[name, words.number(figure)] for name, figure in rows],
        "not-shown": [words.say("not_shown"), words.number(stated.not_shown)],
        "total": [words.say("total"), words.number(stated.total)],
        "notes": [
            words.say("note_tens", date=words.day(stated.as_of)),
            words.say("note_confirmed"),
            *_removed(stated, words),
            words.say("note_designations"),
        ],
    }


def _removed(stated: Stated, words: Wording) -> list[str]:
    """How many signatures were taken out of the count, by reason; nothing where none was."""
    found = by_reason(stated.removed)
    reasons = [words.say(f"removed_{reason}", number=words.number(count)) for reason, count in found]
    total = words.number(sum(count for _, count in found))
    return (
        [words.say("note_removed", total=total, reasons=words.say("removed_and").join(reasons))]
        if found
        else []
    )


def release(facts: LetterFacts, words: Wording) -> dict[str, Any]:
    """Annex 2: the release in the letter's language, or in its own, marked so."""
    language = words.language if words.language in facts.releases else facts.original
    original = None
    if language != words.language:
        original = words.say("original", language=words.language_name(language))
    return {
        **voice(language, within=words.language),
        "label": words.say("annex", number="2"),
        "title": words.say("enclosure_release"),
        "original": original,
        "headline": one_line(facts.headline[language]),
        "blocks": [
            {"marker": block.marker, "text": one_line(block.text)} for block in facts.releases[language]
        ],
    }


def one_line(text: str) -> str:
    """Text without the line breaks of its source, which are spaces in a letter."""
    return " ".join(text.split())
