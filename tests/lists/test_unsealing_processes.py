"""Sealed lists opened by several processes: in order, and nothing left where one of them ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from campaign.lib.refusal import Refusal
from campaign.lists import sealed_format, unseal
from campaign.lists.sealed_format import write_sealed
from tests.lists.lists import HEADER, person, sealed_line, sealed_list
from tests.lists.test_unsealing import HOLDER, ROOT, names, refusal
from tests.patience import PATIENCE, until


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "nour.key"
    path.write_text(f"{HOLDER}\n")
    return path


def test_several_processes_keep_the_order(key: Path, tmp_path: Path) -> None:
    many = [person(number) for number in range(1_500)]
    file = sealed_list(tmp_path / "list.sealed", many, HOLDER)
    frame, told = unseal.frame_of(file), []
    assert frame.end - frame.start > 2 * sealed_format.BLOCK
    count = unseal.unseal(
        path=file, out=tmp_path / "a.csv", identities=[HOLDER], frame=frame, progress=told.append, processes=2
    )
    assert (count, sum(told), len(told)) == (1_500, 1_500, 3)
    assert names(tmp_path / "a.csv") == [record.name for record in many]


def test_what_fails_in_another_process_is_said_too(key: Path, tmp_path: Path) -> None:
    many = [person(number) for number in range(1_500)]
    many[1_200] = person(0, campaign="other")
    file = sealed_list(tmp_path / "list.sealed", many, HOLDER)
    assert refusal(file, key) == f"Line 1,202 of {file} belongs to another campaign. Someone put it there.\n"


def test_a_process_reads_no_other_file_than_the_one_that_was_counted(tmp_path: Path) -> None:
    file = sealed_list(tmp_path / "list.sealed", [person(number) for number in range(3)], HOLDER)
    (span,) = sealed_format.spans(file, unseal.frame_of(file))
    assert len(sealed_format.lines_of(file, span)) == 3
    other = sealed_list(tmp_path / "other.sealed", [person(number) for number in range(3)], HOLDER)
    other.replace(file)
    with pytest.raises(Refusal) as refused:
        sealed_format.lines_of(file, span)
    assert refused.value.reason == "lists/list-changed"


@pytest.mark.long
@pytest.mark.parametrize(("end", "code"), [("interrupt", 1), ("child", 2)])
def test_ended_halfway_it_leaves_nothing(end: str, code: int, key: Path, tmp_path: Path) -> None:
    # The same lines again and again: quickly made, and seconds of work to open.
    lines = [sealed_line(person(number), HOLDER) for number in range(100)] * 200
    write_sealed(tmp_path / "list.sealed", header=HEADER, lines=lines)
    before = sorted(tmp_path.iterdir())
    words = ["unseal", "list.sealed", "--identity", key.name, "--out", "list.csv"]
    running = subprocess.Popen(
        [sys.executable, "-m", "campaign", *words], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=_hear_interrupts,
    )  # fmt: skip
    part = tmp_path / ".list.csv.part"
    until(lambda: running.poll() is not None or (part.exists() and part.stat().st_size))
    assert running.poll() is None
    if end == "interrupt":
        os.killpg(running.pid, signal.SIGINT)
    else:
        os.kill(openers(running.pid)[0], signal.SIGKILL)
    _, said = running.communicate(timeout=PATIENCE)
    assert (running.returncode, said.strip()) == (
        code,
        {1: "Aborted!", 2: "This computer ended a part of the program, perhaps for lack of memory."}[code],
    )
    assert sorted(tmp_path.iterdir()) == before


def _hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs don't, nor do those they start


def openers(process: int) -> list[int]:
    """The processes that open records for this one."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in children if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text()]
