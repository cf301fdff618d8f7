"""Files that are whole or not there, whatever writes beside or is killed; locks that end with their process."""

import errno
import multiprocessing
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from campaign.lib import durable
from tests.cast import at_once

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def open_umask() -> object:
    """As it is for most users: the mode of a file must not hang on it."""
    before = os.umask(0)
    yield
    os.umask(before)


def content(folder: Path) -> dict[str, tuple[int, bytes]]:
    """(mode, bytes) by name of all that lies in a folder."""
    return {path.name: (path.stat().st_mode & 0o777, path.read_bytes()) for path in folder.iterdir()}


def test_a_new_file_is_its_owners_alone_and_never_written_over(tmp_path: Path) -> None:
    durable.create(tmp_path / "deep" / "er" / "key", b"first")
    with pytest.raises(FileExistsError):
        durable.create(tmp_path / "deep" / "er" / "key", b"second")
    assert content(tmp_path / "deep" / "er") == {"key": (0o600, b"first")}
    assert (tmp_path / "deep" / "er").stat().st_mode & 0o777 == 0o700


def test_of_many_who_create_one_file_at_once_one_does(tmp_path: Path) -> None:
    def begin(number: int) -> int | None:
        try:
            durable.create(tmp_path / "key", str(number).encode() * 1000)
        except FileExistsError:
            return None
        return number

    (winner,) = {made for made in at_once(begin, 32) if made is not None}
    assert content(tmp_path) == {"key": (0o600, str(winner).encode() * 1000)}


