"""Why organisers took a signature out of the count, in words for its signer. Pure."""

from collections.abc import Callable


def because(reason: str | None, gettext: Callable[[str], str]) -> str:
    """A sentence in the language that `gettext` speaks; without a known reason it names none."""
    if reason == "duplicate":
        return gettext(
            "The organisers have taken it out of the count, since they believe that one person had signed twice."
        )
    if reason == "fraud":
        return gettext("The organisers have taken it out of the count, since they believe that it is forged.")
    if reason == "legal":
        return gettext("The organisers have taken it out of the count for a legal reason.")
    return gettext("The organisers have taken it out of the count.")
