"""docs/asvs.md has a row for each requirement of levels 1 and 2, and what it names is there."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
# How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has. Those of level 3 stand last in their
# sections, but for those that are named.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
YES, PARTLY, NO, NOT_HERE = "yes", "partly", "no", "not here"
ROW = re.compile(
    r"^\| ([\d.]+) \| ([^|]+) \| (yes|partly|no|not here) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)
FILE = re.compile(
    r"`((?:campaign|tests|templates|docs|browser|static|migrations)/[^`:]+?|[\w.-]+\.(?:md|txt|toml))(?:::(\w+))?`"
)
ROWS = ROW.findall(PAGE)


def test_each_requirement_of_the_two_levels_has_one_row() -> None:
    wanted = [f"{section}.{number + 1}" for section, count in SECTIONS.items() for number in range(count)]
    assert len(wanted) == 253
    assert [item for item, *_ in ROWS] == wanted
    assert len(re.findall(r"^\| \d", PAGE, re.MULTILINE)) == len(ROWS)


def test_each_file_and_each_test_that_is_named_exists() -> None:
    named = FILE.findall(PAGE)
    assert len(named) > 300
    assert sorted({place for place, _ in named if not (ROOT / place).exists()}) == []
    lost = {
        f"{place}::{test}"
        for place, test in named
        if test and not re.search(rf"^def {test}\(", (ROOT / place).read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert lost == set()


def test_what_is_so_says_where_and_has_a_test() -> None:
    untested = [item for item, _, answer, where, test in ROWS if answer == YES and "`tests/" not in test]
    assert untested == []
    # What is partly so, or not, says why in words.
    wordless = [
        item for item, _, answer, where, _ in ROWS if answer != YES and len(re.sub(r"`[^`]*`", "", where)) < 7
    ]
    assert wordless == []


def test_the_page_counts_its_own_rows_and_names_each_that_is_not_so() -> None:
    counts = Counter(answer for _, _, answer, _, _ in ROWS)
    assert (
        f"**{counts[YES]} are so, {counts[PARTLY]} partly, {counts[NO]} are not, "
        f"{counts[NOT_HERE]} ask about what isn't here.**"
    ) in PAGE
    above = PAGE.split("## V1 ")[0]
    assert [item for item, _, answer, _, _ in ROWS if answer == NO and f"{item}" not in above] == []
