"""CONTRIBUTING leads a stranger to files that are there, and to names that stand in them."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text()
ROWS = [row for row in TEXT.split("## Which files a change touches")[1].splitlines() if row.startswith("| ")][
    1:
]
ENDINGS = r"\.(?:py|js|html|css|csv|md|toml|txt|typ|png)"
PLACE = re.compile(rf"(?:[\w.-]+/)*(?:[\w.-]+{ENDINGS}|)")
IN = re.compile(r"((?:`\w+`(?:, | and | or |/)?)+)(?: in| of) `([\w./-]+)`")
MADE = {"letters.csv"}  # what the program writes, and no file of ours


def kept(places: str) -> list[str]:
    """The places in backticks, each with its folder: a bare file name lies beside the one before it."""
    folder, whole = "", []
    for place in re.findall(r"`([^`]+)`", places):
        if PLACE.fullmatch(place) and ("/" in place or "." in place) and place not in MADE:
            beside = f"{folder}{place}"
            here = "/" not in place and bool(folder) and bool(files(beside))
            whole.append(beside if here else place)
            folder = whole[-1].rpartition("/")[0] + "/" if "/" in whole[-1] else folder
    return whole


def files(place: str) -> list[Path]:
    return [path for path in (ROOT / place, ROOT / "campaign" / place) if path.exists()]


def words_in(place: str) -> str:
    """What a file holds, or all files of a folder."""
    (path, *_) = files(place)
    each = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return "\n".join(file.read_text(encoding="utf-8", errors="ignore") for file in each)


def title(row: str) -> str:
    return row.split(" | ")[0].removeprefix("| ")


@pytest.mark.parametrize("row", ROWS, ids=title)
def test_every_file_of_a_row_is_there(row: str) -> None:
    room_files = {"models.py", "messages_cli.py"}  # "the room's"
    assert [place for place in kept(row) if not files(place) and place not in room_files] == []


@pytest.mark.parametrize("row", ROWS, ids=title)
def test_every_name_stands_in_the_file_that_a_row_says(row: str) -> None:
    said = [
        (name, place)
        for names, place in IN.findall(row)
        for name in re.findall(r"\w+", names)
        if files(place)
    ]
    assert [(name, place) for name, place in said if not re.search(rf"\b{name}\b", words_in(place))] == []


def test_the_rooms_stand_in_the_order_that_the_linter_holds() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["name"] == "Rooms import one way")
    order = " ← ".join(
        layer.replace("campaign.", "").replace(" | ", ", ")
        for layer in reversed(layers)
        if layer != "campaign.cli"
    )
    assert f"    {order}\n" in TEXT
    assert f"    {order}\n" in (ROOT / "docs" / "architecture.md").read_text()


def test_a_wrong_row_would_be_found() -> None:
    row = "| a thing | `moderation/queries.py`, `desk/access.py`, `steps.py`; `NOWHERE` in `desk/access.py` |"
    assert [place for place in kept(row) if not files(place)] == ["moderation/queries.py"]
    assert kept(row)[-2:] == ["desk/steps.py", "desk/access.py"]
    assert [names for names, place in IN.findall(row) if files(place)] == ["`NOWHERE`"]
