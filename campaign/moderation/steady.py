"""How figures of forms go on from one statement to the next (architecture.md, rule 5). Pure.

A figure that passed a ten by one would tell of one person to whoever compares two letters. So it moves by nothing or by
at least a lot.
"""

from campaign.letters.figures import Forms


def steady(before: Forms | None, now: Forms, *, lot: int) -> Forms:
    """What is told now, after `before` was told: both are exact, and so is the answer.

    Nothing moves until the forms sent do: so those confirmed and refused are never more than were sent.
    """
    if before is None:
        return now
    if now.sent - before.sent < lot:
        return Forms(before.sent, before.confirmed, now.day, before.refused)
    refused = _steady(before.refused or 0, now.refused or 0, lot)
    return Forms(now.sent, _steady(before.confirmed, now.confirmed, lot), now.day, refused)


def _steady(before: int, now: int, lot: int) -> int:
    return now if now - before >= lot else before
