"""The blocks of a release: paragraphs and lists, and no others, so that plain text never loses a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from campaign.reading import bullets

Kind = Literal["paragraph", "item", "numbered"]

BULLET = re.compile(rf"[{re.escape(bullets.ALL)}]\s+(?P<text>\S.*)", re.DOTALL)
NUMBER = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?P<text>\S.*)", re.DOTALL)
# In French, Russian or German lists begin with dashes, and so does what somebody says: they are a list behind a colon.
DASH_ITEM = r"[–—]\s+\S[^\n]*"
DASHES = re.compile(rf"(?<=[:：]\n)\n?(?:(?:{DASH_ITEM}(?:\n|$)){{2,}}|(?:{DASH_ITEM}(?:\n\n|$)){{2,}})")
MARKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (("item", BULLET), ("numbered", NUMBER))


@dataclass(frozen=True)
class Block:
    """A paragraph, or an item of a list. `marker` is what stood before an item: "-", "1."…

    `inner` says that the item belongs to a list inside the item before it.
    """

    kind: Kind
    source: str
    marker: str = ""
    inner: bool = False


def split(body: str) -> list[Block]:
    """Blocks in order, with their inline Markdown.

    A list has two items at least and, if numbered, begins at one and counts on: "2016. It was a year…"
    and "- said the doctor" stay paragraphs as they were written.
    """
    body = DASHES.sub(lambda dashed: re.sub("^[–—]", "-", dashed[0], flags=re.MULTILINE), body)
    candidates = [Block(*_kind(part)) for group in re.split(r"\n[ \t]*\n\s*", body) for part in _parts(group)]
    blocks: list[Block] = []
    for kind, run in groupby(_within_numbers(candidates), key=lambda block: block.kind):
        blocks.extend(_checked(kind, list(run)))
    return blocks


def _within_numbers(candidates: list[Block]) -> Iterator[Block]:
    """Items with a mark of the second level behind a numbered one belong inside it."""
    before: Block | None = None
    for block in candidates:
        if before and before.kind == "numbered" and block.kind == "item" and block.marker in bullets.SECOND:
            block = replace(block, kind="numbered", inner=True)
        before = block
        yield block


def _parts(group: str) -> Iterator[str]:
    """A group of lines, parted where items begin: at its first line, or behind a colon or another item."""
    part: list[str] = []
    for line in filter(None, (line.strip() for line in group.split("\n"))):
        may_begin = not part or part[-1].endswith((":", "：")) or _is_item(part[0])
        if part and may_begin and _is_item(line):
            yield "\n".join(part)
            part = []
        part.append(line)
    if part:
        yield "\n".join(part)


def _is_item(line: str) -> bool:
    return _kind(line)[0] != "paragraph"


def _kind(part: str) -> tuple[Kind, str, str]:
    for kind, pattern in MARKS:
        match = pattern.match(part)
        if match and re.search(r"[^\W_]", match["text"].split("\n")[0]):
            return kind, match["text"], part[: match.start("text")].strip()
    return "paragraph", part, ""


def _checked(kind: Kind, run: list[Block]) -> Iterator[Block]:
    lists: list[list[Block]] = []
    for block in run:
        if lists and (kind == "item" or block.inner or _number(block) == _last_number(lists[-1]) + 1):
            lists[-1].append(block)
        else:
            lists.append([block])
    for blocks in lists:
        blocks = _nested(blocks)
        good = kind == "item" or _number(blocks[0]) == 1
        yield from blocks if kind == "paragraph" or (good and len(blocks) > 1) else map(_as_written, blocks)


def _last_number(blocks: list[Block]) -> int:
    return next(_number(block) for block in reversed(blocks) if not block.inner)


def _nested(blocks: list[Block]) -> list[Block]:
    """Items with a mark of the second level, behind one of the first, belong inside it."""
    if blocks[0].marker in bullets.SECOND:
        return blocks
    return [replace(block, inner=block.inner or block.marker in bullets.SECOND) for block in blocks]


def _number(block: Block) -> int:
    # int() reads Arabic-Indic digits as it reads 0–9.
    return int(re.sub(r"\D", "", block.marker) or 0)


def _as_written(block: Block) -> Block:
    return Block("paragraph", f"{block.marker} {block.source}" if block.marker else block.source)
