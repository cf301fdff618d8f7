"""A console that knows fewer signs than Unicode: whatever a command says there can be read, and none dies of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from campaign.lib.console import in_ascii
from tests.rules.commands import _contexts

CONSOLES = {
    "ascii": {"PYTHONIOENCODING": "ascii:strict"},
    "cp1252": {"PYTHONIOENCODING": "cp1252"},
    "C without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
RELEASE = (
    "Protégez « Alep » 🕊 – حلب\n\n[24 September 2016, Genève] Hospitals were hit.\n\nWe ask for action.\n"
)


def campaign(instance: Path, console: dict[str, str], *words: str) -> tuple[int, str, str]:
    """Exit code, output and errors of the real program there."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CAMPAIGN_", "PYTHON", "LC_", "LANG"))
    }
    env |= {"CAMPAIGN_INSTANCE": str(instance), "PYTHONPATH": str(Path(__file__).parents[2]), **console}
    ended = subprocess.run(
        [sys.executable, "-m", "campaign", *words], capture_output=True, env=env, check=False, timeout=120
    )
    encoding = console.get("PYTHONIOENCODING", "utf-8").partition(":")[0]
    return ended.returncode, ended.stdout.decode(encoding), ended.stderr.decode(encoding)


@pytest.mark.long
@pytest.mark.parametrize("look", [("list",), ("check",), ("letters", "make", "--help")])
@pytest.mark.parametrize("name", CONSOLES)
def test_a_campaign_is_published_and_looked_at(name: str, look: tuple[str, ...], tmp_path: Path) -> None:
    console = CONSOLES[name]
    (tmp_path / "release.txt").write_text(RELEASE, encoding="utf-8")
    assert campaign(tmp_path, console, "migrate")[0] == 0
    words = (
        "publish",
        str(tmp_path / "release.txt"),
        "--slug",
        "alep",
        "--demand",
        "We ask for “action”.",
        "--yes",
    )
    code, said, errors = campaign(tmp_path, console, *words)
    assert (code, errors) == (0, "")
    assert said.startswith(f"Headline   Prot{'e' if 'ascii' in name else 'é'}gez")
    code, said, errors = campaign(tmp_path, console, "set", "alep", "--organiser", "منظمة “حلب” – Łódź")
    assert (code, errors) == (0, "")
    assert ("->" in said) == ("PYTHONIOENCODING" in console)
    code, said, errors = campaign(tmp_path, console, *look)
    assert errors == ""
    assert code in (0, 1)
    code, _, errors = campaign(tmp_path, console, "close", "älep–«x»")
    assert code == 2
    assert errors.startswith("There is no campaign")


def test_a_sign_in_ascii() -> None:
    assert [in_ascii(sign) for sign in "“’–…→éŁß\u202fع🕊"] == [
        '"', "'", "-", "...", "->", "e", "L", "ss", " ", "\\u0639", "\\U0001f54a",
    ]  # fmt: skip


def test_every_help_is_readable_in_ascii() -> None:
    """No sign of ours becomes a number there."""
    from campaign.cli import campaign as command

    helps = "".join(each.command.get_help(each) for each in _contexts(command, "campaign", None))
    assert {sign for sign in helps if not sign.isascii() and in_ascii(sign).startswith("\\")} == set()
