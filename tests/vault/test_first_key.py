"""The first key is made beside the data, opens the list there, and everything says that it must move."""

import csv
import os
import stat
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from pyrage.x25519 import Identity

from campaign.checks.cli import check
from campaign.cli import keys
from campaign.lists.cli import export
from campaign.releases.cli import open_for_signing
from campaign.vault import actions, first_identity
from campaign.vault import queries as vault_queries
from campaign.vault.identities import write_identity
from tests.cast import AMELIE, KEY, NOUR, Site
from tests.tables import dump

WORDS = "correct horse battery"


@pytest.fixture
def bare(app: Flask) -> Flask:
    """An app that nobody holds a key for."""
    from campaign.extensions import db, transaction
    from campaign.vault.models import Holder

    with transaction() as session:
        session.execute(db.delete(Holder))
    return app


def export_to(site: Site, out: Path, *more: str, typed: str = "") -> Result:
    return site.app.test_cli_runner().invoke(export, [site.slug, "--out", str(out), *more], input=typed)


def people(file: Path) -> list[str]:
    return [row["name"] for row in csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_on_the_embedded_database_it_is_made_once(bare: Flask) -> None:
    settings = bare.config["SETTINGS"]
    assert first_identity.make_first() is True
    file = settings.instance / "keys" / "first-identity.txt"
    (holder,) = vault_queries.holders()
    assert (holder.name, holder.proved_at is not None, stat.S_IMODE(file.stat().st_mode)) == (
        "first",
        True,
        0o600,
    )
    public, secret = file.read_text().splitlines()[-2:]
    assert public == f"# public key: {holder.recipient}"
    assert str(Identity.from_str(secret).to_public()) == holder.recipient
    before = dump()
    assert (first_identity.make_first(), dump()) == (False, before)
    file.unlink()
    assert (first_identity.make_first(), file.exists()) == (False, False)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_not_where_somebody_holds_a_key_or_held_one(app: Flask) -> None:
    actions.retire(name="skies", keep_last=False)
    assert first_identity.make_first() is False
    assert vault_queries.holders() == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_not_beside_another_database(bare: Flask) -> None:
    assert first_identity.make_first() is False
    assert (vault_queries.holders(), (bare.config["SETTINGS"].keys / "first-identity.txt").exists()) == (
        [],
        False,
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_until_it_is_moved_everything_says_so(bare: Flask) -> None:
    settings, run = bare.config["SETTINGS"], bare.test_cli_runner().invoke
    first_identity.make_first()
    site = Site(bare)
    actions.add(name="maya", recipient=str(KEY.to_public()), proved=True)
    site.open_campaign()
    file = settings.keys / "first-identity.txt"
    said = f"in {file}. It protects nobody yet: move the file to a computer of your own and delete it here."

    def saying() -> list[bool]:
        runs = (run(check), run(keys, ["list"]), run(open_for_signing, [site.slug]))
        return [said in done.output for done in runs]

    assert saying() == [True, True, True]
    file.unlink()
    assert saying() == [False, False, False]


def test_the_list_opens_with_the_key_that_lies_here_or_is_given(site: Site, tmp_path: Path) -> None:
    site.signed(NOUR)
    site.number()
    none = export_to(site, tmp_path / "none.csv")
    assert (none.exit_code, none.output) == (
        2,
        "What signers gave is sealed, and no key that opens it is here. Give yours with --identity FILE, or take the "
        "sealed list to your own computer: campaign export clear-skies --sealed FILE\n",
    )
    write_identity(tmp_path / "plain", KEY)
    write_identity(tmp_path / "protected", KEY, passphrase=WORDS)
    assert export_to(site, tmp_path / "a.csv", "--identity", str(tmp_path / "plain")).exit_code == 0
    protected = ("--identity", str(tmp_path / "protected"))
    assert export_to(site, tmp_path / "b.csv", *protected, typed=f"{WORDS}\n").exit_code == 0
    write_identity(site.settings.keys / "first-identity.txt", KEY)
    assert export_to(site, tmp_path / "c.csv").exit_code == 0
    assert [people(tmp_path / f"{name}.csv") for name in "abc"] == [[NOUR.name]] * 3


def test_a_wrong_key_a_wrong_passphrase_no_key_a_sentence_each(site: Site, tmp_path: Path) -> None:
    site.signed(NOUR)
    site.signed(AMELIE)
    site.number()
    write_identity(tmp_path / "other", Identity.generate())
    write_identity(tmp_path / "protected", KEY, passphrase=WORDS)
    (tmp_path / "noise").write_bytes(os.urandom(40))
    out = tmp_path / "list.csv"
    wrong = export_to(site, out, "--identity", str(tmp_path / "other"))
    assert (wrong.exit_code, wrong.output.splitlines()[-1]) == (
        2,
        "This key doesn't open signature 1: it was sealed to others, or its bytes were changed. Nothing was written.",
    )
    protected, noise = tmp_path / "protected", tmp_path / "noise"
    for file, typed, said in (
        (protected, "guess\n", f"This is not the passphrase for {protected}.\n"),
        (noise, "", f"{noise} is not a key file: a key begins with AGE-SECRET-KEY-1.\n"),
    ):
        refused = export_to(site, out, "--identity", str(file), typed=typed)
        assert (refused.exit_code, refused.output) == (2, said)
    assert [path.name for path in tmp_path.glob("*list.csv*")] == []
