"""Whether all is well, for whoever watches."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response
from sqlalchemy.exc import SQLAlchemyError

from campaign.extensions import db
from campaign.lib import clock
from campaign.running.models import Heartbeat

running = Blueprint("running", __name__)
SILENT = timedelta(seconds=30)


@running.get("/healthz")
def health() -> Any:
    """200 once web, database and worker run; 503 with one word on what doesn't."""
    try:
        beat = db.session.get(Heartbeat, "worker")
    except SQLAlchemyError:
        return Response("database\n", 503, content_type="text/plain")
    if beat is None or beat.at < clock.now() - SILENT:
        return Response("worker\n", 503, content_type="text/plain")
    return Response("ok\n", content_type="text/plain")
