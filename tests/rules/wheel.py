"""`make wheel`: the wheel, the same bytes from whatever folder and at whatever time it is built."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
# What hatchling writes for the time of each file in it, whatever the clock says: 1 January 2026.
MOMENT = "1767225600"


def build(source: Path, into: Path) -> Path:
    """The wheel of the project in `source`, as a file in `into`."""
    into.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": MOMENT, "PYTHONHASHSEED": "0"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into.resolve())],
        cwd=source, env=environment, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return max(into.glob("*.whl"), key=lambda each: each.stat().st_mtime)


def main() -> None:
    """Build it into the folder that is named, and say what its bytes are."""
    file = build(ROOT, Path(sys.argv[1] if len(sys.argv) > 1 else "dist"))
    print(f"{sha256(file.read_bytes()).hexdigest()}  {file}")


if __name__ == "__main__":
    main()
