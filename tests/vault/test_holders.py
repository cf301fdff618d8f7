"""Holders come, prove their keys and go; what was sealed before stays as it was."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from pyrage.x25519 import Identity

from campaign.cli import keys
from campaign.signing.models import Submission
from campaign.vault import queries as vault_queries
from campaign.vault.envelope import Unreadable, open_with
from campaign.vault.identities import write_identity
from campaign.vault.sealing import seal
from tests.cast import KEY, NOUR, Site
from tests.tables import dump, rows

RECORD = bytes(range(16))
MAYA = Identity.generate()


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(keys, list(words))


def public(folder: Path, name: str = "maya", identity: Identity = MAYA) -> str:
    """Her public half, as a file."""
    file = folder / f"{name}.pub"
    file.write_text(f"# name: {name}\n{identity.to_public()}\n")
    return str(file)


def test_each_holder_alone_opens_what_is_sealed_while_she_is_one(app: Flask, tmp_path: Path) -> None:
    before = seal(b"before", record_id=RECORD)
    added = run(app, "add", public(tmp_path))
    assert (added.exit_code, added.output) == (
        0,
        "maya can open what is given from now on; what was given before stays closed to that key.\n"
        "Next, prove that the key works: campaign keys drill --write FILE\n",
    )
    during = seal(b"during", record_id=RECORD)
    assert run(app, "retire", "skies").exit_code == 0
    after = seal(b"after", record_id=RECORD)

    def opened(identity: Identity) -> list[bytes]:
        found = []
        for sealed in (before, during, after):
            try:
                found.append(open_with(sealed, record_id=RECORD, identities=[identity]))
            except Unreadable:
                found.append(b"")
        return found

    assert opened(KEY) == [b"before", b"during", b""]
    assert opened(MAYA) == [b"", b"during", b"after"]


def test_adding_is_safe_to_repeat_and_never_changes_whose_key_it_is(app: Flask, tmp_path: Path) -> None:
    first, again = run(app, "add", public(tmp_path)), run(app, "add", public(tmp_path))
    assert (first.exit_code, again.exit_code, len(vault_queries.holders())) == (0, 0, 2)
    before = dump()
    other = run(app, "add", public(tmp_path, "maya", Identity.generate()))
    assert (other.exit_code, other.output) == (
        2,
        "There is already a holder 'maya' with a different key. Choose another name.\n",
    )
    same = run(app, "add", public(tmp_path, "noor"))
    assert (same.exit_code, same.output) == (2, "This key is maya's.\n")
    assert dump() == before


def test_the_private_half_is_refused_in_any_shape(app: Flask, tmp_path: Path) -> None:
    before = dump()
    for name, words in (("plain", None), ("armoured", "correct horse battery")):
        write_identity(tmp_path / name, MAYA, passphrase=words)
    (tmp_path / "both").write_text(f"{MAYA.to_public()}\n{MAYA}\n")
    for name in ("plain", "armoured", "both"):
        refused = run(app, "add", str(tmp_path / name))
        assert (refused.exit_code, refused.output) == (
            2,
            "This is the private half of a key. It opens everything: it stays on its holder's computer and never "
            "comes here. Give the public half, a file with a line that begins with age1.\n",
        )
    assert dump() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"age1qqq\n# name: maya\n", "That is not an age recipient: it begins with age1 and is one word."),
        (b"", "The public half of a key is one line that begins with age1; this file looks different."),
        (b"\xff\xfe", "This file contains no age recipient: a line that begins with age1."),
        (str(MAYA.to_public()).encode(), "nameless doesn't say whose key it is. Add --name NAME."),
    ],
    ids=["damaged", "empty", "no text", "without a name"],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_public_half(app: Flask, tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "nameless").write_bytes(content)
    refused = run(app, "add", str(tmp_path / "nameless"))
    assert (refused.exit_code, refused.output) == (2, f"{sentence}\n")


def test_the_last_holder_stays_while_a_campaign_is_open(site: Site) -> None:
    refused = run(site.app, "retire", "skies")
    assert (refused.exit_code, refused.output) == (
        2,
        "skies is the only holder, and a campaign is open: without one, nobody could sign. Add another first.\n",
    )
    assert site.client().sign(NOUR).status_code == 200
    assert run(site.app, "retire", "nobody").output == (
        "There is no holder 'nobody'. campaign keys list shows those there are.\n"
    )


def test_the_last_holder_who_proved_her_key_stays_too(site: Site, tmp_path: Path) -> None:
    run(site.app, "add", public(tmp_path))
    refused = run(site.app, "retire", "skies")
    assert (refused.exit_code, refused.output) == (
        2,
        "Nobody else has proved their key, and a campaign is open: what is given might be closed to everyone. First: "
        "campaign keys drill\n",
    )
    assert [holder.name for holder in vault_queries.holders()] == ["skies", "maya"]


def test_retiring_keeps_what_was_sealed_and_says_so(site: Site, tmp_path: Path) -> None:
    site.client().sign(NOUR)
    before = rows(Submission)
    run(site.app, "add", public(tmp_path))
    run(site.app, "drill", "--write", str(tmp_path / "drill"))
    run(site.app, "drill", "--proof", word_in(tmp_path / "drill", MAYA))
    retired = run(site.app, "retire", "skies")
    assert (retired.exit_code, retired.output) == (
        0,
        "Nothing more will be sealed to skies. What was sealed before stays readable with that key.\n",
    )
    assert rows(Submission) == before
    listed = run(site.app, "list").output.splitlines()
    assert [(line.split()[0], line.split()[1]) for line in listed] == [
        ("skies", "retired"),
        ("maya", "proved"),
    ]
    returned = run(site.app, "add", public(tmp_path, "skies", KEY))
    assert (returned.exit_code, returned.output) == (2, "This key is skies's and has been retired.\n")


def word_in(file: Path, identity: Identity) -> str:
    """What a holder's own computer reads in a drill."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "own.key").write_text(f"{identity}\n")
        done = CliRunner().invoke(keys, ["drill", "--open", str(file), "--identity", f"{folder}/own.key"])
    assert done.exit_code == 0, done.output
    return done.output.strip()


