"""An update as organisers write it: FILE.md, and FILE.ar.md beside it, as plain mail in each language.

Without Flask and SQLAlchemy.
"""

import hashlib
import json
import re
import textwrap
from dataclasses import dataclass
from gettext import translation
from pathlib import Path

from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_line
from campaign.paths import HERE
from campaign.releases.blocks import Block, split
from campaign.releases.rendering import MARKDOWN
from campaign.tally.removal import InvalidationReason, to_its_signer

LONGEST_SUBJECT = 150
LARGEST = 100_000  # bytes of a file
WIDTH = 76
LANGUAGE = re.compile(r"[a-z]{2,3}")
TRANSLATIONS = HERE / "translations"


@dataclass(frozen=True)
class Update:
    """One language's version: `body` is plain text whose lines are short enough for any mail program."""

    language: str
    subject: str
    body: str

    def ending_at(self, address: str) -> str:
        """The body with what stands at its end: why she gets it, and the link that ends it, alone on its line."""
        gettext = translation("messages", TRANSLATIONS, [self.language], fallback=True).gettext
        why = gettext(
            "You are getting this because you asked for updates when you signed. To stop them, open:"
        )
        return f"{self.body}\n---\n{textwrap.fill(why, WIDTH)}\n{address}\n"

    def telling(self, reason: InvalidationReason, page: str) -> str:
        """The body with what stands at its end for one whose signature was removed: why, and whom to write to."""
        gettext = translation("messages", TRANSLATIONS, [self.language], fallback=True).gettext
        opening = gettext("You confirmed before, but your signature is no longer counted.")
        rest = gettext("If you think they are mistaken, write to them. The address is on this page:")
        why = f"{opening} {to_its_signer(reason, gettext)} {rest}"
        return f"{self.body}\n---\n{textwrap.fill(why, WIDTH)}\n{page}\n"


def read_updates(path: Path, *, language: str) -> dict[str, Update]:
    """Every version by its language; that of `path` itself, in `language`, stands first. Raises Refusal."""
    versions = {language: _read(path, language)}
    for each in sorted(path.parent.glob("*.md")):
        code = each.name.removeprefix(f"{path.stem}.").removesuffix(".md")
        if each.name == path.name or each.name != f"{path.stem}.{code}.md" or not LANGUAGE.fullmatch(code):
            continue
        if code in versions:
            raise Refusal("lists/two-versions", first=path.name, second=each.name, code=code)
        versions[code] = _read(each, code)
    return versions


def version_for(language: str | None, updates: dict[str, Update]) -> Update:
    """In her language where there is one, else as the main file says it."""
    return updates.get(language or "", next(iter(updates.values())))


def fingerprint(updates: dict[str, Update]) -> str:
    """By which a mail is known again: SHA-256 of all its versions, hexadecimal."""
    versions = sorted((each.language, each.subject, each.body) for each in updates.values())
    return hashlib.sha256(json.dumps(versions).encode()).hexdigest()


def plain(body: str) -> str:
    """Markdown as plain text: paragraphs, lists, and each link's address behind its words."""
    texts, before = "", ""
    for block in split(body):
        texts += ("\n" if block.kind == before != "paragraph" else "\n\n") if texts else ""
        texts += _wrapped(block)
        before = block.kind
    return texts + "\n"


def _read(path: Path, language: str) -> Update:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").strip()
    except OSError as problem:
        raise Refusal("lists/unread", path=path, says=problem.strerror) from None
    except UnicodeDecodeError:
        raise Refusal("lists/not-utf-8", path=path) from None
    if len(raw) > LARGEST or "\0" in text:
        raise Refusal("lists/no-text", path=path)
    first, _, body = text.partition("\n")
    if not first.startswith("# ") or not body.strip():
        raise Refusal("lists/no-subject", path=path)
    return Update(language, _subject(path, first), plain(body))


def _subject(path: Path, first: str) -> str:
    try:
        subject = clean_line(first.removeprefix("# "))
    except Unfit:
        raise Refusal("lists/subject-unfit", path=path) from None
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Refusal("lists/subject-length", path=path, most=LONGEST_SUBJECT)
    return subject


def _wrapped(block: Block) -> str:
    mark = {"paragraph": "", "item": "* ", "numbered": f"{block.marker} "}[block.kind]
    lines: list[str] = []
    for line in _inline(block.source).split("\n"):
        begin, below = ("", "") if not mark else (" " * len(mark) if lines else mark, " " * len(mark))
        lines += textwrap.wrap(
            line, WIDTH, initial_indent=begin, subsequent_indent=below,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    return "\n".join(lines)


def _inline(source: str) -> str:
    said, address, since = "", "", 0
    for token in (child for each in MARKDOWN.parseInline(source) for child in each.children or []):
        if token.type == "link_open":
            address, since = str(token.attrs["href"]), len(said)
        elif token.type == "link_close":
            said += f" <{address}>" if said[since:] not in {address, address.removeprefix("mailto:")} else ""
        else:
            said += "\n" if token.type.endswith("break") else token.content
    return said
