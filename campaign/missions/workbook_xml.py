"""The XML inside an Excel workbook, read in one pass without a tree, and only if it declares nothing."""

from typing import TypeVar
from xml.parsers import expat

from campaign.lib.packed import ENCODINGS, Fault, Unreadable


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
    parser.XmlDeclHandler = _require_utf8
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.StartElementHandler = lambda name, values: reader.start(name.rpartition(":")[2], values)
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, LookupError, ValueError):  # the last two: it names an encoding that nobody has
        raise Unreadable(Fault.DAMAGED) from None
    return reader


def _require_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    """`look_into` looks at the beginning of each part whose name says that it is XML; a sheet may have any name."""
    if encoding and encoding.lower().encode() not in ENCODINGS:
        raise Unreadable(Fault.DECLARES)


def _refuse_declaration(*_: object) -> None:
    raise Unreadable(Fault.DECLARES)


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
