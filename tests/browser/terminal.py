"""A text browser in a terminal of its own: keys go in, and what it draws comes out."""

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import termios
import time
from pathlib import Path
from typing import Self

from tests.patience import PATIENCE, until

W3M = shutil.which("w3m") or "/usr/bin/w3m"
LINES, COLUMNS = 50, 100
CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78]|[\x0e\x0f\r\b]")
QUIET = (
    0.2  # seconds without a sign: it has drawn what it has; a key that is pressed sooner waits for its turn
)


class Terminal:
    """w3m at an address, as somebody without any other browser has it: no cookie, no script."""

    def __init__(self, address: str, home: Path) -> None:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        environment = {"HOME": str(home), "TERM": "xterm", "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
        words = [W3M, "-no-cookie", "-no-mouse", "-o", "confirm_qq=0", "-o", "display_charset=UTF-8", address]
        self.browser = subprocess.Popen(
            words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        self.ours = ours
        self.drawn = self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.browser.kill()
        self.browser.wait()
        os.close(self.ours)

    def press(self, *keys: str) -> str:
        """One after the other, each once what the one before has done is drawn; what the last one drew."""
        for key in keys:
            os.write(self.ours, key.encode())
            self.drawn = self._read()
        return self.drawn

    def find(self, words: str) -> None:
        """Go to the next place where these words stand."""
        self.press("/", words + "\r")

    def sees(self, words: str) -> None:
        """Have the screen drawn anew until these words stand on it, however late their page comes."""
        until(lambda: words in self.press("\x0c"), said=f"“{words}” never stood there")

    def _read(self, *, within: float = PATIENCE) -> str:
        said, ends = b"", time.monotonic() + within
        while time.monotonic() < ends:
            ready, _, _ = select.select([self.ours], [], [], QUIET if said else 1)
            if not ready:
                break
            said += os.read(self.ours, 65_536)
        return CONTROLS.sub(" ", said.decode(errors="replace"))
