"""What the lock files hold, read: of Python's by their lines, of npm's as it is."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVER = "requirements.txt"
PYTHONS = (
    SERVER,
    "requirements-holder.txt",
    "requirements-fonts.txt",
    "requirements-test.txt",
    "requirements-guards.txt",
)
# Built into what is served: its code in static/, and the land of a map in campaign/lib/data.
DRAWN = "world-atlas"


@dataclass(frozen=True)
class Locked:
    """A package at its version, with the hashes of its files (hexadecimal) and when it is wanted (Python's markers)."""

    name: str
    version: str
    hashes: tuple[str, ...]
    marker: str = ""
    licence: str = ""


def of_python(lock: str) -> Iterator[Locked]:
    """Each package of a lock file of Python's; one that is held at two versions comes twice."""
    for block in re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8")):
        held = re.match(r"([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)(?: ; (.+?))?(?: \\)?$", block.splitlines()[0])
        assert held, block.splitlines()[0]
        hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
        yield Locked(held[1], held[2], hashes, held[3] or "")


def of_browsers() -> Iterator[Locked]:
    """Each package of npm's whose code or data goes out with a page."""
    packages = json.loads((ROOT / "browser" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for place, each in packages.items():
        name = place.removeprefix("node_modules/")
        if name and (not each.get("dev") or name == DRAWN):
            yield Locked(
                name, each["version"], (_in_hexadecimal(each["integrity"]),), licence=each["license"]
            )


def _in_hexadecimal(integrity: str) -> str:
    from base64 import b64decode

    return b64decode(integrity.removeprefix("sha512-")).hex()
