"""Days and genders as people write them into their tables: read, or asked about with the line where they are."""

import io
from datetime import date

import pytest
from xlsxwriter import Workbook

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.missions.cell_words import read_found, read_gender
from campaign.missions.importing import Contact, read_contacts

TODAY = date(2016, 12, 30)
THE_DAY = date(2016, 9, 24)
HEAD = ("code", "address", "source", "date", "gender")
TWO_WAYS = (
    "Line 3: '03/04/2016' can be read two ways: as 2016-03-04, or as 2016-04-03. Write it in one of these forms. "
    "Nothing was imported."
)


def as_csv(*lines: tuple[str, ...]) -> bytes:
    return "\n".join(",".join(cells) for cells in lines).encode()


def as_xlsx(*lines: tuple[str, ...]) -> bytes:
    raw = io.BytesIO()
    with Workbook(raw, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
    return raw.getvalue()


def france(day: str, gender: str = "") -> tuple[str, ...]:
    return ("FR", "fr@example.org", "a site", day, gender)


def germany(day: str) -> tuple[str, ...]:
    return ("DE", "de@example.org", "a site", day, "")


@pytest.mark.parametrize(
    "written",
    [
        "24/09/2016", "09/24/2016", "24.9.2016", "24-09-2016", "2016/09/24", "2016.09.24", "24 September 2016",
        "Sept. 24, 2016", "24-Sep-2016", "24. September 2016", "24 septembre 2016", "24 сентября 2016 г.",
        "٢٤ سبتمبر ٢٠١٦", "٢٤/٠٩/٢٠١٦", "2016年9月24日", "2016-09-24 00:00:00", " 2016-09-24\u200b",
    ],
)  # fmt: skip
def test_a_day_is_read_that_can_be_read_one_way(written: str) -> None:
    assert read_found(written) == THE_DAY


def test_the_same_number_twice_is_one_day() -> None:
    assert read_found("04/04/2016") == date(2016, 4, 4)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3.4.2016", "'3.4.2016' can be read two ways: as 2016-03-04, or as 2016-04-03. Write it in one of these "
         "forms."),
        ("١١/١٢/٢٠١٦", "'١١/١٢/٢٠١٦' can be read two ways: as 2016-11-12, or as 2016-12-11. Write it in one of these "
         "forms."),
        ("24 September", "'24 September' has no year; write it like 2016-09-24."),
        ("31/09/2016", "'31/09/2016' is not a day; write it like 2016-09-24."),
        ("24/09/16", "'24/09/16' is not a day; write it like 2016-09-24."),
        ("on 24 September 2016", "'on 24 September 2016' is not a day; write it like 2016-09-24."),
        ("", "'' is not a day; write it like 2016-09-24."),
    ],
)  # fmt: skip
def test_any_other_is_refused_in_a_sentence(written: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_found(written)
    assert sentence(refused.value) == said


@pytest.mark.parametrize("file", [as_csv, as_xlsx])
def test_a_day_that_can_be_read_two_ways_is_refused_with_its_line(file: object) -> None:
    with pytest.raises(Refusal) as refused:
        read_contacts(file(HEAD, germany("24/09/2016"), france("03/04/2016")), today=TODAY)  # type: ignore[operator]
    assert sentence(refused.value) == TWO_WAYS


@pytest.mark.parametrize(
    ("written", "gender"),
    [
        ("f", "f"), ("Female", "f"), ("WOMAN", "f"), ("Ms.", "f"), ("w", "f"), ("féminin", "f"), ("mujer", "f"),
        ("أنثى", "f"), ("жен.", "f"), ("女", "f"),
        ("m", "m"), ("male", "m"), ("Man", "m"), ("Mr", "m"), ("homme", "m"), ("ذكر", "m"), ("муж", "m"), ("男", "m"),
        ("", ""), (" ", ""), ("–", ""), ("x", ""), ("neither", ""),
    ],
)  # fmt: skip
def test_a_gender_is_read_in_the_words_of_its_language(written: str, gender: str) -> None:
    assert read_gender(written) == gender


@pytest.mark.parametrize("file", [as_csv, as_xlsx])
def test_female_and_a_day_as_it_is_written_reach_the_mission(file: object) -> None:
    read = read_contacts(file(HEAD, france("24 September 2016", "female")), today=TODAY)  # type: ignore[operator]
    assert read == (Contact("FR", "fr@example.org", "a site", THE_DAY, gender="f"),)
