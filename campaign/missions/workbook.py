"""The lines of an Excel workbook (.xlsx): text as it is shown, days as days, and nothing that nobody sees.

What a person can't see before her is no address that she has looked at: hidden sheets, rows and columns with something
in them are refused, as are formulas, whose results may be of another day.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from campaign.lib.packed import Fault, Unreadable, look_into
from campaign.lib.refusal import Refusal
from campaign.missions.cell_tables import Strings, Styles
from campaign.missions.sheets import Sheet, SheetReader
from campaign.missions.workbook_xml import attribute, parse

MOST_PARTS = 200
MOST_UNPACKED = 4 * 1024 * 1024
WORKBOOK = "xl/workbook.xml"
MAGIC = b"PK"
OLDER = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook with a password


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it: its part is a path in the archive."""

    name: str
    part: str
    is_hidden: bool


def is_workbook(raw: bytes) -> bool:
    """Whether it is a zip archive or an older office file, and so no CSV."""
    return raw.startswith((MAGIC, OLDER))


def workbook_lines(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """(Number of the row, its cells) of the one sheet that holds anything. Raises Refusal."""
    if raw.startswith(OLDER):
        raise Refusal("missions/older-workbook")
    try:
        look_into(raw, most_parts=MOST_PARTS, most_bytes=MOST_UNPACKED)
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            sheet = _only(list(_sheets(archive)))
    except Unreadable as problem:
        raise _refusal(problem) from None
    width = max(max(cells) for cells in sheet.rows.values()) + 1 if sheet.rows else 0
    for number, cells in sorted(sheet.rows.items()):
        yield number, [cells.get(column, "") for column in range(width)]


def _refusal(problem: Unreadable) -> Refusal:
    match problem.fault:
        case Fault.DAMAGED | Fault.DECLARES | Fault.MANY_PARTS:
            return Refusal("missions/no-workbook")
        case Fault.PASSWORD:
            return Refusal("missions/older-workbook")
        case Fault.TOO_MUCH:
            return Refusal("missions/workbook-unpacks-to-much", most=MOST_UNPACKED // (1024 * 1024))
    assert_never(problem.fault)


def _only(sheets: list[tuple[Listed, Sheet]]) -> Sheet:
    """The sheet that holds something. Raises Refusal where two do, or where it is hidden or has hidden parts."""
    filled = [(listed, sheet) for listed, sheet in sheets if sheet.rows]
    if len(filled) > 1:
        raise Refusal("missions/several-sheets", sheets=[listed.name for listed, _ in filled])
    if not filled:
        return Sheet()
    listed, sheet = filled[0]
    if listed.is_hidden:
        raise Refusal("missions/hidden-sheet", sheet=listed.name)
    return sheet


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[Listed, Sheet]]:
    listed, days_from_1904 = _contents(archive)
    if len({each.part for each in listed}) < len(listed):  # else one part would be read again and again
        raise Unreadable(Fault.DAMAGED)
    strings = parse(Strings(), _part(archive, "xl/sharedStrings.xml")).texts
    day_styles = parse(Styles(), _part(archive, "xl/styles.xml")).days
    for each in listed:
        raw = _part(archive, each.part)
        if raw is None:
            raise Unreadable(Fault.DAMAGED)
        yield each, parse(SheetReader(strings, day_styles, from_1904=days_from_1904), raw).sheet


def _contents(archive: zipfile.ZipFile) -> tuple[list[Listed], bool]:
    """The sheets in their order, and whether days are counted from 1904."""
    book, targets = _part(archive, WORKBOOK), _part(archive, "xl/_rels/workbook.xml.rels")
    if book is None or targets is None:
        raise Unreadable(Fault.DAMAGED)
    parts = {
        each.get("Id", ""): _place(each.get("Target", "")) for each in attribute(targets, "Relationship")
    }
    sheets = [
        Listed(each.get("name", ""), parts.get(_id(each), ""), each.get("state", "visible") != "visible")
        for each in attribute(book, "sheet")
    ]
    from_1904 = any(each.get("date1904") in {"1", "true"} for each in attribute(book, "workbookPr"))
    return sheets, from_1904


def _id(sheet: Mapping[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _place(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        return archive.read(name)
    except KeyError:
        return None
