"""The log as it is served and exported, verified by the file alone."""

from pathlib import Path

import pytest

from campaign.running.verify_cli import verifier
from campaign.tally.tiles import places, tile_path
from tests.cast import SLUG, Client, Site
from tests.tally.keys import public_key
from tests.tally.test_last_seen import grown, run


def test_an_exported_log_is_verified_by_the_file_alone(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    grown(site)
    code, key = run(site.app, monkeypatch, "log", "key", SLUG)
    assert (code, str(public_key(key.strip())) + "\n") == (0, key)
    code, said = run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    assert (code, said) == (0, f"315 entries in {tmp_path / 'mirror'}\n")
    assert (
        verifier().main([str(tmp_path / "mirror"), "--key", key.strip(), "--claim", "total=309", "FR=290"])
        == 0
    )
    checkpoint = tmp_path / "mirror" / "log" / "checkpoint"
    checkpoint.write_text(checkpoint.read_text().replace("315", "314"))
    with pytest.raises(SystemExit, match="FAILED"):
        verifier().main([str(tmp_path / "mirror"), "--key", key.strip()])
    capsys.readouterr()


def test_what_is_served_is_what_is_exported(
    site: Site, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(site)
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    files = [file for file in (tmp_path / "mirror").rglob("*") if file.is_file()]
    assert len(files) >= len(list(places(315))) + 2
    for file in files:
        path = file.relative_to(tmp_path / "mirror").as_posix()
        answer = client.get(f"/{SLUG}/{path}")
        assert (path, answer.status_code, answer.data) == (path, 200, file.read_bytes())
    assert (
        client.get(f"/{SLUG}/log/tile/0/000.p/17").data
        == (tmp_path / "mirror" / "log" / tile_path(0, 0)).read_bytes()[: 17 * 32]
    )
    for wrong in (
        "0/001.p/60",
        "0/002",
        "0/0",
        "9/000",
        "0/000.p/0",
        "0/-1",
        "entries/001",
        "x/000",
        "0/000.p/256",
    ):
        assert (wrong, client.get(f"/{SLUG}/log/tile/{wrong}").status_code) == (wrong, 404)


def test_letters_are_bound_by_their_manifest(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown(site)
    out = tmp_path / "letters"
    assert run(site.app, monkeypatch, "letters", "make", SLUG, "--out", str(out), "--only", "FR,SE")[0] == 0
    assert run(site.app, monkeypatch, "letters", "issue", SLUG, "--from", str(out))[0] == 0
    site.number()
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    _, key = run(site.app, monkeypatch, "log", "key", SLUG)
    words = [str(tmp_path / "mirror"), "--key", key.strip(), "--letter", str(out / "FR.pdf")]
    assert verifier().main(words) == 0
    (out / "FR.pdf").write_bytes((out / "FR.pdf").read_bytes() + b" ")
    with pytest.raises(SystemExit, match="FAILED letter"):
        verifier().main(words)
