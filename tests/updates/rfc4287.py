"""What RFC 4287 demands of a feed, section by section: problems are told, a sentence each."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as xml

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IN_FEED = {"id", "title", "updated", "author", "link", "entry"}
IN_ENTRY = {"id", "title", "updated", "published", "link", "content"}


def problems(document: bytes, *, address: str) -> list[str]:
    """What is wrong with a feed that was read at this address."""
    root = xml.fromstring(document)
    if root.tag != f"{ATOM}feed":
        return [f"4.1.1: the document is {root.tag}"]
    return [*_feed(root, address), *(each for entry in root.iter(f"{ATOM}entry") for each in _entry(entry))]


def texts(node: xml.Element, name: str) -> list[str]:
    """What its children of this name say."""
    return [child.text or "" for child in node.findall(f"{ATOM}{name}")]


def entries(document: bytes) -> list[xml.Element]:
    """The entries, in their order."""
    return xml.fromstring(document).findall(f"{ATOM}entry")


def _feed(root: xml.Element, address: str) -> Iterator[str]:
    yield from _required(root, "4.1.1", IN_FEED)
    if not [
        name for author in root.findall(f"{ATOM}author") for name in texts(author, "name") if name.strip()
    ]:
        yield "4.1.1: no author, and 3.2.1: an author has a name"
    selves = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if selves != [address]:
        yield f"4.1.1: the link to itself is {selves}"
    if not root.get(LANGUAGE):
        yield "2: no language"
    ids = [each for entry in root.iter(f"{ATOM}entry") for each in texts(entry, "id")]
    if len(ids) != len(set(ids)):
        yield "4.1.1: two entries of one id"
    latest = max(
        (each for entry in root.iter(f"{ATOM}entry") for each in texts(entry, "updated")), default=""
    )
    if texts(root, "updated")[0] < latest:
        yield "4.2.15: an entry is newer than its feed"


def _entry(entry: xml.Element) -> Iterator[str]:
    yield from _required(entry, "4.1.2", IN_ENTRY)
    contents = entry.findall(f"{ATOM}content")
    if len(contents) != 1 or contents[0].get("type") != "html" or len(contents[0]):
        yield "4.1.3: not one content of escaped HTML"
    if not [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]:
        yield "4.1.2: no link to its page"
    if texts(entry, "published")[0] > texts(entry, "updated")[0]:
        yield "4.2.9: updated before it was published"


def _required(node: xml.Element, section: str, known: set[str]) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        if len(texts(node, name)) != 1 or not texts(node, name)[0].strip():
            yield f"{section}: not one {name}"
    for moment in texts(node, "updated") + texts(node, "published"):
        if not MOMENT.fullmatch(moment) or not datetime.fromisoformat(moment):
            yield f"3.3: {moment} is no moment"
    for iri in texts(node, "id"):
        if not re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", iri):
            yield f"4.2.6: {iri} is no IRI"
    for link in node.findall(f"{ATOM}link"):
        there = urlsplit(link.get("href") or "")
        if there.scheme not in {"http", "https"} or not there.netloc:
            yield f"4.2.7: {link.get('href')} isn't absolute"
    for child in node:
        if child.tag.removeprefix(ATOM) not in known:
            yield f"{section}: {child.tag} isn't of it"
