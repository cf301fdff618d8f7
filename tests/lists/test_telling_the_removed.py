"""Who was taken out of the count is told so by mail, from a holder's computer: the server can't read where to."""

from dataclasses import replace
from pathlib import Path

import pytest

from campaign.lists.sealed_export import export_removed
from campaign.lists.sealed_format import SealedLine, blocks, read_frame, write_sealed
from tests.cast import AMELIE, KEY, NOUR, SLUG, Client, Person, Site
from tests.lists.mailing import Laptop, Relay
from tests.moderation.removals import invalidate, worked
from tests.tally.test_last_seen import run

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
KARIM = Person("Karim", "karim@example.org", "FR")
TEXT = "# About your signature\n\nDear friend,\n\nwe have removed signatures that came in a wave of forged ones.\n"


@pytest.fixture
def removed(site: Site, client: Client, laptop: Laptop) -> Path:
    """Amélie and Karim, from France, are taken out; Karim had said "never again"."""
    site.signed(NOUR, updates="y")
    site.signed(AMELIE, updates="y")
    client.press(site.signed(KARIM), "stop")
    site.number()
    invalidate(site, country="FR")
    assert worked(site) == 2
    (laptop.home / "nour.key").write_text(f"{KEY}\n")
    (laptop.home / "removed.md").write_text(TEXT)
    assert export_removed(campaign=site.campaign, out=laptop.home / "removed.sealed") == 1
    return laptop.home / "removed.sealed"


def test_they_are_told_why_once_and_nobody_else_is(removed: Path, laptop: Laptop, relay: Relay) -> None:
    for sent in ("1 sent", "Nobody is left to write to."):
        done = laptop.mailout("--confirm", "1", listed="removed.sealed", slug=SLUG, text="removed.md")
        assert (done.exit_code, done.stderr, done.output.splitlines()[-1]) == (0, "", sent)
    (mail,) = [message for _, message in relay.got]
    assert relay.to == [AMELIE.email]
    assert mail.get_content().replace("\r\n", "\n") == (
        "Dear friend,\n\nwe have removed signatures that came in a wave of forged ones.\n\n---\n"
        "You confirmed before, but your signature is no longer counted. The\n"
        "organisers have removed it from the count because they believe that it is\n"
        "forged. If you think they are mistaken, write to them. The address is on\n"
        f"this page:\nhttp://127.0.0.1:8000/en/{SLUG}\n"
    )
    assert mail["List-Unsubscribe"] is None


def test_a_rehearsal_says_the_same(removed: Path, laptop: Laptop, relay: Relay) -> None:
    done = laptop.mailout(
        "--test-to", "me@example.org", listed="removed.sealed", slug=SLUG, text="removed.md"
    )
    assert done.output == "Sent to you alone, in en: About your signature\n"
    assert relay.to == ["me@example.org"]
    assert "because they believe that it is" in relay.got[0][1].get_content()


def test_a_reason_that_this_version_does_not_know_is_told_as_no_other(
    removed: Path, laptop: Laptop, relay: Relay
) -> None:
    frame = read_frame(removed)
    ((_, block),) = blocks(removed, frame)
    newer = replace(SealedLine.read(block.rstrip(b"\n")), removed="boredom")
    write_sealed(laptop.home / "newer.sealed", header=frame.header, lines=[newer])
    done = laptop.mailout("--confirm", "1", listed="newer.sealed", slug=SLUG, text="removed.md")
    assert (done.exit_code, done.stderr) == (
        2,
        "Line 2 of newer.sealed gives a reason that this version of the program doesn't know. "
        "Install the server's version.\n",
    )
    assert relay.to == []


def test_an_update_of_that_week_does_not_stand_in_the_way(
    site: Site, removed: Path, laptop: Laptop, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = laptop.home / "list.sealed"
    listed.unlink()
    assert run(site.app, monkeypatch, "export", SLUG, "--sealed", str(listed), "--wants-updates")[0] == 0
    for words in ({"text": "update.md"}, {"listed": "removed.sealed", "text": "removed.md"}):
        assert laptop.mailout("--confirm", "1", slug=SLUG, **words).exit_code == 0
    assert relay.to == [NOUR.email, AMELIE.email]


def test_the_command_and_what_it_does_not_go_with(
    site: Site, removed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "r.sealed"
    assert run(site.app, monkeypatch, "export", SLUG, "--removed", "--sealed", str(file)) == (
        0,
        f"1 removed signatures in {file}\n"
        f"To tell them, on a holder's computer: campaign mailout {SLUG} FILE.md --from r.sealed …\n",
    )
    code, said = run(site.app, monkeypatch, "export", SLUG, "--removed", "--out", str(tmp_path / "r.csv"))
    assert (code, said) == (2, "--removed goes with --sealed FILE alone.\n")
    assert file.read_bytes() == removed.read_bytes()
