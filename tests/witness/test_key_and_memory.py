"""A witness's key and its memory are made together; neither is of use without the other."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.lib import durable
from campaign.lib.refusal import Refusal
from campaign.tally.cosignatures import read_private
from campaign.witness import memory
from campaign.witness.actions import add_checkpoint
from campaign.witness.cli import witness
from tests.witness.offers import LOG, body, made


def ran(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(witness, words)
    return done.exit_code, " ".join(done.output.split())


def test_both_are_made_at_once_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    code, said = ran("new", "witness.example", "--folder", str(folder))
    key = memory.read_witness_key(folder)
    assert (code, said) == (
        0, f"{key.verifier} This key is what others name. Which logs to watch: campaign witness add KEY"
    )  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == ["memory.json", "witness.key"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert read_private((folder / "witness.key").read_text().strip()) == key


def test_nothing_is_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    made(folder)
    before = (folder / "witness.key").read_text()
    code, said = ran("new", "witness.example", "--folder", str(folder))
    assert (code, said) == (
        2, f"{folder} is there already. A witness's key and memory are made together, in a new folder."
    )  # fmt: skip
    assert (folder / "witness.key").read_text() == before


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\n"])
def test_names_that_no_key_has(tmp_path: Path, name: str) -> None:
    code, said = ran("new", name, "--folder", str(tmp_path / "witness"))
    assert (code, said) == (2, "A witness's name is one word without +, such as witness.example.org.")
    assert list(tmp_path.iterdir()) == []


def test_a_key_without_its_memory_refuses_to_start(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    key = made(folder)
    (folder / "memory.json").unlink()
    code, said = ran("run", "--folder", str(folder))
    assert (code, said) == (
        2,
        f"{folder}/memory.json is gone. A key without its memory would cosign a second history of a log, so this "
        "witness is at its end. Make a new one, and tell those who named its key. campaign witness new NAME "
        "--folder NEW",
    )
    with pytest.raises(Refusal):
        add_checkpoint(folder, key, body(0, 5))


def test_a_memory_without_its_key_refuses_to_start(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    made(folder)
    (folder / "witness.key").unlink()
    code, said = ran("run", "--folder", str(folder))
    assert (code, said) == (2, f"{folder} contains no witness. campaign witness new NAME --folder {folder}")


def test_a_memory_of_another_witness_refuses_to_start(tmp_path: Path) -> None:
    for name in ("one", "other"):
        made(tmp_path / name, f"{name}.example")
    durable.replace(tmp_path / "one" / "memory.json", (tmp_path / "other" / "memory.json").read_bytes())
    code, said = ran("run", "--folder", str(tmp_path / "one"))
    assert (code, said) == (2, f"In {tmp_path}/one the key is of one witness and the memory of another.")


@pytest.mark.parametrize("text", ["", "{", "[" * 50_000, "9" * 5_000, "[]", "{}",
                                  '{"witness": "x", "logs": {"a": {"keys": ["x"]}}}',
                                  '{"witness": "x", "logs": {"a": {"keys": [], "note": "x"}}}'])  # fmt: skip
def test_a_damaged_memory_refuses_to_start(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "witness"
    made(folder)
    (folder / "memory.json").write_text(text)
    code, said = ran("run", "--folder", str(folder))
    assert code == 2
    assert said.startswith(
        f"{folder}/memory.json is damaged. A witness that doesn't know what it cosigned is at its end"
    )


def test_a_log_is_added_once_and_a_further_key_keeps_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    key = made(folder)
    assert ran("add", str(LOG.verifier), "--folder", str(folder)) == (
        2, f"{LOG.name} is watched already, with this key."
    )  # fmt: skip
    assert add_checkpoint(folder, key, body(0, 7)).status == 200
    other = type(LOG)(LOG.name, bytes(32))
    assert ran("add", str(other.verifier), "--folder", str(folder)) == (
        0, f"{LOG.name} may be signed by this key too; 7 entries were cosigned so far."
    )  # fmt: skip
    assert add_checkpoint(folder, key, body(7, 9, key=other)).status == 200


def test_what_is_no_key_of_a_log_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    key = made(folder)
    for text in ("x", str(key.verifier)):
        assert ran("add", text, "--folder", str(folder)) == (
            2, "This is no key of a log. Each letter has it. campaign log key SLUG"
        )  # fmt: skip
