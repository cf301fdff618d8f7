"""What was asked for and can't be had, said on a page: the room's sentence in the reader's language."""

from importlib import import_module
from typing import Any

from flask_babel import gettext

from campaign.lib.refusal import Message, Refusal


def said(refusal: Refusal) -> str:
    """The sentence without the command that helps at a shell."""
    room, _, name = refusal.reason.partition("/")
    message: Message = import_module(f"campaign.{room}.messages_cli").MESSAGES[name]
    facts = {fact: _fact(value) for fact, value in refusal.facts.items()}
    return gettext(message.sentence).format_map(facts)


def _fact(value: Any) -> Any:
    if isinstance(value, Refusal):
        return said(value)
    return ", ".join(str(_fact(each)) for each in value) if isinstance(value, list) else value
