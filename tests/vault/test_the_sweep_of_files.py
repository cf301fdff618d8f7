"""Files that organisers bring: who wrote a document, who took a picture and where, stays in no file of the site."""

import io
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from PIL import Image

from campaign.extensions import db
from campaign.lib import clock
from campaign.organisers.roles import Role
from campaign.running import schedule
from campaign.vault import trusted_time
from tests.cast import Site
from tests.desk.texts import RELEASE, form, paste
from tests.organisers.browser import member
from tests.pictures.choosing import organiser, upload, worked
from tests.pictures.files import ARTIST, sky, written
from tests.reading.documents import document, paragraph
from tests.vault.canaries import Hit, everything, hits

AUTHOR = "Zilpzalperin"  # no canary: a server of the tests keeps her in its log of changes, where others are looked for
CORE = f"""<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{AUTHOR}</dc:creator></cp:coreProperties>"""


def swept(site: Site, temporary: Path) -> list[Hit]:
    """Where anything can be read; PostgreSQL's log of changes, which it recycles, holds a picture until then."""
    places = [
        *everything(site),
        *((str(file), file.read_bytes()) for file in temporary.rglob("*") if file.is_file()),
    ]
    return hits((place for place in places if "pg_wal" not in place[0]), [AUTHOR])


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files would lie, of this process and of those that it starts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_who_wrote_a_document(site: Site, temporary: Path) -> None:
    lines = [paragraph(line) for line in RELEASE.split("\n") if line]
    raw = document(*lines, members={"docProps/core.xml": CORE})
    desk = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    page = paste(desk, site, "", file=(io.BytesIO(raw), "release.docx")).text
    assert form(page, "/draft")[1]["headline"] == "Give the river back"
    assert hits([("page", page.encode())], [AUTHOR]) == []
    assert swept(site, temporary) == []
    assert list(temporary.iterdir()) == []


def test_who_took_a_picture(site: Site, temporary: Path) -> None:
    exif = Image.Exif()
    exif[ARTIST] = AUTHOR
    raw = written(sky(), "JPEG", exif=exif, comment=AUTHOR.encode(), quality=90)
    assert hits([("picture", raw)], [AUTHOR]) != []
    upload(organiser(site), raw)
    assert swept(site, temporary) != []  # it waits in the database for the worker
    worked()
    for chore in schedule.chores():
        chore.work()
    later = (clock.now() + timedelta(days=1)).replace(hour=2)  # PostgreSQL writes tables anew at night
    with time_machine.travel(later, tick=False):
        trusted_time.accept()
        for chore in schedule.chores():
            chore.work()
    db.session.rollback()
    assert swept(site, temporary) == []
    assert list(temporary.iterdir()) == []
