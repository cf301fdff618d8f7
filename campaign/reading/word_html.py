"""The HTML of a Word document as plain text in our few marks: paragraphs, lists, emphasis, links, footnotes. Pure."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby

from campaign.reading.links import leads_outside

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NOTE = re.compile(r"(?:foot|end)note-\d+")
INNER = "○■"


@dataclass(frozen=True, kw_only=True)
class Plain:
    """Text, and how many pictures, tables and links it has lost."""

    text: str
    pictures: int
    tables: int
    links: int


def plain(html: str) -> Plain:
    """Text of mammoth's HTML; each block is parted from the next by a blank line, and items of a list by a line end."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return Plain(
        text=_joined(reader.blocks), pictures=reader.pictures, tables=reader.tables, links=reader.links
    )


@dataclass(frozen=True)
class _Run:
    text: str
    strong: bool
    em: bool
    href: str | None


@dataclass
class _List:
    numbered: bool
    count: int = 0


@dataclass
class _Row:
    cells: list[list[str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects blocks: text, and whether it goes on a list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, bool]] = []
        self.pictures = self.tables = self.links = 0
        self._runs: list[_Run] = []
        self._lists: list[_List] = []
        self._rows: list[tuple[_Row, int]] = []
        self._marker = ""
        self._open = {"strong": 0, "em": 0}
        self._hrefs: list[str | None] = []
        self._in_note = False
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in self._open:
            self._open[tag] += 1
        elif tag == "a":
            self._hrefs.append(self._destination(attributes.get("href")))
        elif tag == "br":
            self._add("\n")
        elif tag == "img":
            self.pictures += 1
        elif tag in ("ul", "ol"):
            self.end_block()
            self._lists.append(_List(tag == "ol"))
        elif tag == "li":
            self.end_block()
            self._lists[-1].count += 1
            self._marker = self._mark_of_item(attributes.get("id") or "")
        elif tag in ("p", *HEADINGS):
            self.end_block()
            self._heading = tag in HEADINGS
        elif tag == "table":
            self.end_block()
            self.tables += 1
        elif tag == "tr":
            self._rows.append((_Row(), len(self.blocks)))
        elif tag in ("td", "th"):
            self.end_block()
            self._rows[-1] = (self._rows[-1][0], len(self.blocks))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open[tag] -= 1
        elif tag == "a":
            self._hrefs.pop()
        elif tag in ("ul", "ol"):
            self.end_block()
            self._lists.pop()
        elif tag in ("li", "p", *HEADINGS):
            self.end_block()
        elif tag in ("td", "th"):
            self.end_block()
            row, start = self._rows[-1]
            row.cells.append([text for text, _ in self.blocks[start:]])
            del self.blocks[start:]
        elif tag == "tr":
            row, _ = self._rows.pop()
            self.blocks.extend((text, self._is_line(row)) for text in _of_row(row))

    def handle_data(self, data: str) -> None:
        if not (self._in_note and data == "↑"):
            self._add(data)

    def end_block(self) -> None:
        """Close what is being collected, if there is anything."""
        text = re.sub(r"[ \xa0]*\n[ \xa0]*", "\n", _marked(self._runs, heading=self._heading)).strip()
        if text:
            self.blocks.append((self._marker + text, bool(self._marker)))
            self._marker = ""
        self._runs, self._heading = [], False

    def _add(self, text: str) -> None:
        href = next((href for href in reversed(self._hrefs) if href), None)
        self._runs.append(_Run(text, self._open["strong"] > 0, self._open["em"] > 0, href))

    def _destination(self, href: str | None) -> str | None:
        if not href or href.startswith("#"):
            return None
        if not leads_outside(href):
            self.links += 1
            return None
        return href

    def _mark_of_item(self, identifier: str) -> str:
        """What an item begins with; a footnote, with its number in brackets, as it is called in the text."""
        own = self._lists[-1]
        self._in_note = bool(NOTE.fullmatch(identifier))
        if self._in_note:
            return f"[{own.count}] "
        depth = len(self._lists)
        if depth == 1:
            return f"{own.count}. " if own.numbered else "- "
        return INNER[min(depth - 2, 1)] + (f" {own.count}) " if own.numbered else " ")

    @staticmethod
    def _is_line(row: _Row) -> bool:
        return all(len(cell) <= 1 and "\n" not in "".join(cell) for cell in row.cells)


def _of_row(row: _Row) -> list[str]:
    """A row of short cells is a line, its cells parted by tabs; of longer ones each block stays one."""
    if all(len(cell) <= 1 and "\n" not in "".join(cell) for cell in row.cells):
        line = "\t".join("".join(cell) for cell in row.cells if cell)
        return [line] if line else []
    return [text for cell in row.cells for text in cell]


def _joined(blocks: list[tuple[str, bool]]) -> str:
    groups = groupby(enumerate(blocks), key=lambda pair: (pair[1][1], None if pair[1][1] else pair[0]))
    return "\n\n".join("\n".join(text for _, (text, _) in group) for _, group in groups)


def _marked(runs: list[_Run], *, heading: bool) -> str:
    """Runs of one look together, with the marks of our Markdown where they can stand."""
    pieces: list[tuple[str, _Run]] = []
    for (strong, em, href), group in groupby(runs, key=lambda run: (run.strong, run.em, run.href)):
        text = "".join(run.text for run in group)
        pieces.append((text, _Run(text, strong and not heading, em and not heading, href)))
    out = ""
    for position, (text, run) in enumerate(pieces):
        behind = pieces[position + 1][0][:1] if position + 1 < len(pieces) else ""
        before = out[-1:]
        inner = text.strip()
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if run.href and inner:
            inner = _link(inner, run.href)
        if inner and (run.strong or run.em) and "\n" not in inner and not re.search(r"[*_]", inner):
            apart = not (before + lead)[-1:].isalnum() and not (tail + behind)[:1].isalnum()
            inner = ("*" * (2 * run.strong + run.em)).join(("", inner, "")) if apart else inner
        out += lead + inner + tail
    return out


def _link(words: str, href: str) -> str:
    if words in (href, href.removeprefix("mailto:")):
        return words
    if re.search(r"[\[\]\n]", words) or re.search(r"[\s<>]", href):
        return f"{words} ({href})"
    return f"[{words}](<{href}>)" if re.search(r"[()]", href) else f"[{words}]({href})"
