"""A release as HTML, as plain blocks for a letter, as a summary: from the same few marks of Markdown.

Tags out of here: p, br, em, strong, ul, ol, li, a, section. Everything else is text.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markupsafe import Markup, escape

from campaign.reading.endings import heads_notes
from campaign.reading.links import leads_outside
from campaign.reading.wrapping import is_wide
from campaign.releases.blocks import Block, Kind, split

TAGS = {
    "em_open": Markup("<em>"),
    "em_close": Markup("</em>"),
    "strong_open": Markup("<strong>"),
    "strong_close": Markup("</strong>"),
    "link_close": Markup("</a>"),
    "softbreak": Markup("<br>\n"),
    "hardbreak": Markup("<br>\n"),
}
PARAGRAPH = Markup("<p>{}</p>\n")
ITEM = Markup("<li>{}</li>\n")
NOTES = Markup('<section class="notes">\n{}</section>\n')
LISTS = {"item": Markup("<ul>\n{}</ul>\n"), "numbered": Markup("<ol>\n{}</ol>\n")}

# noreferrer: whoever follows a link doesn't tell the other site that they were here.
REL = "noreferrer nofollow"


def render(body: str) -> Markup:
    """HTML of a body: paragraphs, lists, emphasis, links to http, https and mailto; notes to editors in a section."""
    paragraphs = body.split("\n\n")
    notes = next((at for at, each in enumerate(paragraphs) if at and heads_notes(each)), None)
    if notes is None:
        return _rendered(body)
    text, below = "\n\n".join(paragraphs[:notes]), "\n\n".join(paragraphs[notes:])
    return _rendered(text) + NOTES.format(_rendered(below))


def _rendered(body: str) -> Markup:
    html: list[Markup] = []
    for kind, run in groupby(split(body), key=lambda block: block.kind):
        if kind == "paragraph":
            html.extend(PARAGRAPH.format(_inline(block.source)) for block in run)
        else:
            html.append(LISTS[kind].format(Markup("").join(_items(list(run)))))
    return Markup("").join(html)


def _items(run: list[Block]) -> Iterator[Markup]:
    """The items of a list; those of a list inside it stand in the item before them."""
    position = 0
    while position < len(run):
        following = (run[at] for at in range(position + 1, len(run)))
        inner = list(takewhile(lambda block: block.inner, following))
        within = LISTS["item"].format(Markup("").join(_items([replace(each, inner=False) for each in inner])))
        yield ITEM.format(_inline(run[position].source) + ("\n" + within if inner else ""))
        position += 1 + len(inner)


def blocks(body: str) -> list[tuple[Kind, str]]:
    """Kind and plain text of each block; LF is a line break inside it.

    The text of a "numbered" block begins with its number as written; that of an "item" has no bullet.
    """
    return [
        (
            "item" if block.inner else block.kind,
            f"{block.marker} " * (block.kind == "numbered" and not block.inner) + _plain(block.source),
        )
        for block in split(body)
    ]


def summary(body: str, length: int = 200) -> str:
    """The body's beginning as one line of plain text, at most `length` characters, cut between words."""
    text = re.sub(r"\s+", " ", " ".join(text for _, text in blocks(body))).strip()
    if len(text) <= length:
        return text
    cut = text[:length]
    while cut and unicodedata.combining(text[len(cut)]):
        cut = cut[:-1]
    cut = cut[:-1]
    whole = cut.rpartition(" ")[0]
    return (whole if len(whole) > length // 2 else cut).rstrip(" ,،;:–—-([{“«‘") + "…"


def _inline(source: str) -> Markup:
    return Markup("").join(_html(token) for token in _tokens(source))


def _html(token: Token) -> Markup:
    if token.type == "link_open":
        return Markup('<a href="{}" rel="{}">').format(token.attrs["href"], REL)
    return TAGS.get(token.type) or escape(token.content)


def _plain(source: str) -> str:
    return "".join("\n" if token.type.endswith("break") else token.content for token in _tokens(source))


def _tokens(source: str) -> list[Token]:
    return [child for token in MARKDOWN.parseInline(source) for child in token.children or []]


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return leads_outside(url)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """CommonMark's rule, but inside a word only where words have no spaces: 5*3*2 keeps its asterisks."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    scanned = state.scanDelims(state.pos, marker == "*" and is_wide(before))
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


MARKDOWN = _Markdown("zero").enable(["emphasis", "link", "newline"])
MARKDOWN.inline.ruler.at("emphasis", _emphasis)
