"""What the cells of an Excel workbook name by number: its texts, and the styles in which a number is a day."""

import re

from campaign.lib.packed import Fault, Unreadable
from campaign.lib.spreadsheets import LONGEST_CELL
from campaign.missions.workbook_xml import Reader

BUILT_IN_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# In a format of one's own, what is quoted, escaped or in brackets stands for itself.
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Strings(Reader):
    """The texts that cells name by number: whole, without the readings of Japanese signs."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._within = self._spoken = False

    def start(self, name: str, values: dict[str, str]) -> None:
        if name == "si":
            self.texts.append("")
        self._spoken = self._spoken or name == "rPh"
        self._within = name == "t"

    def end(self, name: str) -> None:
        self._spoken = self._spoken and name != "rPh"
        self._within = False

    def text(self, text: str) -> None:
        if self._within and not self._spoken and self.texts:
            self.texts[-1] = longer(self.texts[-1], text)


class Styles(Reader):
    """The numbers of those styles of cells in which a number is a day."""

    def __init__(self) -> None:
        self.days: set[str] = set()
        self._own: set[str] = set()
        self._cells = False
        self._count = 0

    def start(self, name: str, values: dict[str, str]) -> None:
        if name == "numFmt" and re.search("[dmy]", LITERAL.sub("", values.get("formatCode", "")).lower()):
            self._own.add(values.get("numFmtId", ""))
        elif name == "cellXfs":
            self._cells = True
        elif name == "xf" and self._cells:
            number = values.get("numFmtId", "0")
            if number in self._own or (number.isdecimal() and int(number) in BUILT_IN_DAYS):
                self.days.add(str(self._count))
            self._count += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._cells = False


def longer(text: str, more: str) -> str:
    """A cell's text as more of it is read. Raises Unreadable."""
    if len(text) + len(more) > LONGEST_CELL:
        raise Unreadable(Fault.DAMAGED)
    return text + more
