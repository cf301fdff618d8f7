"""A line that organisers typed, as it is stored."""

from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_line

LONGEST = 200


def stored_line(field: str, words: str) -> str:
    """Raises Refusal, about the field, for what can't stand in a line of at most LONGEST characters."""
    try:
        line = clean_line(words)
    except Unfit:
        raise Refusal("releases/unfit-line", most=LONGEST).about(field) from None
    if len(line) > LONGEST:
        raise Refusal("releases/unfit-line", most=LONGEST).about(field)
    return line
