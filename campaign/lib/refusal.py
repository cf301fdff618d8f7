"""What is asked for and can't be had: a reason and what it is about. Its words are said at the edge."""

from importlib import import_module
from typing import Any, NamedTuple


class Refusal(Exception):
    """Something that was asked for can't be done.

    `reason` is `<room>/<name>`, where `<name>` stands in the room's `messages_cli.py`; `facts` fill the braces of its
    message. Subclasses exist only where code tells them apart.
    """

    field = ""  # the one of a form that it is about, where that is known

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason, facts)
        self.reason, self.facts = reason, facts

    def about(self, field: str) -> "Refusal":
        """The same, said of one field of what was given."""
        self.field = field
        return self

    def __str__(self) -> str:
        """For a log or a test: a person is told by `lib.terminal.sentence`."""
        return f"{self.reason} {self.facts}" if self.facts else self.reason

    def __reduce__(self) -> tuple[Any, ...]:
        """As it comes from another process."""
        return again, (type(self), self.reason, self.facts)


class Message(NamedTuple):
    """How a refusal is said: the sentence, and the command that helps where there is one. Braces are facts."""

    sentence: str
    command: str = ""


def message(refusal: Refusal) -> Message:
    """How it is said, from the `messages_cli.py` of its room: the one map that terminal and pages read."""
    room, _, name = refusal.reason.partition("/")
    said: Message = import_module(f"campaign.{room}.messages_cli").MESSAGES[name]
    return said


def marked(sentence: str) -> str:
    """The sentence itself. Imported as `_` it marks one that pages say too, for those who translate."""
    return sentence


def again(kind: type[Refusal], reason: str, facts: dict[str, Any]) -> Refusal:
    """One that was raised elsewhere or before, by its parts."""
    return kind(reason, **facts)