def no_links(*_: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def test_where_a_disk_knows_no_links_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", no_links)
    durable.create(tmp_path / "key", b"first")
    with pytest.raises(FileExistsError):
        durable.create(tmp_path / "key", b"second")
    with durable.aside(tmp_path / "list") as part:
        part.write_bytes(b"all of it")
    assert content(tmp_path) == {"key": (0o600, b"first"), "list": (0o600, b"all of it")}


def test_replacing_leaves_the_old_content_or_the_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "checkpoint"
    durable.replace(file, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            durable.replace(file, b"new")
    assert content(tmp_path) == {"checkpoint": (0o600, b"old")}
    durable.replace(file, b"new")
    assert content(tmp_path) == {"checkpoint": (0o600, b"new")}


def test_what_is_returned_is_on_the_disk_file_first_then_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def noted(descriptor: int) -> None:
        target = Path(f"/proc/self/fd/{descriptor}").readlink()
        synced.append("folder" if target == tmp_path else "file")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    durable.create(tmp_path / "one", b"1")
    durable.replace(tmp_path / "two", b"2")
    with durable.aside(tmp_path / "three") as part:
        part.write_bytes(b"3")
    assert synced == ["file", "folder"] * 3


def test_what_is_written_aside_takes_its_name_whole_or_goes(tmp_path: Path) -> None:
    def interrupted() -> None:
        with durable.aside(tmp_path / "list.csv") as part:
            part.write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert content(tmp_path) == {}
    (tmp_path / ".list.csv.part").write_bytes(b"left by one that was killed")
    with durable.aside(tmp_path / "list.csv") as part:
        assert (part.name, part.read_bytes()) == (".list.csv.part", b"")
        part.write_bytes(b"whole")
        part.chmod(0o644)
    assert content(tmp_path) == {"list.csv": (0o600, b"whole")}


def fails(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """From here on the disk doesn't let go of a name ("unlink"), or doesn't sync a folder."""
    unlink, fsync = Path.unlink, os.fsync

    def no_unlink(path: Path, missing_ok: bool = False) -> None:
        if path.exists():
            raise OSError(errno.EIO, "Input/output error", str(path))
        unlink(path, missing_ok=missing_ok)

    def no_folder(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        fsync(descriptor)

    if kind == "unlink":
        monkeypatch.setattr(Path, "unlink", no_unlink)
    else:
        monkeypatch.setattr(os, "fsync", no_folder)


def create(path: Path) -> None:
    durable.create(path, b"whole")


def write_aside(path: Path) -> None:
    with durable.aside(path) as part:
        part.write_bytes(b"whole")


@pytest.mark.parametrize("write", [create, write_aside])
def test_a_new_file_is_there_or_the_call_fails_and_never_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
) -> None:
    with monkeypatch.context() as patch:
        fails(patch, "sync")
        with pytest.raises(OSError, match="Input/output"):
            write(tmp_path / "list")
    assert content(tmp_path) == {}
    with monkeypatch.context() as patch:
        fails(patch, "unlink")  # of the name that it had aside
        write(tmp_path / "list")
    assert (tmp_path / "list").read_bytes() == b"whole"
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"whole"}


def test_what_was_replaced_stays_so_though_its_name_aside_does_not_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    durable.replace(tmp_path / "checkpoint", b"old")
    with monkeypatch.context() as patch:
        fails(patch, "unlink")
        durable.replace(tmp_path / "checkpoint", b"new")
    assert content(tmp_path) == {"checkpoint": (0o600, b"new")}


def test_a_folder_whose_new_name_is_not_for_good_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "letters", "old.pdf")
    synced = durable._sync_folder

    def not_above(folder: Path) -> None:
        if folder == tmp_path:
            raise OSError(errno.EIO, "Input/output error")
        synced(folder)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "_sync_folder", not_above)
        with pytest.raises(OSError, match="Input/output"):
            write_folder(tmp_path / "letters", "new.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]
    assert content(tmp_path / "letters") == {"old.pdf": (0o600, b"whole")}


def write_folder(folder: Path, *names: str) -> None:
    with durable.folder_aside(folder) as part:
        assert list(part.iterdir()) == []
        for name in names:
            (part / name).write_bytes(b"whole")


def test_a_folder_takes_the_place_of_another_whole_or_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_of = tmp_path / "letters"
    write_folder(set_of, "old.pdf")
    renames = Path.rename

    def once(self: Path, to: Path) -> Path:
        if self.name == ".letters.part":
            raise PermissionError(13, "Permission denied")
        return renames(self, to)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", once)
        with pytest.raises(PermissionError):
            write_folder(set_of, "new.pdf")
    assert (content(set_of), [path.name for path in tmp_path.iterdir()]) == (
        {"old.pdf": (0o600, b"whole")},
        ["letters"],
    )
    write_folder(set_of, "new.pdf")
    assert (content(set_of), [path.name for path in tmp_path.iterdir()]) == (
        {"new.pdf": (0o600, b"whole")},
        ["letters"],
    )
    assert set_of.stat().st_mode & 0o777 == 0o700


def test_each_file_of_a_folder_is_on_the_disk_before_the_folder_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = {f"{number}.pdf" for number in range(40)}
    synced: list[str] = []
    real = os.fsync

    def noted(descriptor: int) -> None:
        real(descriptor)
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    monkeypatch.setattr(os, "fsync", noted)
    write_folder(tmp_path / "letters", *written)
    assert (set(synced[:-2]), len(synced)) == (written, 42)
    assert synced[-2:] == [".letters.part", tmp_path.name]


def test_a_folder_of_which_one_file_does_not_get_to_the_disk_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def failing(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == "17.pdf":
            raise OSError(errno.EIO, "Input/output error")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="Input/output"):
        write_folder(tmp_path / "letters", *(f"{number}.pdf" for number in range(40)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [".", ".."])
def test_a_folder_without_a_name_of_its_own_is_replaced_by_none(path: str) -> None:
    with pytest.raises(IsADirectoryError):
        write_folder(Path(path), "new.pdf")


@pytest.mark.parametrize("step", ["while it was written", "between the two names"])
def test_what_a_killed_process_left_of_a_folder_goes_and_the_old_one_comes_back(
    tmp_path: Path, step: str
) -> None:
    write_folder(tmp_path / "letters", "old.pdf")
    (tmp_path / ".letters.part").mkdir()
    (tmp_path / ".letters.part" / "half.pdf").write_bytes(b"half")
    if step == "between the two names":
        (tmp_path / "letters").rename(tmp_path / ".letters.old")

    with pytest.raises(KeyboardInterrupt), durable.folder_aside(tmp_path / "letters"):
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]
    assert content(tmp_path / "letters") == {"old.pdf": (0o600, b"whole")}


def come_meanwhile(file: Path) -> None:
    with durable.aside(file) as part:
        part.write_bytes(b"ours")
        file.write_bytes(b"somebody else's")


def test_a_file_that_came_meanwhile_stays(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        come_meanwhile(tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_bytes() == b"somebody else's"
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def hold(path: Path, ready: object, go: object) -> None:
    """In a process of its own: hold the lock until told to go."""
    with durable.locked(path):
        ready.set()  # type: ignore[attr-defined]
        go.wait(60)  # type: ignore[attr-defined]


@pytest.mark.parametrize("ending", ["goes", "is killed"])
def test_a_lock_is_held_by_one_process_and_ends_with_it(tmp_path: Path, ending: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    ready, go = spawn.Event(), spawn.Event()
    holder = spawn.Process(target=hold, args=(tmp_path / "lock", ready, go))
    holder.start()
    assert ready.wait(60)
    with pytest.raises(BlockingIOError), durable.locked(tmp_path / "lock", wait=False):
        pass
    assert durable.is_locked(tmp_path / "lock")
    if ending == "goes":
        go.set()
    else:
        os.kill(holder.pid or 0, signal.SIGKILL)
    with durable.locked(tmp_path / "lock"):  # waits until the other has gone
        holder.join(60)
    assert not durable.is_locked(tmp_path / "lock")
    with pytest.raises(FileNotFoundError):
        durable.is_locked(tmp_path / "none")


def test_what_is_destroyed_is_overwritten_first(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"secret" * 10)
    os.link(tmp_path / "key", tmp_path / "its bytes")
    assert durable.destroy(tmp_path / "key")
    assert not durable.destroy(tmp_path / "key")
    overwritten = (tmp_path / "its bytes").read_bytes()
    assert len(overwritten) == 60
    assert b"secret" not in overwritten


def test_a_killed_writer_leaves_the_old_file(tmp_path: Path) -> None:
    durable.replace(tmp_path / "checkpoint", b"old")
    program = (
        "import os, pathlib, signal; from campaign.lib import durable\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"durable.replace(pathlib.Path({str(tmp_path / 'checkpoint')!r}), b'new')"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (tmp_path / "checkpoint").read_bytes() == b"old"
