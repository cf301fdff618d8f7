"""From facts to the plain values that templates/letters set, with numbers and days written out."""

from collections.abc import Sequence
from typing import Any

from campaign.letters import annexes
from campaign.letters.annexes import one_line
from campaign.letters.facts import LetterFacts, Mission, Naming
from campaign.letters.font_files import families
from campaign.letters.qr import qr_code
from campaign.letters.voices import voice
from campaign.letters.wording import Wording, wording, wording_to
from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.missions.states import State, Status

Values = dict[str, Any]
MARK = "refers to "
TO_THE_UN = " to the United Nations"


def language_for(state: State, facts: LetterFacts) -> str:
    """The language to write to a State in: the organisers' choice for its mission, else the table's."""
    mission = facts.missions.get(state.code)
    return mission.language if mission and mission.language else state.language


def edition_for(state: State, facts: LetterFacts) -> str:
    """The name of the edition that a State's letter is of, by language and digits."""
    return _words_to(state, facts).edition


def _words_to(state: State, facts: LetterFacts) -> Wording:
    return wording_to(state.code, language_for(state, facts))


def editions(*, facts: LetterFacts, states: Sequence[State]) -> dict[str, Values]:
    """What the letters to `states` share, by language and digits; English always, for the courtesy copies."""
    shared = {words.edition: words for words in (_words_to(state, facts) for state in states)}
    shared |= {"en": wording("en")}
    return {name: _edition(facts, shared[name]) for name in sorted(shared)}


def document(*, facts: LetterFacts, letters: list[Values], title: str) -> Values:
    """One PDF of these `letters`, in this order."""
    return {
        **_sheet(facts, title),
        "keywords": [mark(earlier.size) for one in letters if (earlier := facts.earlier.get(one["code"]))],
        "specimen": facts.specimen,
        "letters": letters,
        **voice(letters[0]["language"]),
    }


def mark(size: int) -> str:
    """What a PDF's keywords say of the letter that it refers to, by the size of that one's checkpoint."""
    return f"{MARK}{size}"


def letter(*, facts: LetterFacts, state: State) -> Values:
    """What is one State's own; behind a letter in another language stands its courtesy copy in English."""
    words = _words_to(state, facts)
    language, address = words.language, facts.address(state.code, words.language)
    own = {
        **_page(facts, state, words),
        "address": address,
        "qr": qr_code(address, like=facts.address("AA", "en")),
        "qr-alt": words.say("qr", address=address),
        "courtesy": None,
    }
    if language == "en":
        return {**own, "copy": None}
    copy = _page(facts, state, wording("en"))
    return {**own, "copy": {**copy, "courtesy": wording("en").say("courtesy")}}


def single(*, facts: LetterFacts, state: State) -> tuple[dict[str, Values], Values]:
    """One State's letter alone: the editions that it needs, and the values of its document."""
    own = letter(facts=facts, state=state)
    return editions(facts=facts, states=(state,)), document(facts=facts, letters=[own], title=own["title"])


def labels(*, facts: LetterFacts, states: Sequence[State]) -> Values:
    """The mailing labels, in English whatever the letter's language: the post in New York reads them."""
    lines = [_addressee(facts, state, wording("en")) for state in states]
    # The full name of the United Nations doesn't fit on a label twice.
    short = [
        [first.removesuffix(TO_THE_UN), *(line.replace(TO_THE_UN, " to the UN") for line in rest)]
        for first, *rest in lines
    ]
    return {**_sheet(facts, f"{facts.slug}: mailing labels"), "labels": short, **voice("en")}


def _sheet(facts: LetterFacts, title: str) -> Values:
    paper = "us-letter" if facts.paper == "letter" else "a4"
    return {"title": title, "author": list(facts.organisers), "paper": paper, "families": families()}


def _edition(facts: LetterFacts, words: Wording) -> Values:
    titles = [words.say(f"enclosure_{what}") for what in ("signatures", "release", "count")]
    host = facts.base_url.rstrip("/").split("://")[-1]
    return {
        **voice(words.language),
        "digits": [words.number(digit) for digit in range(10)],
        "page": words.texts["page"],
        "specimen": words.say("specimen"),
        "organisers": list(facts.naming(words.language).organisers),
        "contact": [part for part in (facts.contact, host) if part],
        "dateline": _dateline(facts, words),
        "subject": _subject(facts, words),
        **_demand(facts, words),
        "requests-intro": words.say("requests"),
        "requests": [words.say("request_convey"), words.say("request_position")],
        "signatories": _signatories(facts.naming(words.language)),
        "enclosures": [words.say("enclosures"), *titles],
        "foot": _foot(facts, words),
        "annexes": {
            "signatures": annexes.signatures(facts.stated, words, territories=facts.territories),
            "release": annexes.release(facts, words),
            "count": annexes.count(facts, words),
        },
    }


