"""Whether all is well, for whoever watches."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError

from campaign.current import settings
from campaign.lib.hosts import is_loopback
from campaign.running.by_address import NEAR
from campaign.running.health import health as health_of
from campaign.running.metrics import metrics_text

running = Blueprint("running", __name__)


@running.get("/healthz")
def health() -> Any:
    """200 while web, database and worker run, 503 when one of them doesn't; JSON that says which."""
    standing = health_of()
    return jsonify(standing), 503 if standing["status"] == "down" else 200


@running.get("/metrics")
def metrics() -> Any:
    """For Prometheus: 404 for all but this machine and the networks of CAMPAIGN_METRICS_FROM."""
    if not _may_watch():
        abort(404)
    try:
        return Response(metrics_text(), content_type=CONTENT_TYPE_LATEST)
    except SQLAlchemyError:
        abort(503)


def _may_watch() -> bool:
    address = request.remote_addr or ""
    if address in settings().metrics_from:
        return True
    # Behind a proxy that isn't counted, everybody seems to come from this machine; its headers tell.
    return is_loopback(address) and bool(request.environ.get(NEAR))
