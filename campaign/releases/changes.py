"""What is another in a text than in the one before, for those who look before they publish."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from campaign.releases.models import Wording


@dataclass(frozen=True)
class Change:
    """A field, or a paragraph of the body, as it was and as it would be; empty for what was not there."""

    where: str
    before: str
    after: str


def changes(before: Wording, after: Wording) -> tuple[Change, ...]:
    """In the order of the page; `where` is headline, place, date, demand, or the paragraph's number, from 1."""
    fields = [
        Change(name, str(getattr(before, name) or ""), str(getattr(after, name) or ""))
        for name in ("headline", "place", "date", "demand")
    ]
    old, new = before.body.split("\n\n"), after.body.split("\n\n")
    paragraphs = []
    for kind, first, last, start, end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        for at in range(max(last - first, end - start)) if kind != "equal" else ():
            was = old[first + at] if first + at < last else ""
            is_now = new[start + at] if start + at < end else ""
            paragraphs.append(Change(str(start + at + 1 if is_now else first + at + 1), was, is_now))
    return tuple([each for each in fields if each.before != each.after] + paragraphs)
