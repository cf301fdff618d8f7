"""What a reading says of what it did: sentences in English, which a page can say in another language. Pure."""

from enum import StrEnum
from typing import Any


class Topic(StrEnum):
    """What a note is about. Where the pieces are listed and the day stands in a field, only the others are said."""

    PIECE = "piece"
    DAY = "day"
    OTHER = "other"


class Note(str):
    """A sentence; `template` and `facts` are its words apart from the numbers and quoted words in it."""

    template: str
    facts: dict[str, Any]
    topic: Topic

    def __new__(cls, template: str, topic: Topic = Topic.OTHER, **facts: Any) -> "Note":
        """Of a template like "%(count)s pictures were left out.", marked for translation where its topic is `OTHER`."""
        note = super().__new__(cls, template % facts)
        note.template, note.facts, note.topic = template, facts, topic
        return note
