"""An organiser who brings a picture, and the worker that makes its sizes."""

import io
from typing import Any

from campaign.jobs.runner import run_next
from campaign.organisers.roles import Role
from campaign.running.schedule import job_kinds
from tests.cast import SLUG, Site, hidden
from tests.organisers.browser import Desk, member
from tests.pictures.files import snapshot

BASE, UPLOAD = f"/desk/campaigns/{SLUG}/picture", f"/desk/uploads/{SLUG}/picture"
WORDS = {"alternative-en": "Smoke over a street of houses", "credit-en": "Photo: Nour H., 2016"}


def organiser(site: Site, name: str = "noor") -> Desk:
    """Somebody who may bring one, at her page."""
    desk = member(site.app, f"{name}@example.org", Role.ORGANISER, site.campaign.id)
    desk.get(BASE)
    return desk


def version(desk: Desk) -> str:
    """What her page shows of pictures."""
    return hidden(desk.page.text, "version")


def upload(desk: Desk, raw: bytes | None = None, **changes: Any) -> Any:
    """Send the form with a file; a field that is None isn't sent."""
    fields = {"version": version(desk), "nobody": "y", **WORDS, **changes}
    sent = {name: value for name, value in fields.items() if value is not None}
    file = (io.BytesIO(snapshot() if raw is None else raw), "street.jpg")
    return desk.post(UPLOAD, {**sent, "file": file}, content_type="multipart/form-data")


def worked() -> None:
    """All jobs that wait."""
    while run_next(kinds=job_kinds()):
        pass


def ready(site: Site) -> Desk:
    """A picture whose sizes are made."""
    desk = organiser(site)
    upload(desk)
    worked()
    desk.get(BASE)
    return desk


def public(site: Site) -> Desk:
    """One on the page."""
    desk = ready(site)
    desk.post(f"{BASE}/published", {"version": version(desk)})
    return desk
