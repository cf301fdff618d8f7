"""Numbers that are typed to say that they were read."""

from flask import request

from campaign.lib import pasted
from campaign.lib.row_numbers import row_number


def whole(name: str) -> int | None:
    """A number of the form, in any digits, with or without its thousands apart; None for what is none."""
    return row_number(pasted.number(request.form.get(name, "")))
