"""A file of addresses to fill in: its columns, and a line that is nobody's."""

import io
from datetime import date, datetime

from campaign.missions.importing import COLUMNS

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {"address": 32, "source": 40, "name": 24, "style": 20}


def example_lines(today: date) -> list[list[str]]:
    """As many cells in each line as there are columns."""
    nobody = ["FR", "mission@example.org", "https://example.org/missions", today.isoformat()]
    return [list(COLUMNS), nobody + [""] * (len(COLUMNS) - len(nobody))]


def as_workbook(lines: list[list[str]], *, made_at: datetime) -> bytes:
    """The same as an Excel file, in which all cells are text: a day stays as it is typed."""
    from xlsxwriter import Workbook  # it takes a while to load

    raw = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(raw, options) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        sheet, text = book.add_worksheet("missions"), book.add_format({"num_format": "@"})
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, WIDTHS.get(column, 12), text)
        for number, cells in enumerate(lines):
            for at, cell in enumerate(cells):
                sheet.write_string(number, at, cell, text)
    return raw.getvalue()
