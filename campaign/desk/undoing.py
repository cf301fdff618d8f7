"""What was just deleted, with a button that brings it back: the form by which it was saved, filled in once more.

Nothing is kept for that: it is on the page that answers the deletion, and gone with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Undo:
    """`sentence` says what was done; `fields` are those of the form at `action`, several of one name too."""

    sentence: str
    action: str
    fields: tuple[tuple[str, str], ...]
    is_upload: bool = False


def undo_by(
    sentence: str,
    action: str,
    fields: Mapping[str, str | Iterable[str]],
    *,
    is_upload: bool = False,
) -> Undo:
    """With fields as a page has them: one value each, or several."""
    pairs = [
        (name, each)
        for name, value in fields.items()
        for each in ([value] if isinstance(value, str) else value)
    ]
    return Undo(sentence=sentence, action=action, fields=tuple(pairs), is_upload=is_upload)
