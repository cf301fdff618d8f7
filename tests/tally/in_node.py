"""The browser's verifier, run by node upon the same arguments as verify.py: a process that answers many times."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

PROGRAM = Path(__file__).with_name("verify_in_node.mjs")
NODE = Path(sys.executable).with_name("node")


@dataclass
class Node:
    """What it is asked, and what it answers."""

    asks: IO[str]
    answers: IO[str]

    def answer(self, **asked: Any) -> Any:
        """As `answer` of browser/verify/ask.js has it."""
        self.asks.write(f"{json.dumps(asked)}\n")
        self.asks.flush()
        return json.loads(self.answers.readline())

    def verdict(self, *arguments: object, typed: str = "") -> str:
        """What `verdict` of tests/tally/logs.py says for the same words of the command line."""
        folder, *words = map(str, arguments)
        asked: dict[str, Any] = {"folder": folder}
        option = ""
        for word in words:
            if word.startswith("--"):
                option = word.removeprefix("--")
            elif option == "claim":
                what, _, figure = word.partition("=")
                asked.setdefault("claims", {})[what] = figure
            elif option == "witness":
                asked.setdefault("witnesses", []).append(word)
            elif option == "quorum":
                asked["quorum"] = int(word)
            elif option == "state":
                asked["before"] = word if Path(word).exists() else None
            else:
                asked[option] = word
        typed_lines = [*typed.split("\n"), "", "", ""]
        asked["person"] = dict(zip(("name", "address", "country"), typed_lines, strict=False))
        return str(self.answer(**asked)["check"])


@contextmanager
def node() -> Iterator[Node]:
    """Started, and ended."""
    with subprocess.Popen(
        [NODE, PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Node(process.stdin, process.stdout)
        process.stdin.close()
