"""What a visitor reads where nothing can be sealed or counted: 503, and nothing was stored."""

from typing import Any

from flask import Flask, request
from flask_babel import gettext
from werkzeug.exceptions import ServiceUnavailable

from campaign.lib.logs import log
from campaign.vault.keys import NoSecret
from campaign.vault.sealing import NoRecipient
from campaign.vault.shared import OtherSecrets
from campaign.vault.tags import NoTagKey
from campaign.web import error_page


def init_app(app: Flask) -> None:
    """Register the answers."""
    app.register_error_handler(NoRecipient, nobody_to_seal_to)
    app.register_error_handler(NoTagKey, tag_key_lost)
    app.register_error_handler(NoSecret, secret_lost)
    app.register_error_handler(OtherSecrets, secret_lost)


def nobody_to_seal_to(_error: NoRecipient) -> Any:
    """503: what can't be sealed isn't stored."""
    log.error("nobody to seal to", endpoint=request.endpoint)
    sentence = gettext(
        "This site does not yet have a key to seal signers’ data with, so nothing was stored. Try again later."
    )
    return error_page(ServiceUnavailable(), sentence)


def tag_key_lost(error: NoTagKey) -> Any:
    """503: under a new key, who has signed could sign again (architecture.md, rule 2)."""
    log.error("tag key lost", slug=str(error))
    return _lost()


def secret_lost(_error: NoSecret | OtherSecrets) -> Any:
    """503: under another secret, who said "never again" would be written to. `campaign check` names it."""
    log.error("secrets are not the site's", endpoint=request.endpoint)
    return _lost()


def _lost() -> Any:
    sentence = gettext(
        "This site has lost a key that it needs for signatures, so nothing was stored. Try again later."
    )
    return error_page(ServiceUnavailable(), sentence)
