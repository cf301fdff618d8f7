"""Keys of the commands and of the stock `age` in the page, and one of the page with them."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pyrage.x25519 import Identity

from campaign.cli import campaign
from campaign.vault import actions as vault
from campaign.vault.identities import read_identities
from campaign.vault.recipients import read_recipient
from tests.browser.holders import WORDS, Holder
from tests.browser.test_holder_drill import line
from tests.vault.test_stock_age import at_a_terminal


def test_the_public_half_is_added_on_a_server(holder: Holder, tmp_path: Path) -> None:
    holder.opens("make").makes("amelie")
    name, recipient = read_recipient(holder.saves("[data-save-public]").read_bytes())
    assert vault.add(name=name, recipient=recipient).name == "amelie"


def test_a_key_of_the_commands_opens_here_and_one_of_this_page_there(
    holder: Holder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(campaign, ["keys", "new", "nour"], input=f"{WORDS}\n")
    assert made.exit_code == 0, made.output
    vault.add(name="nour", recipient=read_recipient((tmp_path / "nour.pub").read_bytes())[1])
    word = holder.opens("drill").gives(tmp_path / "nour.key", WORDS).reads(vault.write_drill(name="nour"))
    assert vault.prove(word=word).name == "nour"

    ours = holder.opens("make").makes("lina").saves("[data-save-key]")
    vault.add(name="lina", recipient=str(read_identities(ours, passphrase=lambda: WORDS)[0].to_public()))
    (tmp_path / "drill").write_text(vault.write_drill(name="lina"))
    read = CliRunner().invoke(
        campaign,
        ["keys", "drill", "--open", str(tmp_path / "drill"), "--identity", str(ours)],
        input=f"{WORDS}\n",
    )
    assert (read.exit_code, vault.prove(word=read.stdout.splitlines()[-1]).name) == (0, "lina")


@pytest.mark.long
@pytest.mark.parametrize("armour", [[], ["-a"]])
def test_a_key_that_the_stock_program_protected_opens_here(
    holder: Holder, tmp_path: Path, armour: list[str]
) -> None:
    identity, key = Identity.generate(), tmp_path / "nour.key"
    (tmp_path / "plain").write_text(f"{identity}\n")
    words = ["age", "-p", *armour, "-o", str(key), str(tmp_path / "plain")]
    at_a_terminal(words, out=tmp_path / "out", answers=[WORDS, WORDS])
    drill = line("nour", b"bafokeni", identity)
    assert holder.opens("drill").gives(key, WORDS).reads(drill) == "bafokeni"
