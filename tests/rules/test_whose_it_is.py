"""Whatever isn't ours, font, table or text, stands with its licence in docs/dependencies.md."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECTION = (ROOT / "docs" / "dependencies.md").read_text().split("\n## What isn't ours\n")[1].split("\n## ")[0]
ROWS = re.findall(r"^\| (.+?) \| .+ \| (.+) \|$", SECTION, re.MULTILINE)[1:]
NAMED = {name.strip("`") for row, _ in ROWS for name in row.split(", ")}
FONTS_AND_DATA = {".csv", ".dat", ".mo", ".otf", ".tab", ".ttf", ".woff", ".woff2", ".zi"}
LICENCES = {
    "AGPL-3.0-or-later", "Apache-2.0", "BSD-3-Clause", "MIT", "MPL-2.0", "OFL-1.1", "Unicode-3.0",
    "may be copied, not changed",
    "of the fonts OFL-1.1, GUST-Font-License, Bitstream-Vera", "public domain",
}  # fmt: skip


def test_every_row_names_licences() -> None:
    assert [row for row, licences in ROWS if set(licences.split("; ")) - LICENCES] == []


def test_every_file_of_ours_that_is_no_program_is_named() -> None:
    folders = [folder for name in ("data", "fonts") for folder in (ROOT / "campaign").rglob(name)]
    files = {file.name for folder in folders for file in folder.iterdir() if file.is_file()} - {"README.md"}
    others = {file.name for file in (ROOT / "campaign").rglob("*") if file.suffix in FONTS_AND_DATA - {".mo"}}
    shown = {file.name for file in (ROOT / "static").glob("*.*") if file.suffix not in {".css", ".js", ".py"}}
    assert (files | others | shown | {"LICENSE"}) - NAMED == set()
    browsers = {file.name for folder in ("browser", "static") for file in (ROOT / folder).glob("*.js*")}
    assert {name for name in NAMED if "." in name} - files - browsers == set()


def test_every_package_with_fonts_or_data_is_named() -> None:
    locks = [(ROOT / name).read_text() for name in ("requirements.txt", "requirements-fonts.txt")]
    locked = set(re.findall(r"^([a-z0-9-]+)==", "\n".join(locks), re.MULTILINE))
    assert {name for name in locked if brings_data(name)} - NAMED == set()
    assert NAMED & locked == {name for name in NAMED if "." not in name} - {"LICENSE"}


def brings_data(package: str) -> bool:
    try:
        return any(file.suffix in FONTS_AND_DATA for file in distribution(package).files or [])
    except PackageNotFoundError:  # for another kind of computer
        return False
