"""A Word document (.docx) as text: looked at as an archive first, then read by mammoth in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, assert_never

from campaign.lib.packed import Fault, Unreadable, look_into
from campaign.lib.refusal import Refusal
from campaign.lib.refusal import marked as _
from campaign.reading.notes import Note
from campaign.reading.word_html import Plain, plain

MOST_MEMBERS = 200
MOST_UNPACKED = 30 * 1024 * 1024
SECONDS = 10
PROGRAM = Path(__file__).with_name("word_process.py")
OUT_OF_MEMORY = 3


def read_word(raw: bytes) -> tuple[str, tuple[Note, ...]]:
    """The text of a document, and a sentence for each kind of thing that it has lost. Raises Refusal."""
    _look_into(raw)
    answer = _asked(raw)
    read = plain(answer["html"])
    if not read.text.strip() and not answer["words"]:
        raise Refusal("reading/empty")
    return read.text, tuple(_notes(read, answer))


def _look_into(raw: bytes) -> None:
    """Raises Refusal for an archive that is more than Word writes, before anything parses it."""
    try:
        look_into(raw, most_parts=MOST_MEMBERS, most_bytes=MOST_UNPACKED)
    except Unreadable as problem:
        raise _refusal(problem) from None


def _refusal(problem: Unreadable) -> Refusal:
    match problem.fault:
        case Fault.DAMAGED:
            return Refusal("reading/damaged-document")
        case Fault.PASSWORD:
            return Refusal("reading/document-with-password")
        case Fault.MANY_PARTS:
            return Refusal("reading/document-of-many-parts", parts=problem.parts, most=MOST_MEMBERS)
        case Fault.TOO_MUCH:
            return Refusal("reading/document-unpacks-to-much", most=MOST_UNPACKED // (1024 * 1024))
        case Fault.DECLARES:
            return Refusal("reading/document-with-declarations")
    assert_never(problem.fault)


def _asked(raw: bytes) -> dict[str, Any]:
    """What the process answers. It is isolated from our code, our settings and the environment."""
    try:
        process = subprocess.run(  # nosec B603 # noqa: S603 - a program of ours; what was brought is its input
            [sys.executable, "-I", str(PROGRAM)], input=raw, capture_output=True, timeout=SECONDS, env={}, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refusal("reading/document-takes-too-much") from None
    if process.returncode == OUT_OF_MEMORY or process.returncode < 0:
        raise Refusal("reading/document-takes-too-much")
    try:
        answer: dict[str, Any] = json.loads(process.stdout)
    except ValueError:
        raise Refusal("reading/damaged-document") from None
    return answer


def _notes(read: Plain, answer: dict[str, Any]) -> Iterator[Note]:
    for count, one, many in (
        (read.pictures, _("A picture was left out."), _("%(count)s pictures were left out.")),
        (answer["diagrams"], _("A diagram was left out."), _("%(count)s diagrams were left out.")),
        (read.tables, _("A table became lines of text."), _("%(count)s tables became lines of text.")),
        (
            answer["insertions"] + answer["deletions"],
            _("A tracked change was taken as accepted."),
            _("%(count)s tracked changes were taken as accepted."),
        ),
        (answer["comments"], _("A comment was left out."), _("%(count)s comments were left out.")),
        (
            read.links,
            _("A link that leads neither to the web nor to an email address was taken off its words."),
            _(
                "%(count)s links that lead neither to the web nor to an email address were taken off their words."
            ),
        ),
    ):
        if count:
            yield Note(one) if count == 1 else Note(many, count=count)
    for words in answer["margins"]:
        yield Note(_("“%(words)s” at the edge of the page was left out."), words=words)
    for words in answer["words"]:
        template = _(
            "“%(words)s” could not be read where it was, for example in a text box, and was left out."
        )
        yield Note(template, words=words)
