"""The sealed list from the server: no key needed, nothing readable in it, opened by a holder to the same rows."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo

from campaign.cli import campaign as command
from campaign.extensions import db
from campaign.lists import sealed_export
from campaign.lists.sealed_export import export_sealed
from campaign.lists.sealed_format import read_frame
from campaign.signing.models import Signature
from campaign.signing.record_words import WORDS
from tests.cast import AMELIE, KEY, NOUR, SLUG, Person, Site
from tests.refused import refused


@pytest.fixture
def two(site: Site) -> Site:
    """One signature that is numbered, and one that waits."""
    site.signed(NOUR, updates="y")
    site.number()
    site.signed(AMELIE)
    return site


@pytest.mark.parametrize(("answer", "says"), [(None, None), (True, None), (False, False)])
def test_it_says_where_harm_is_ruled_out(
    two: Site, tmp_path: Path, answer: bool | None, says: bool | None
) -> None:
    two.campaign.at_risk = answer
    db.session.commit()
    out = tmp_path / "list.sealed"
    export_sealed(campaign=two.campaign, out=out)
    header = lines(out)[0]["campaign/sealed/v1"]
    assert isinstance(header, dict)
    assert header.get("harm") is says
    assert read_frame(out).header.harm is (says is not False)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_what_stands_in_the_file(two: Site, tmp_path: Path) -> None:
    out = tmp_path / "list.sealed"
    assert export_sealed(campaign=two.campaign, out=out) == 2
    assert out.stat().st_mode & 0o777 == 0o600
    header, nour, amelie, end = lines(out)
    text = str(nour["text"])
    day = two.campaign.opened_at.date().isoformat()
    told = {
        "slug": SLUG, "texts": [text], "day": day, "contact": "press@example.org", "words": WORDS.decode(),
    }  # fmt: skip
    assert header == {"campaign/sealed/v1": told}
    kept = db.session.scalars(db.select(Signature).order_by(Signature.id)).all()
    assert kept[0].hour is not None
    clear = {name: value for name, value in nour.items() if name not in {"sealed", "unsubscribe"}}
    assert clear == {
        "record": (kept[0].record_id or b"").hex(), "country": "SY", "language": "en", "hour": kept[0].hour.isoformat(),
        "wants_updates": True, "text": text, "index": 2,
    }  # fmt: skip
    assert (amelie["country"], amelie["index"], amelie["wants_updates"], end["end"]) == ("FR", None, False, 2)
    assert (str(nour["unsubscribe"])[:-36], amelie.get("unsubscribe")) == (
        "http://127.0.0.1:8000/en/u/",
        None,
    )
    raw = out.read_bytes()
    assert [word for who in (NOUR, AMELIE) for word in (who.name, who.email) if word.encode() in raw] == []


def test_the_command_and_back(two: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.cli.app_for_commands", lambda: two.app)
    monkeypatch.chdir(tmp_path)
    given = ScriptInfo(create_app=lambda: two.app)
    wrote = CliRunner().invoke(command, ["export", SLUG, "--sealed", "list.sealed"], obj=given)
    assert wrote.exit_code == 0, wrote.output
    assert wrote.output.splitlines()[-2:] == [
        "2 signatures in list.sealed",
        "It is sealed. On a holder's computer: campaign unseal list.sealed --identity KEY --out list.xlsx",
    ]
    Path("nour.key").write_text(str(KEY))
    opened = CliRunner().invoke(
        command, ["unseal", "list.sealed", "--identity", "nour.key", "--out", "list.csv"]
    )
    assert opened.exit_code == 0, opened.output
    rows = list(csv.DictReader(Path("list.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["name"], row["email"], row["country_name"], row["wants_updates"]) for row in rows] == [
        (NOUR.name, NOUR.email, "Syria", "yes"),
        (AMELIE.name, AMELIE.email, "France", "no"),
    ]


def test_one_country_or_those_who_want_updates(two: Site, tmp_path: Path) -> None:
    assert export_sealed(campaign=two.campaign, out=tmp_path / "a", country="FR") == 1
    assert export_sealed(campaign=two.campaign, out=tmp_path / "b", wants_updates=True) == 1
    assert [lines(tmp_path / name)[1]["country"] for name in "ab"] == ["FR", "SY"]


def test_more_than_are_read_at_a_time(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.lists.queries.PAGE", 2)
    whole = sealed_export.pieces
    monkeypatch.setattr(sealed_export, "pieces", lambda rows: whole(rows, 2))
    for number in range(5):
        site.signed(Person("P", f"p{number}@example.org", "FR"))
    site.number()
    assert export_sealed(campaign=site.campaign, out=tmp_path / "list.sealed") == 5
    found = [line["index"] for line in lines(tmp_path / "list.sealed")[1:-1]]
    assert sorted(map(str, found)) == ["2", "3", "4", "5", "6"]


def test_nothing_is_overwritten(two: Site, tmp_path: Path) -> None:
    (tmp_path / "list.sealed").write_text("mine")
    with refused(f"{tmp_path / 'list.sealed'} already exists. Choose another name, or move it away."):
        export_sealed(campaign=two.campaign, out=tmp_path / "list.sealed")
    assert (tmp_path / "list.sealed").read_text() == "mine"


@pytest.mark.parametrize("words", [[], ["--out", "a.csv", "--sealed", "a"]])
def test_one_of_the_two(site: Site, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.cli.app_for_commands", lambda: site.app)
    done = CliRunner().invoke(command, ["export", SLUG, *words])
    assert (done.exit_code, done.stderr) == (
        2, "Either --out FILE, opened here, or --sealed FILE, to be opened on a holder's computer.\n",
    )  # fmt: skip