def _page(facts: LetterFacts, state: State, words: Wording) -> Values:
    observer, role = state.status == Status.OBSERVER, "observer_" if state.status == Status.OBSERVER else ""
    mission = facts.missions.get(state.code, Mission(state.code))
    gender = "" if observer else mission.gender
    before, large, after = words.pair(facts.stated.figures(state.code), state)
    return {
        "code": state.code,
        "edition": words.edition,
        "language": words.language,
        "title": words.say(f"{role}title", state=words.name(state)),
        "reference": words.say("reference", reference=facts.reference(state.code)),
        "addressee": _addressee(facts, state, words),
        "salutation": words.to(gender, "salutation"),
        **_beginning(facts, state, words),
        "pair": [before.strip(), large, after],
        "closing": words.to(gender, "closing"),
    }


def _beginning(facts: LetterFacts, state: State, words: Wording) -> Values:
    """What stands before the figures; a second letter refers to the first."""
    earlier = facts.earlier.get(state.code)
    if earlier is None:
        return {"earlier": None, "opening": words.say("opening")}
    reference = facts.reference(state.code, earlier.size)
    return {"earlier": words.earlier(earlier, reference=reference), "opening": words.say("opening_again")}


def _addressee(facts: LetterFacts, state: State, words: Wording) -> list[str]:
    mission = facts.missions.get(state.code, Mission(state.code))
    role = "observer_" if state.status == Status.OBSERVER else ""
    name = " ".join(part for part in (mission.style, mission.name) if part)
    own = words.name(state)
    office, at = words.to(mission.gender, f"{role}office", state=own), words.say(f"{role}mission", state=own)
    person = [name, office] if mission.name else [words.to(mission.gender, f"{role}excellency", state=own)]
    # Where a language puts the State into the mission's name, it needs no line of its own.
    where = [at] if own in at else [own, at]
    return [*person, *where, *(mission.address or [words.say("city")])]


def _signatories(naming: Naming) -> list[list[str]]:
    """Who signs by hand; where nobody is named there is room for one, over the organisers' names."""
    named = [[who.name, who.office, who.organisation] for who in naming.signatories]
    return [[line for line in lines if line] for lines in named] or [list(naming.organisers)]


def _foot(facts: LetterFacts, words: Wording) -> list[str]:
    """A short address that leads to the letters, and whom to ask."""
    page = words.language if words.language in LANGUAGES else DEFAULT
    host = facts.base_url.rstrip("/").split("://")[-1]
    # Isolated, or a full stop at its end goes to the other side in a text from right to left.
    person = "\u2068" + ", ".join(part for part in (facts.person, facts.contact) if part) + "\u2069"
    return [
        f"{host}/{page}/{facts.slug}/letters",
        *([words.say("ask", person=person)] if len(person) > 2 else []),
    ]


def _dateline(facts: LetterFacts, words: Wording) -> list[str]:
    """The place and what follows it: apart, as a place in another script would turn the figures around."""
    place = facts.naming(words.language).place
    if not place:
        return ["", words.day(facts.date)]
    return [place, words.say("dateline", place="", date=words.day(facts.date))]


def _subject(facts: LetterFacts, words: Wording) -> Values:
    language = words.language if words.language in facts.headline else facts.original
    headline = one_line(facts.headline[language])
    return {
        **voice(language, within=words.language),
        "label": words.say("subject", headline=""),
        "text": headline,
    }


def _demand(facts: LetterFacts, words: Wording) -> Values:
    language = words.language if words.language in facts.demand else facts.original
    introduction = words.say("demand")
    if language != words.language:
        introduction = words.say("demand_original", language=words.language_name(language))
    text = one_line(facts.demand[language])
    return {"demand-intro": introduction, "demand": {**voice(language, within=words.language), "text": text}}
