"""`make audit`: what is locked here, asked for at the registries: is a weakness of it known?

A registry that doesn't answer such questions is no reason to stop, and no good news either: it is said in a sentence,
and how many were asked. Ends with 1 where something is known to be weak.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.rules.locks import PYTHONS, ROOT

AUDITOR = Path(sys.prefix) / "guards" / "bin" / "pip-audit"
NODE = Path(sys.prefix) / "bin"


@dataclass
class Audit:
    """Of one lock file: how many packages were asked for, how many of these were answered, and what is weak."""

    lock: str
    packages: int = 0
    answered: int = 0
    weak: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """What came of it."""
        if not self.answered:
            return (
                f"{self.lock}: the registry answers no question about weaknesses here, so nothing is known."
            )
        of = f"{self.answered} of {self.packages} packages were answered for"
        return (
            f"{self.lock}: {of}, {len(self.weak) or 'none'} known to be weak{': ' if self.weak else '.'}"
            + ", ".join(self.weak)
        )


def of_python(lock: str) -> Audit:
    """By pip-audit, over a lock file as it is; it installs nothing."""
    words = ["--requirement", lock, "--disable-pip", "--no-deps", "--require-hashes", "--format", "json"]
    asked = _run([str(AUDITOR), *words, "--progress-spinner", "off"], ROOT)
    return read_pip(lock, asked)


def of_npm() -> Audit:
    """By npm audit, over browser/package-lock.json."""
    lock = "browser/package-lock.json"
    return read_npm(lock, _run([str(NODE / "npm"), "audit", "--json"], ROOT / "browser"))


def read_pip(lock: str, answer: str) -> Audit:
    """What pip-audit says, read. What can't be read is no answer."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Audit(lock)
    answered = [each for each in packages if "skip_reason" not in each]
    weak = [f"{each['name']} {each['version']} ({one['id']})" for each in answered for one in each["vulns"]]
    return Audit(lock, len(packages), len(answered), weak)


def read_npm(lock: str, answer: str) -> Audit:
    """What npm says, read. What can't be read is no answer."""
    try:
        said = json.loads(answer)
        packages, weak = said["metadata"]["dependencies"]["total"], said["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return Audit(lock)
    return Audit(
        lock, packages, packages, [f"{name} ({each['severity']})" for name, each in sorted(weak.items())]
    )


def _run(words: list[str], folder: Path) -> str:
    environment = {**os.environ, "PATH": f"{NODE}{os.pathsep}{os.environ['PATH']}"}
    try:
        return subprocess.run(
            words, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
        ).stdout
    except subprocess.TimeoutExpired:
        return ""


def main() -> int:
    """Ask, say, and end with 1 where something is weak."""
    audits = [*map(of_python, PYTHONS), of_npm()]
    for each in audits:
        print(each.sentence())
    return int(any(each.weak for each in audits))


if __name__ == "__main__":
    sys.exit(main())
