"""A campaign's log as it is mirrored: the checkpoint, its tiles and entries (C2SP tlog-tiles)."""

from typing import Any

from flask import Response, abort

from campaign.releases.models import Campaign
from campaign.releases.views import public_campaign, releases
from campaign.tally import queries as tally_queries
from campaign.tally.origins import folder_of
from campaign.tally.tiles import HASH, WIDTH, Place, bundle, parse_path, width_at
from campaign.web import newest_page

A_YEAR = "public, max-age=31536000, immutable"


@releases.get("/<slug>/log/checkpoint")
@newest_page
def checkpoint(slug: str) -> Any:
    """The newest published checkpoint, a signed note."""
    return _note(public_campaign(slug))


@releases.get("/<slug>/log-<int:number>/checkpoint")
@newest_page
def checkpoint_of_next(slug: str, number: int) -> Any:
    """The same, where the log that continues another is looked for by its origin."""
    campaign = public_campaign(slug)
    _require_current(campaign, f"log-{number}")
    return _note(campaign)


@releases.get("/<slug>/log/witnessed")
@newest_page
def witnessed(slug: str) -> Any:
    """The newest published checkpoint with the most cosignatures of witnesses."""
    return _witnessed(public_campaign(slug))


@releases.get("/<slug>/log-<int:number>/witnessed")
@newest_page
def witnessed_of_next(slug: str, number: int) -> Any:
    """The same, beside the checkpoint of the log that continues another."""
    campaign = public_campaign(slug)
    _require_current(campaign, f"log-{number}")
    return _witnessed(campaign)


@releases.get("/<slug>/log/tile/<path:path>")
def tile(slug: str, path: str) -> Any:
    """A tile of hashes or a bundle of entries of the published tree; such bytes never change."""
    return _tile(slug, "log", path)


@releases.get("/<slug>/log-<int:number>/tile/<path:path>")
def tile_of_next(slug: str, number: int, path: str) -> Any:
    """One of the log that continues another: under a path of its own, as caches keep the other's for a year."""
    return _tile(slug, f"log-{number}", path)


def _note(campaign: Campaign) -> Response:
    newest = tally_queries.published_checkpoint(campaign.id)
    if newest is None:
        abort(404)
    return Response(newest.note, content_type="text/plain; charset=utf-8")


def _witnessed(campaign: Campaign) -> Response:
    newest = tally_queries.witnessed(campaign.id)
    if newest is None:
        abort(404)
    return Response(newest.note, content_type="text/plain; charset=utf-8")


def _tile(slug: str, folder: str, path: str) -> Response:
    campaign = public_campaign(slug)
    _require_current(campaign, folder)
    newest = tally_queries.published_checkpoint(campaign.id)
    try:
        place = parse_path(f"tile/{path}")
    except ValueError:
        abort(404)
    if newest is None or place.width > width_at(newest.size, place.level, place.index):
        abort(404)
    raw = _entries(campaign.id, place) if place.level is None else _hashes(campaign.id, place)
    response = Response(raw, content_type="application/octet-stream")
    response.headers["Cache-Control"] = A_YEAR
    return response


def _require_current(campaign: Campaign, folder: str) -> None:
    head = tally_queries.head(campaign.id)
    if head is None or folder_of(head.origin) != folder:
        abort(404)


def _entries(campaign: int, place: Place) -> bytes:
    first = place.index * WIDTH
    lines = tally_queries.lines(campaign, start=first, size=first + place.width)
    return bundle(line.encode() for _, line, _ in lines)


def _hashes(campaign: int, place: Place) -> bytes:
    stored = tally_queries.tile(campaign, place.level or 0, place.index)
    return (stored or b"")[: place.width * HASH]
