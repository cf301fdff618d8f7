"""The doors for holders who came by a link: docs/holders.md. They have no cookie, and the link is the whole right.

They lie outside /desk, where each form carries the token of a session.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, jsonify, request

from campaign.audit.actors import HOLDER, acting
from campaign.lib import pasted, tokens
from campaign.lib.refusal import Refusal
from campaign.vault import key_offers

pages = Blueprint("doors", __name__, url_prefix="/holder")
STATUS = {"vault/offer-over": 410, "vault/offer-of-another": 409}


@pages.post("/offered")
def offered() -> Any:
    """The public half of a key that was made on its holder's device."""
    return _answer(lambda token: key_offers.offer(token=token, recipient=request.form.get("recipient", "")))


@pages.post("/drill")
def drill() -> Any:
    """A word that is sealed to her."""
    return _answer(lambda token: {"drill": key_offers.drill(token=token)})


@pages.post("/proved")
def proved() -> Any:
    """The word, read with her key or with the page that she printed."""
    word, by = request.form.get("word", ""), request.form.get("by", "")
    return _answer(lambda token: key_offers.prove(token=token, word=word, on_paper=by == "paper"))


def _answer(act: Callable[[str], object]) -> Any:
    """What it says as JSON; a status that the page has a sentence for."""
    token = pasted.code(request.form.get("invitation", ""))
    if not tokens.well_formed(token):
        abort(403)
    try:
        with acting(HOLDER):
            said = act(token)
        return jsonify(said if isinstance(said, dict) else {})
    except Refusal as refusal:
        return jsonify({}), STATUS.get(refusal.reason, 422)
    except ValueError:
        return jsonify({}), 422
