"""A text that is withdrawn is gone from database, pages and exports."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from campaign.extensions import db
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.models import Text
from campaign.running.taking_down import take_down, withdraw
from campaign.tally import queries as tally_queries
from campaign.vault import wiping
from tests.cast import SLUG, Client, Site, heading
from tests.refused import refused
from tests.releases.test_publishing import run, same_app  # noqa: F401 - a fixture
from tests.running.test_taking_down import SECRET, named, publish, read
from tests.tally.logs import verdict, verifier
from tests.vault.test_wiping import files

__all__ = ["named"]


def test_a_text_that_is_withdrawn_is_gone_from_database_pages_and_exports(
    site: Site, client: Client, named: Text, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sha256, key = named.sha256, named.id
    copy = tmp_path / "copy"
    assert run(site.app, "log", "export", SLUG, str(copy)).exit_code == 0
    assert SECRET in (copy / "texts" / sha256).read_text()
    with refused(
        "This is the text that people read now in en. Publish a correction first, or take the campaign down. "
        f"campaign take-down {SLUG}"
    ):
        withdraw(slug=SLUG, sha256=sha256)
    publish()
    assert SECRET.encode() in files("texts")
    assert withdraw(slug=SLUG, sha256=sha256[:12]).text.revision == 2
    assert withdraw(slug=SLUG, sha256=sha256).letters == 0

    night = datetime(2026, 12, 2, 2, tzinfo=UTC)
    db.session.remove()
    wiping.let_go()
    with time_machine.travel(night, tick=False):
        wiping.rewrite_at_night()
    assert SECRET.encode() not in files("texts")
    row = db.session.get_one(Text, key)
    assert (row.sha256, row.headline, row.demand, row.body, row.place) == (sha256, "", "", "", None)

    assert client.get(f"/{SLUG}/texts/{sha256}").status_code == 410
    page = client.get(f"/en/{SLUG}").text
    assert "revision 2, withdrawn" in page
    assert SECRET not in page
    assert sha256 not in page
    site.number()
    assert f"text {sha256}" in [line for _, line, _ in tally_queries.lines(site.campaign.id)]
    assert tally_queries.public_tally(site.campaign.id).total == 1

    assert run(site.app, "log", "export", SLUG, str(copy)).exit_code == 0
    assert [file.name for file in (copy / "texts").glob(f"{sha256}*")] == [f"{sha256}.withdrawn"]
    printed = tally_queries.verifier(site.campaign.id)
    capsys.readouterr()
    assert verifier().main([str(copy), "--key", printed]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"text {sha256} was withdrawn"
    (copy / "texts" / f"{sha256}.withdrawn").write_text(f"text {'0' * 64} was withdrawn\n")
    assert verdict(copy, "--key", printed) == "text"
    (copy / "texts" / f"{sha256}.withdrawn").unlink()
    assert verdict(copy, "--key", printed) == "missing"
    assert run(site.app, "tally", "--check").output == f"{SLUG}: agrees\n"


def test_the_text_that_stands_is_withdrawn_once_it_is_taken_down_and_another_language_stays(
    site: Site, client: Client, named: Text
) -> None:
    take_down(slug=SLUG)
    withdraw(slug=SLUG, sha256=named.sha256)
    actions.put_back(slug=SLUG)
    page = client.get(f"/en/{SLUG}").text
    assert heading(page) == "صفّوا السماء"
    take_down(slug=SLUG)
    for sha256 in releases_queries.text_hashes(site.campaign.id):
        withdraw(slug=SLUG, sha256=sha256)
    with refused(
        f"Every text of {SLUG} has been withdrawn. Publish another first. campaign publish FILE --slug {SLUG}"
    ):
        actions.put_back(slug=SLUG)
    read(client)
