"""Limits on every request, whichever room it is for: its network, its budgets, and a count of what was refused."""

from flask import Flask, Response, g, request

from campaign.extensions import limiter
from campaign.limits.budgets import BUDGETS
from campaign.limits.models import RefusalKind
from campaign.limits.network import know_network
from campaign.limits.refusals import note_refusal

KINDS = {
    429: RefusalKind.LIMITED,
    403: RefusalKind.ELSEWHERE,
    400: RefusalKind.GARBLED,
    413: RefusalKind.GARBLED,
}


def init_app(app: Flask) -> None:
    """Switch the limits on: importing this room alone limits nothing."""
    limiter.limit_manager.set_default_limits(BUDGETS)
    app.before_request(know_network)
    app.after_request(count_refusals)


def count_refusals(response: Response) -> Response:
    """Count the POSTs that are refused by day and kind, for organisers who are being flooded."""
    if request.method == "POST" and response.status_code in KINDS:
        know_network()
        note_refusal(kind=KINDS[response.status_code], network=g.network)
    return response
