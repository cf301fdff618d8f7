"""Figures drawn: with letters, as wide as the terminal, or as shapes of an SVG. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

UNICODE = "█▒░"
ASCII = "#=."
NARROWEST = 8
# What stays free above the highest, so that there is sky over it.
HEIGHT, AIR = 200, 20
FULL = 1000
Row = tuple[str, Sequence[int], Sequence[int]]


def marks_for(encoding: str | None) -> str:
    """Three marks, the darkest first, that a terminal of this encoding can show."""
    try:
        UNICODE.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


def bar(parts: Sequence[int], *, most: int, width: int, marks: str) -> str:
    """The parts one after the other, a mark each; `most` would fill `width`. Whatever isn't zero is seen."""
    total = sum(parts)
    if not total or not most:
        return ""
    ends, so_far = [], 0
    for part in parts:
        so_far += part
        ends.append(round(width * so_far / most))
    drawn = "".join(
        mark * (end - begin) for mark, begin, end in zip(marks, [0, *ends], ends, strict=False) if end > begin
    )
    return drawn or marks[max(range(len(parts)), key=lambda at: parts[at])]


def table(rows: Sequence[Row], *, heads: Sequence[str], width: int, marks: str) -> list[str]:
    """Lines of a label, figures under `heads[1:]`, and a bar of `parts`, together at most `width` wide.

    Each row is (label, figures, parts); only where the figures alone are wider than the terminal, lines are longer.
    """
    label = max([len(heads[0]), *(len(row[0]) for row in rows)])
    columns = [
        max([len(head), *(len(f"{row[1][at]:,}") for row in rows)]) for at, head in enumerate(heads[1:])
    ]
    left = max(NARROWEST, width - label - sum(column + 2 for column in columns) - 2)
    most = max((sum(row[2]) for row in rows), default=0)
    lines = [_line(heads[0], label, zip(heads[1:], columns, strict=True), "")]
    for name, figures, parts in rows:
        shown = ((f"{figure:,}", column) for figure, column in zip(figures, columns, strict=True))
        lines.append(_line(name, label, shown, bar(parts, most=most, width=left, marks=marks)))
    return lines


def _line(name: str, label: int, cells: Iterable[tuple[str, int]], drawn: str) -> str:
    figures = "".join(f"  {text:>{column}}" for text, column in cells)
    return f"{name:<{label}}{figures}  {drawn}".rstrip()


@dataclass(frozen=True)
class Column:
    """A bar that stands on the lower edge of a box HEIGHT high, at `left` of its width; parts lie on one another."""

    left: int
    parts: list[tuple[int, int]]  # (top, height) of each, the lowest first


def columns(rows: Sequence[Sequence[int]]) -> list[Column]:
    """A bar for each row of figures, one unit wide; whatever isn't zero is seen."""
    most = max((sum(row) for row in rows), default=0)
    return [Column(left, _stacked(row, most)) for left, row in enumerate(rows)]


def _stacked(row: Sequence[int], most: int) -> list[tuple[int, int]]:
    parts, top = [], HEIGHT
    for figure in row:
        height = max(1, round((HEIGHT - AIR) * figure / most)) if figure else 0
        top -= height
        parts.append((top, height))
    return parts


def skyline(figures: Sequence[int]) -> str:
    """The path of an SVG over figures side by side, each one unit wide, in a box HEIGHT high."""
    most = max(figures, default=0) or 1
    steps = (f"V{HEIGHT - round((HEIGHT - AIR) * figure / most)}h1" for figure in figures)
    return f"M0 {HEIGHT}{''.join(steps)}V{HEIGHT}z"


def reached(total: int, goal: int | None) -> int:
    """How far along the horizon the goal is, in thousandths; the first signature can be seen."""
    return min(FULL, max(FULL * total // goal, min(total, 1))) if goal else 0
