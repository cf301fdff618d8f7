"""One campaign and its figures as letters get them, and how the tests read a PDF."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from campaign.letters import composition
from campaign.letters.facts import Block, LetterFacts, Release, Signatory
from campaign.letters.figures import Forms, Stated, Statement
from campaign.letters.typesetting import press, typeset
from campaign.missions.states import state

ARABIC_NUMBER = re.compile("[٠-٩٬]+")
FIGURES = {"FR": 12340, "DE": 5200, "CN": 1230, "RU": 40, "ES": 2010, "EG": 3450, "JO": 880, "GB": 10}


def release(*blocks: Block) -> Release:
    """A release of these blocks, as it was given out in Gaziantep."""
    return Release(blocks, "Gaziantep", date(2016, 9, 24), 2)


STATEMENT = Statement(
    day=date(2016, 9, 30), taken_in=sum(FIGURES.values()) + 37, countries=FIGURES, line="tally …"
)
STATED = Stated(
    total=25214,
    size=25260,
    day=date(2016, 10, 2),
    root="ROm7qyQOPdH41rSNEMJ0PNDAbu8/EOL4FvbU5v5aGJc=",
    statement=STATEMENT,
    withheld=frozenset({"SY"}),
)
FACTS = LetterFacts(
    slug="aleppo",
    stated=STATED,
    original="en",
    headline={"en": "Protect the people of Aleppo", "ar": "احموا أهل حلب"},
    demand={"en": "Protect civilians by a nationwide no-bomb zone.", "ar": "احموا المدنيين"},
    releases={"en": release(Block("First paragraph."), Block("an item", marker="–"))},
    organisers=("Group One", "Group Two"),
    contact="post@example.org",
    place="Gaziantep",
    date=date(2016, 10, 3),
    base_url="https://sign.example.org",
    forms=Forms(31456, 25238, date(2016, 10, 3)),
    person="A. Signer",
    signatories=(Signatory("A. Signer", "Director", "Group One"), Signatory("B. Signer")),
)


def letter(folder: Path, code: str, **changed: Any) -> bytes:
    """The letter to one State, with some of the facts changed."""
    facts = replace(FACTS, **changed)
    editions = composition.editions(facts=facts, states=(state(code),))
    own = composition.letter(facts=facts, state=state(code))
    values = composition.document(facts=facts, letters=[own], title=own["title"])
    place = folder / f"press-{len(list(folder.iterdir()))}"
    return typeset(
        press(template="letter.typ", folder=place, editions=editions), values=values, day=facts.date
    )


def pages(pdf: bytes) -> list[str]:
    """The text of each page without spaces: where lines break, and how right-to-left words part, doesn't matter."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def as_read(text: str) -> str:
    """How `pages` gives a text: Arabic comes out of a PDF with words, and digits, from the last to the first."""
    words = ARABIC_NUMBER.sub(lambda number: number[0][::-1], text).split()
    return "".join(reversed(words) if any("\u0600" <= letter <= "\u06ff" for letter in text) else words)