def test_a_drill_proves_a_key(app: Flask, tmp_path: Path) -> None:
    run(app, "add", public(tmp_path))
    file = tmp_path / "drill.jsonl"
    written = run(app, "drill", "--write", str(file))
    assert written.exit_code == 0
    assert [json.loads(line)["holder"] for line in file.read_text().splitlines()] == ["maya"]
    word = word_in(file, MAYA)
    assert word.encode() not in repr(dump()).encode()
    wrong = run(app, "drill", "--proof", "bababababababababa")
    assert (wrong.exit_code, wrong.output) == (
        2,
        "Nobody was given this word. Check its spelling, or write a new drill.\n",
    )
    assert [holder.name for holder in vault_queries.unproved()] == ["maya"]
    proved = run(app, "drill", "--proof", f" {word.upper()} ")
    assert (proved.exit_code, proved.output) == (0, "maya can open what is sealed.\n")
    assert vault_queries.unproved() == []
    assert run(app, "drill", "--proof", word).exit_code == 2
    none = run(app, "drill", "--write", str(tmp_path / "none"))
    assert (none.output, (tmp_path / "none").exists()) == (
        "Every holder has proved their key in the last sixty days.\n",
        False,
    )


def test_a_drill_asks_a_named_holder_again_and_overwrites_no_file(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "drill.jsonl"
    assert run(app, "drill", "skies", "--write", str(file)).exit_code == 0
    assert run(app, "drill", "skies", "--write", str(file)).output == (
        f"{file} already exists. Choose another name.\n"
    )
    assert run(app, "drill", "skies", "--proof", word_in(file, KEY)).exit_code == 0
    assert run(app, "drill").exit_code == 2
