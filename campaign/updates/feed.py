"""A feed in Atom (RFC 4287) of what is told. Pure: who asks says what is in it."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as xml

from campaign.lib.languages import tag

ATOM = "http://www.w3.org/2005/Atom"
MIMETYPE = "application/atom+xml"
# XML has no sign for these, escaped or not; what people typed may hold the last two.
UNLAWFUL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that is told. `html` is its text, `language` that of it; `updated` is the day of its last change."""

    id: str
    address: str
    title: str
    language: str
    published: datetime
    updated: datetime
    html: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What a feed says of itself, and its entries. Addresses are absolute, ids as `identity` makes them."""

    id: str
    language: str
    title: str
    address: str
    page: str
    updated: datetime
    authors: Sequence[str]
    entries: Sequence[Entry]


def identity(*parts: str) -> str:
    """An IRI that is of these parts alone, so that it stays when a site moves to another host."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(("campaign/feed/v1", *parts))).urn


def atom(feed: Feed) -> bytes:
    """The document."""
    root = xml.Element("feed", {"xmlns": ATOM, "xml:lang": tag(feed.language)})
    _say(root, "id", feed.id)
    _say(root, "title", feed.title)
    _say(root, "updated", _moment(feed.updated))
    _link(root, rel="self", type=MIMETYPE, href=feed.address)
    _link(root, rel="alternate", type="text/html", hreflang=tag(feed.language), href=feed.page)
    for name in feed.authors:
        _say(xml.SubElement(root, "author"), "name", name)
    for entry in feed.entries:
        _add(root, entry)
    document: bytes = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _add(root: xml.Element, entry: Entry) -> None:
    node = xml.SubElement(root, "entry", {"xml:lang": tag(entry.language)})
    _say(node, "id", entry.id)
    _say(node, "title", entry.title)
    _say(node, "published", _moment(entry.published))
    _say(node, "updated", _moment(entry.updated))
    _link(node, rel="alternate", type="text/html", href=entry.address)
    _say(node, "content", entry.html, type="html")


def _link(parent: xml.Element, **attributes: str) -> None:
    xml.SubElement(parent, "link", attributes)


def _say(parent: xml.Element, name: str, text: str, **attributes: str) -> None:
    xml.SubElement(parent, name, attributes).text = UNLAWFUL.sub("", text)


def _moment(moment: datetime) -> str:
    """As RFC 3339 writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
