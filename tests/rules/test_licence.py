"""Which licence this project is under: the whole text, unchanged, and the same name wherever it is said."""

import hashlib
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "AGPL-3.0-or-later"


def test_the_text_is_that_of_the_licence() -> None:
    raw = (ROOT / "LICENSE").read_bytes()
    assert raw.splitlines()[:2] == [
        b"                    GNU AFFERO GENERAL PUBLIC LICENSE",
        b"                       Version 3, 19 November 2007",
    ]
    # That of the Free Software Foundation's own file, as docs/dependencies.md says where ours is from.
    assert (
        hashlib.sha256(raw).hexdigest() == "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"
    )


def test_its_name_is_the_same_everywhere() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"] == NAME
    assert f"[{NAME}](LICENSE)" in (ROOT / "README.md").read_text()
