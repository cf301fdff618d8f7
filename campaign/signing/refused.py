"""Counting what is refused, on every page of every room."""

from flask import Response, g, request

from campaign.signing import actions
from campaign.signing.views import signing
from campaign.web import know_network


@signing.after_app_request
def count_refusals(response: Response) -> Response:
    """How many POSTs are refused on a day, and how: for organisers who are being flooded."""
    if request.method == "POST" and response.status_code in actions.KINDS:
        know_network()
        actions.note_refusal(status=response.status_code, network=g.network)
    return response
