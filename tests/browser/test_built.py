"""What is committed in static/ is what the sources in browser/ make, from what package-lock.json fixes."""

import json
import re
from pathlib import Path

import pytest

from browser.common_passwords import SOURCE, marks
from browser.country_names import country_names
from browser.land import land_path
from browser.record_words import record_words
from tests.browser.conftest import npm

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "browser"
BUNDLED = {
    "holder.js": [
        "@noble/ciphers", "@noble/curves", "@noble/hashes", "@noble/post-quantum", "@scure/base", "age-encryption",
        "fflate",
    ],
    "verify.js": ["@noble/curves", "@noble/hashes", "fflate"],
}  # fmt: skip


def test_the_committed_bytes_are_what_the_sources_make(sources: Path) -> None:
    made = sources.parent / "static"
    made.mkdir()
    built = npm("run", "--silent", "build", "--", made, at=sources)
    assert (built.returncode, built.stderr) == (0, "")
    assert {path.name for path in made.iterdir()} == set(BUNDLED)
    for name in BUNDLED:
        assert (ROOT / "static" / name).read_bytes() == (made / name).read_bytes()


@pytest.mark.parametrize("program", BUNDLED)
def test_it_names_what_is_bundled_with_the_whole_of_its_licence(sources: Path, program: str) -> None:
    text = (ROOT / "static" / program).read_text()
    notices = text[text.rindex("\n/*\n") :]
    named = re.findall(r"^(\S+) [\d.]+, (?:MIT|BSD-3-Clause)$", notices, re.MULTILINE)
    assert named == BUNDLED[program]
    for name in named:
        assert (sources / "node_modules" / name / "LICENSE").read_text().strip() in notices


def test_the_lock_file_has_hashes_and_no_addresses_of_a_registry() -> None:
    packages = json.loads((SOURCES / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert (name, package.get("resolved")) == (name, None)
        assert (name, package.get("integrity", "sha512-")[:7]) == (name, "sha512-")
        assert name == "" or "integrity" in package, name
    assert "registry" not in (SOURCES / "package-lock.json").read_text()


def test_the_names_of_countries_are_those_of_the_commands() -> None:
    assert (SOURCES / "country_names.json").read_text() == country_names()


def test_the_words_that_records_are_deflated_against_are_those_of_the_server() -> None:
    assert (SOURCES / "record_words.json").read_text() == record_words()


def test_the_land_of_the_map_is_made_of_natural_earths(sources: Path) -> None:
    topology = json.loads((sources / "node_modules" / "world-atlas" / "land-110m.json").read_text())
    assert (ROOT / "campaign" / "lib" / "data" / "land.txt").read_text() == land_path(topology) + "\n"


def test_the_marks_of_common_passwords_are_those_of_the_list(sources: Path) -> None:
    listed = sources / SOURCE.relative_to(SOURCES)
    with listed.open(encoding="utf-8", errors="replace") as lines:
        made = marks(line.removesuffix("\n") for line in lines)
    assert len(made) == 6 * 63_602
    assert (ROOT / "campaign" / "lib" / "data" / "common_passwords.bin").read_bytes() == made
