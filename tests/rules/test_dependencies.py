"""Every direct dependency is explained, and lock files name no index."""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PROJECT, FONTS = PYPROJECT["project"], PYPROJECT["dependency-groups"]["fonts"]

HOLDERS, SERVERS = PROJECT["dependencies"], PROJECT["optional-dependencies"]["server"]
BROWSERS = json.loads((ROOT / "browser" / "package-lock.json").read_text())["packages"]
LOCKS = ("requirements.txt", "requirements-holder.txt", "requirements-fonts.txt", "requirements-test.txt")
GUARDS = "requirements-guards.txt"


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=]", line)[0] for line in requirements}


def pins(lock: str) -> dict[str, list[str]]:
    """Each line of a lock file that names a package, with its hashes."""
    held: dict[str, list[str]] = {}
    for line in (ROOT / lock).read_text().splitlines():
        if re.match(r"[a-z0-9]", line):
            held[line.removesuffix(" \\")] = hashes = []
        elif "--hash=sha256:" in line:
            hashes.append(line.strip(" \\"))
    return held


def test_every_runtime_dependency_says_what_it_is_for() -> None:
    explained = set(re.findall(r"\*\*([a-z0-9@/-]+)\*\*", (ROOT / "docs" / "dependencies.md").read_text()))
    # What esbuild brings is itself, for each kind of computer.
    browsers = {name.removeprefix("node_modules/") for name in BROWSERS if name and "@esbuild" not in name}
    wanted = names(HOLDERS) | names(SERVERS) | names(FONTS) | browsers
    assert wanted - explained == set()
    assert explained - wanted == {"hdx-python-country"}


def test_a_holder_needs_few_and_a_server_not_many_more() -> None:
    assert len(names(HOLDERS)) < 10
    assert len(names(HOLDERS) | names(SERVERS)) < 34
    assert names(HOLDERS) & names(SERVERS) == set()


def test_only_intel_macs_have_an_older_cryptography() -> None:
    intel = "platform_machine == 'x86_64' and sys_platform == 'darwin'"
    older, current = sorted(pin for pin in pins("requirements.txt") if pin.startswith("cryptography=="))
    assert re.fullmatch(rf"cryptography==4[678]\.[\d.]+ ; {intel}", older)
    assert re.fullmatch(
        r"cryptography==\d+\.[\d.]+ ; platform_machine != 'x86_64' or sys_platform != 'darwin'", current
    )


def test_locks_carry_hashes_and_no_addresses() -> None:
    for lock in (*LOCKS, GUARDS):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        assert "--index" not in text
        assert "--find" not in text
        assert (lock, [pin for pin, hashes in pins(lock).items() if not hashes]) == (lock, [])


def test_holders_and_tests_install_what_the_server_does() -> None:
    server = pins("requirements.txt")
    for lock in LOCKS[1:]:
        shared = {pin: hashes for pin, hashes in pins(lock).items() if pin in server}
        assert {pin: server[pin] for pin in shared} == shared
    assert set(pins("requirements-holder.txt")) <= set(server) <= set(pins("requirements-test.txt"))


def test_fonts_are_locked_by_themselves() -> None:
    assert {pin.split("==")[0] for pin in pins("requirements-fonts.txt")} == names(FONTS)


def test_guards_are_locked_by_themselves() -> None:
    wanted = names(PYPROJECT["dependency-groups"]["guards"])
    locked = {re.split(r"[\[=]", pin)[0] for pin in pins(GUARDS)}
    assert wanted == {"bandit", "cyclonedx-python-lib", "pip-audit", "semgrep"}
    assert wanted - locked == set()


def test_every_dependency_is_locked() -> None:
    holder, server = (
        {pin.split("==")[0] for pin in pins(lock)} for lock in ("requirements-holder.txt", "requirements.txt")
    )
    assert names(HOLDERS) - holder == set()
    assert (names(HOLDERS) | names(SERVERS)) - server == set()
    assert (holder & {"flask", "sqlalchemy", "cryptography"}) == set()
