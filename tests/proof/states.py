"""What has run, in a file: a unit that held isn't run again on the same source, so a run may be stopped and goes on."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What decides how a unit ends. Pages that say what was found may change meanwhile.
DECIDES = (
    "campaign",
    "migrations",
    "templates",
    "static",
    "tests/proof",
    "pyproject.toml",
    "requirements.txt",
)


@dataclass
class Unit:
    """What a state is kept of: one world's worth of a part, on one database."""

    part: str
    kind: str
    times: int
    seed: int
    figures: dict[str, float] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    seconds: float = 0
    commit: str = ""
    day: str = ""
    source: str = ""
    scale: str = ""

    @property
    def name(self) -> str:
        """Unlike all others'."""
        return f"{self.part} {self.kind} {self.times} {self.seed}"


def read(file: Path | None, *, source: str = "") -> dict[str, Unit]:
    """The units of a file by their names; only those that ran on this source, where one is named."""
    if file is None or not file.exists():
        return {}
    units = [Unit(**each) for each in json.loads(file.read_text())]
    return {unit.name: unit for unit in units if source in {"", unit.source}}


def write(file: Path, units: Iterable[Unit]) -> None:
    """All of them, whole or not at all: who stops a run may do so at any moment."""
    part = file.with_name(file.name + ".part")
    part.write_text(json.dumps([asdict(each) for each in units], indent=1))
    part.replace(file)


def commit() -> str:
    """That of the source, and whether anything that decides was changed since."""
    short = _git("rev-parse", "--short=12", "HEAD")
    if not short:
        return "no commit"
    return short + ("-dirty" if _git("status", "--porcelain", "--", *DECIDES) else "")


def source() -> str:
    """A hash of every file that decides, as it is now; the same for two commits that differ in pages alone."""
    hashed = sha256()
    for place in DECIDES:
        files = [ROOT / place] if (ROOT / place).is_file() else sorted((ROOT / place).rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                hashed.update(f"{file.relative_to(ROOT)}\0{sha256(file.read_bytes()).hexdigest()}\n".encode())
    return hashed.hexdigest()[:16]


def _git(*words: str) -> str:
    said = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True)
    return said.stdout.strip("\n") if said.returncode == 0 else ""
