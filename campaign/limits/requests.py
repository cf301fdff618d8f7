"""Limits on every request, whichever room it is for: its network, its budgets, and a count of what was refused."""

from flask import Flask, Response, g

from campaign.counts import limiter
from campaign.current import asked
from campaign.limits.budgets import require_budget
from campaign.limits.models import RefusalKind
from campaign.limits.network import know_network
from campaign.limits.refusals import note_refusal
from campaign.web.admission import is_unmarked
from campaign.web.forwarded import UNREADABLE

KINDS = {
    429: RefusalKind.LIMITED,
    403: RefusalKind.ELSEWHERE,
    400: RefusalKind.GARBLED,
    413: RefusalKind.GARBLED,
}


def init_app(app: Flask) -> None:
    """Switch the limits on: importing this room alone limits nothing."""
    limiter.init_app(app)
    app.before_request_funcs.setdefault(None, []).insert(0, require_budget)  # before the body is read
    app.before_request(know_network)
    app.after_request(count_refusals)


def count_refusals(response: Response) -> Response:
    """Count the POSTs that are refused by day and kind, and those that say little, for organisers who are flooded."""
    request = asked()
    if request.method != "POST":
        return response
    if response.status_code in KINDS:
        know_network()
        note_refusal(kind=KINDS[response.status_code], network=g.network)
    if is_unmarked():
        note_refusal(kind=RefusalKind.UNMARKED)
    if request.environ.get(UNREADABLE):
        note_refusal(kind=RefusalKind.UNREADABLE)
    return response
