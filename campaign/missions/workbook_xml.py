"""The XML inside an Excel workbook, read in one pass without a tree; that it declares nothing was seen before."""

from typing import TypeVar
from xml.parsers import expat

from campaign.lib.packed import Fault, Unreadable


class Reader:
    """What is called for each element, by its name without its prefix."""

    def start(self, name: str, values: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """It ends."""

    def text(self, text: str) -> None:
        """Some of the text inside."""


R = TypeVar("R", bound=Reader)


def parse(reader: R, raw: bytes | None) -> R:
    """The reader once it has read all of it; nothing where the part isn't there. Raises Unreadable."""
    if raw is None:
        return reader
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, values: reader.start(name.rpartition(":")[2], values)
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(raw, True)
    except expat.ExpatError:
        raise Unreadable(Fault.DAMAGED) from None
    return reader


class Attributes(Reader):
    """The attributes of each element of one name."""

    def __init__(self, name: str) -> None:
        self._name, self.each = name, list[dict[str, str]]()

    def start(self, name: str, values: dict[str, str]) -> None:
        if name == self._name:
            self.each.append(values)


def attribute(raw: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of each element of this name, in their order. Raises Unreadable."""
    return parse(Attributes(name), raw).each
