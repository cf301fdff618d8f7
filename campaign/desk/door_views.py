"""The doors for holders who came by a link: docs/holders.md. They have no cookie, and the link is the whole right."""

from typing import Any

from flask import Blueprint, jsonify, request

from campaign.lib.refusal import Refusal
from campaign.vault import key_offers

pages = Blueprint("doors", __name__, url_prefix="/desk/keys")
STATUS = {"vault/offer-over": 410, "vault/offer-of-another": 409}


@pages.post("/offered")
def offered() -> Any:
    """The public half of a key that was made on its holder's device."""
    try:
        key_offers.offer(token=_token(), recipient=request.form.get("recipient", ""))
    except Refusal as refusal:
        return _refused(refusal)
    except ValueError:
        return jsonify({}), 422
    return jsonify({})


@pages.post("/drill")
def drill() -> Any:
    """A word that is sealed to her."""
    try:
        return jsonify({"drill": key_offers.drill(token=_token())})
    except Refusal as refusal:
        return _refused(refusal)


@pages.post("/proved")
def proved() -> Any:
    """The word, read with her key or with the page that she printed."""
    word, by = request.form.get("word", ""), request.form.get("by", "")
    try:
        key_offers.prove(token=_token(), word=word, on_paper=by == "paper")
    except Refusal as refusal:
        return _refused(refusal)
    return jsonify({})


def _token() -> str:
    return request.form.get("invitation", "")


def _refused(refusal: Refusal) -> Any:
    return jsonify({}), STATUS.get(refusal.reason, 422)
