"""Numbers that are typed to say that they were read."""

from flask import request

APART = " ,.\u00a0\u202f\u066c"


def whole(name: str) -> int | None:
    """A number of the form, in any digits, with or without its thousands apart; None for what is none."""
    given = "".join(each for each in request.form.get(name, "") if each not in APART)
    return int(given) if given.isdecimal() and len(given) < 19 else None
