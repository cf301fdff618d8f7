"""The shim between the program and its C library: compiled where a run needs it, steered through a shared file."""

import errno
import mmap
import shutil
import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
NUMBERS = struct.Struct("=4q")  # seconds ahead, errno of all writing, microseconds of each sync, nothing yet
SIZE = NUMBERS.size + 4096
KILL_BEFORE, KILL_AFTER = 1, 2  # as in shim.c; a greater one is an errno
WAYS = {
    "killed before": KILL_BEFORE,
    "killed after": KILL_AFTER,
    "EIO": errno.EIO,
    "ENOSPC": errno.ENOSPC,
}


def compiled(folder: Path) -> Path:
    """The library. Ends the run where no C compiler is."""
    library = folder / "shim.so"
    if not library.exists():
        compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
        if compiler is None:
            raise SystemExit("The proof compiles a small library. As root: apt install gcc libc6-dev")
        command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(SOURCE), "-ldl"]
        subprocess.run(command, check=True)
    return library


class Control:
    """What all processes of one program are told by the shim, also while they run."""

    def __init__(self, folder: Path, below: Path) -> None:
        self.library, self.file = compiled(folder), folder / "control"
        self.file.write_bytes(bytes(SIZE))
        with self.file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), SIZE)
        place = f"{below}/".encode()
        self._shared[NUMBERS.size : NUMBERS.size + len(place)] = place
        self.ahead = 0

    @property
    def environment(self) -> dict[str, str]:
        """With which a process is under it."""
        return {"LD_PRELOAD": str(self.library), "PROOF_CONTROL": str(self.file)}

    def move_clock(self, *, ahead: int) -> None:
        """The program's clock goes so many seconds before the machine's, or behind it."""
        self.ahead = ahead
        self._put(0, ahead)

    def fail_writes(self, problem: int) -> None:
        """Each writing call below the folder fails so, or none with 0."""
        self._put(1, problem)

    def slow_syncs(self, microseconds: int) -> None:
        """Each sync of a file below the folder takes so much longer."""
        self._put(2, microseconds)

    def _put(self, place: int, number: int) -> None:
        self._shared[8 * place : 8 * place + 8] = struct.pack("=q", number)
