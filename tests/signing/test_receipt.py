"""The receipt: given behind her own link once she is numbered, checked by the file that needs nothing of ours."""

import io
from pathlib import Path

import pytest

from campaign.running.verify_cli import verifier
from tests.cast import AMELIE, NOUR, SLUG, Client, Site
from tests.tally.test_last_seen import run


def test_a_receipt_proves_one_person_and_no_other(
    site: Site, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = site.signed(AMELIE)
    site.signed(NOUR)
    assert client.get(f"{link}/receipt").status_code == 404
    site.number()
    assert "Save a receipt" in client.get(link).text
    answer = client.get(f"{link}/receipt")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    (tmp_path / "receipt.txt").write_bytes(answer.data)
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    _, key = run(site.app, monkeypatch, "log", "key", SLUG)
    words = [str(tmp_path / "mirror"), "--key", key.strip(), "--receipt", str(tmp_path / "receipt.txt")]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{AMELIE.name}\n{AMELIE.email}\nFR\n"))
    assert verifier().main(words) == 0
    for name, email, country in (
        (NOUR.name, NOUR.email, "SY"), (AMELIE.name, AMELIE.email, "DE"), ("Amélie", AMELIE.email, "FR"),
    ):  # fmt: skip
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{name}\n{email}\n{country}\n"))
        with pytest.raises(SystemExit, match="FAILED person"):
            verifier().main(words)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("amelie@bücher.example.org", "Amelie@Bücher.example.org"),
        ("amelie@bücher.example.org", "amelie@xn--bcher-kva.example.org"),
        ("amelie@straße.example.org", "mailto:amelie@straße.example.org"),
        ("amelie@مثال.example.org", "Amélie <amelie@مثال.example.org>"),
        ("\u200bamelie@example.org.", " amelie@example.org, "),
        ("amelie.\u0661@example.org", "amelie.\u0661@exam\u00adple.org"),
        ("m.o\u2019kane@example.org", "m.o'kane@example.org\u060c"),
    ],
)
def test_the_check_reads_an_address_as_the_site_does(
    site: Site, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, shown: str
) -> None:
    answers, other = io.StringIO(f"{AMELIE.name}\n{shown}\nFR\n"), shown.replace("@", "x@")
    client.sign(AMELIE, email=typed)
    (letter,) = site.deliver()
    client.press(letter.link, "confirmation")
    site.number()
    (tmp_path / "receipt.txt").write_bytes(client.get(f"{letter.path}/receipt").data)
    run(site.app, monkeypatch, "log", "export", SLUG, str(tmp_path / "mirror"))
    _, key = run(site.app, monkeypatch, "log", "key", SLUG)
    words = [str(tmp_path / "mirror"), "--key", key.strip(), "--receipt", str(tmp_path / "receipt.txt")]
    monkeypatch.setattr("sys.stdin", answers)
    assert verifier().main(words) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{AMELIE.name}\n{other}\nFR\n"))
    with pytest.raises(SystemExit, match="FAILED person"):
        verifier().main(words)


def test_no_receipt_for_the_withdrawn_the_waiting_or_another_link(site: Site, client: Client) -> None:
    client.sign(AMELIE)
    (letter,) = site.deliver()
    assert client.get(f"{letter.path}/receipt").status_code == 404
    client.press(letter.link, "confirmation")
    site.number()
    assert client.get(f"{letter.path}/receipt").status_code == 200
    client.press(letter.link, "withdrawal")
    assert client.get(f"{letter.path}/receipt").status_code == 404
    assert client.get(f"/en/c/{'a' * 32}/receipt").status_code == 404
