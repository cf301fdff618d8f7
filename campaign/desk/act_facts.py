"""What the list of acts says beside who, when and what: by which kinds of rule, and each fact, in the reader's words.

A mark, such as a hash, stays one; the file for a spreadsheet has every fact as it is stored.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import gettext, lazy_gettext
from markupsafe import Markup

from campaign.audit.acts import Act
from campaign.audit.facts import RuleKind
from campaign.audit.models import AuditEntry
from campaign.desk.act_words import WORDS
from campaign.desk.letter_words import positions
from campaign.desk.sign_in_words import FACTORS
from campaign.desk.text_words import language_name
from campaign.lib import countries
from campaign.press.answers import question_in_words
from campaign.press.models import PressQuestion
from campaign.spoken import spoken
from campaign.tally.entries import RemovalReason
from campaign.tally.removal import on_pages
from campaign.web.filters import clock_time, colon, day, in_line, number

SHOWN = 12  # signs of a hash
OWNER = lazy_gettext("owner")
ROLES = {"owner": OWNER, "organiser": lazy_gettext("organiser"), "viewer": lazy_gettext("viewer")}
RULES: Mapping[str, Any] = {
    RuleKind.COUNTRY: lazy_gettext("Country"),
    RuleKind.DAY: lazy_gettext("Day"),
    RuleKind.HOUR: lazy_gettext("Confirmed since this hour (UTC)"),
    RuleKind.DOMAIN: lazy_gettext("Mail domain"),
    RuleKind.INDEX: lazy_gettext("Indexes in the log"),
    RuleKind.NUMBER: lazy_gettext("Number"),
    RuleKind.UPDATES: lazy_gettext("Those who want to hear from us"),
    RuleKind.EVERY: lazy_gettext("Everybody who is counted"),
}
FIELDS: Mapping[str, Any] = {
    "goal": lazy_gettext("The goal"),
    "closes": lazy_gettext("The last day to sign"),
    "organisers": lazy_gettext("Who is behind it, as signers see it"),
    "called": lazy_gettext("Other names in other languages"),
    "contact": lazy_gettext("Where questions go"),
    "write_to_mission": lazy_gettext(
        "Whether signers are offered a letter to the mission of their own State"
    ),
    "territories": lazy_gettext("Places that are not States, such as Hong Kong and Kosovo"),
    "at_risk": lazy_gettext("Who could be harmed?"),
    "reminder_on": lazy_gettext("Are those who haven’t confirmed reminded once?"),
    "addressees": lazy_gettext("Who gets letters"),
    "further_languages": lazy_gettext("Languages of the pages"),
    "letter_places": lazy_gettext("Where letters are written"),
    "signatories": lazy_gettext("Who signs letters"),
    "controller": lazy_gettext("Who is responsible by law, with a postal address"),
    "representative": lazy_gettext("Representative in the European Union"),
    "authority": lazy_gettext("Data protection authority to complain to"),
    "server_country": lazy_gettext("Country of the server"),
}
_CORRECTIONS: Mapping[str, Any] = {
    "spelling": lazy_gettext("a spelling, which needs no note"),
    "fact": lazy_gettext("a fact, which is noted under the text"),
}
_WAITING: Mapping[str, Any] = {"close": WORDS[Act.CLOSE], "promote": OWNER}
# By act, as one word means one thing with one act and another with another.
KINDS: Mapping[Act, Mapping[str, Any]] = {
    Act.PUBLISH: _CORRECTIONS,
    Act.DRAFT: _CORRECTIONS,
    Act.UPDATE_PUBLISH: _CORRECTIONS,
    Act.EXPORT: {
        "sealed": lazy_gettext("The sealed list"),
        "removed": lazy_gettext("Those who were removed, and why"),
        "paper": lazy_gettext("Paper"),
        "opened": lazy_gettext("The list, opened"),
    },
    Act.SIGN_IN: FACTORS,
    Act.SECOND_FACTOR: {
        "codes": lazy_gettext("One-time codes"),
        "passkey": lazy_gettext("A passkey"),
        "passkey-removal": lazy_gettext("The passkey is removed."),
        "recovery-codes": lazy_gettext("Recovery codes"),
    },
    Act.WAIT_ASK: _WAITING,
    Act.WAIT_STOP: _WAITING,
    Act.BACKUP: {"sealed": lazy_gettext("sealed to the holders"), "plain": lazy_gettext("not sealed")},
    Act.JOB_STOP: {
        "export": WORDS[Act.EXPORT],
        "gather": WORDS[Act.INVALIDATE],
        "letters": WORDS[Act.LETTERS_MAKE],
        "picture": WORDS[Act.PICTURE_UPLOAD],
        "specimen": WORDS[Act.LETTERS_SPECIMEN],
    },
}
STEPS: Mapping[str, Any] = {
    "hand-over": lazy_gettext("Hand over what stays"),
    "thank": lazy_gettext("Thank those who asked to hear from you"),
}
COUNTS: Mapping[str, Any] = {
    "letters": lazy_gettext("Letters"),
    "number": lazy_gettext("Number"),
    "revision": lazy_gettext("Revision"),
    "size": lazy_gettext("Entries in the log"),
}


def in_words(entry: AuditEntry, people: Mapping[int, str]) -> list[str | Markup]:
    """The kinds of rules, then the facts. `people` are the names of organisers by their numbers.

    Whoever did something about herself isn't named twice. What has no words here, as another version of the program
    may have noted it, stands as it is stored.
    """
    rules = [in_line(_each(lambda rule: str(RULES[rule]), entry.rules))] if entry.rules else []
    facts = sorted(entry.facts.items())
    others = [(name, fact) for name, fact in facts if name != "person" or people.get(fact, "") != entry.who]
    return [*rules, *(_said(entry.act, name, fact, people) for name, fact in others)]


def _said(act: Act, name: str, fact: Any, people: Mapping[int, str]) -> str | Markup:
    if name in COUNTS:
        return colon(COUNTS[name]) + number(fact)
    if name == "person":
        return Markup("<bdi>{}</bdi>").format(people.get(fact) or f"({fact})")
    if name in {"key", "sha256", "purpose"}:
        return Markup('<code class="code" dir="ltr">{}</code>').format(_short(str(fact)))
    if name in {"countries", "languages", "fields"}:
        return in_line(_each(SAID[name], fact)) or gettext("none")
    if name == "kind":
        return _said_or_stored(lambda kind: str(KINDS[act][kind]), fact)
    return _said_or_stored(SAID[name], fact) if name in SAID else str(fact)


def _short(mark: str) -> str:
    return mark if len(mark) <= SHOWN + 1 else f"{mark[:SHOWN]}…"


def _each(said: Callable[[Any], str], parts: Iterable[Any]) -> list[str]:
    return [_said_or_stored(said, each) for each in parts]


def _said_or_stored(said: Callable[[Any], str], fact: Any) -> str:
    try:
        return said(fact)
    except (KeyError, ValueError):
        return str(fact)


def _country(code: str) -> str:
    return countries.name(code, str(spoken())) if code in countries.codes() else code


def _moment(written: str) -> str:
    moment = datetime.fromisoformat(written)
    return f"{day(moment)} {clock_time(moment)}"


SAID: Mapping[str, Callable[[Any], str]] = {
    "countries": _country,
    "languages": language_name,
    "language": language_name,
    "fields": lambda field: str(FIELDS[field]),
    "day": lambda written: day(date.fromisoformat(written)),
    "moment": _moment,
    "role": lambda role: str(ROLES[role]),
    "position": lambda position: positions()[position],
    "question": lambda question: question_in_words(PressQuestion(question)),
    "reason": lambda reason: on_pages(RemovalReason(reason), gettext),
    "step": lambda step: str(STEPS[step]),
}
