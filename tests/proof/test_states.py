"""A run that was stopped goes on: what held on the same source isn't run again, what broke is; chance stays its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof import __main__ as proof
from tests.proof import states
from tests.proof.states import Unit


def unit(part: str = "kills", *, seed: int = 7, broken: tuple[str, ...] = (), source: str = "here") -> Unit:
    """One that has run."""
    return Unit(
        part, "sqlite", 3, seed, {"kills of web": 3}, list(broken), 2.5, "abc", "a day", source, "once"
    )


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of what is run, on the source "here"; nothing is broken by it."""
    names: list[str] = []

    def run(one: Unit, *_: object) -> None:
        names.append(one.name)
        states.write(tmp_path / f"{len(names)}.json", [one])

    monkeypatch.setattr(proof, "run", run)
    monkeypatch.setattr(proof.states, "source", lambda: "here")
    return names


def go(file: Path, *words: str) -> int:
    """As the command does, on SQLite, once."""
    sys.argv = ["proof", "kills", "--scale", "once", "--database", "sqlite", "--states", str(file), *words]
    return proof.main()


def test_what_held_is_not_run_again(runs: list[str], tmp_path: Path) -> None:
    states.write(tmp_path / "states.json", [unit()])
    assert go(tmp_path / "states.json") == 0
    assert runs == []


def test_what_broke_is_run_again_and_forgotten(runs: list[str], tmp_path: Path) -> None:
    states.write(tmp_path / "states.json", [unit(broken=("the log forked",))])
    assert go(tmp_path / "states.json") == 0
    assert runs == ["kills sqlite 3 7"]
    assert states.read(tmp_path / "states.json")["kills sqlite 3 7"].broken == []


def test_what_ran_on_another_source_is_run_again(runs: list[str], tmp_path: Path) -> None:
    states.write(tmp_path / "states.json", [unit(source="there")])
    go(tmp_path / "states.json", "--seed", "7")
    assert runs == ["kills sqlite 3 7"]
    assert [each.source for each in states.read(tmp_path / "states.json").values()] == ["here"]


def test_the_next_night_has_the_seed_of_the_first(runs: list[str], tmp_path: Path) -> None:
    states.write(tmp_path / "states.json", [unit("calls", seed=11), unit("calls", seed=12)])
    go(tmp_path / "states.json")
    assert runs == ["kills sqlite 3 11"]


def test_a_unit_is_the_same_after_it_was_written(tmp_path: Path) -> None:
    states.write(tmp_path / "states.json", [unit()])
    assert states.read(tmp_path / "states.json") == {"kills sqlite 3 7": unit()}
    assert states.read(tmp_path / "none.json") == {}


def test_pages_do_not_change_the_source_and_code_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(states, "ROOT", tmp_path)
    for name in ("docs/proof.md", "campaign/cli.py", "tests/proof/world.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    before = states.source()
    (tmp_path / "docs/proof.md").write_text("after")
    assert states.source() == before
    (tmp_path / "campaign/cli.py").write_text("after")
    assert states.source() != before


def test_a_commit_says_whether_what_decides_was_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(states, "ROOT", tmp_path)
    assert states.commit() == "no commit"
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (tmp_path / "campaign").mkdir()
    (tmp_path / "campaign/cli.py").write_text("before")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], check=True)
    assert len(states.commit()) == 12
    (tmp_path / "page.md").write_text("a page")
    assert len(states.commit()) == 12
    (tmp_path / "campaign/cli.py").write_text("after")
    assert states.commit().endswith("-dirty")
