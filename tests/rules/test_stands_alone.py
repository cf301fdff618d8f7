"""A clone needs nothing beside it: one file alone names what may lie there, and its tests go on without."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BESIDE = re.compile(r"parents\[3\]|ROOT\.parent\b|\.\./shared|/ \"shared\"")


def test_one_file_alone_looks_beside_the_clone() -> None:
    files = (file for folder in ("campaign", "tests") for file in (ROOT / folder).rglob("*.py"))
    looking = {str(file.relative_to(ROOT)) for file in files if BESIDE.search(file.read_text())}
    assert looking - {"tests/rules/test_stands_alone.py"} == {"tests/releases/pasted.py"}
