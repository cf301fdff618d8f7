"""A Word document on standard input becomes JSON on standard output: its HTML, and what that has lost.

Run as a program of its own, under limits, and never imported by the site: a document is whatever somebody made it.
It stands alone, so that the process holds nothing of ours.
"""

import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

MEMORY = 256 * 1024 * 1024
SECONDS = 10
LARGEST_HTML = 4 * 1024 * 1024
PARAGRAPHS = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}p",
)
BODY = re.compile(r"word/document\d*\.xml")
PART = re.compile(r"word/(header|footer)\d*\.xml")
DIAGRAM = re.compile(rb"drawingml/2006/(?:chart|diagram)[\"']")


def main() -> None:
    """Exit code 3 means that the memory was not enough, 4 that it is no Word document after all."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Left at once: without memory there is none to end in order.
    try:
        sys.stdout.write(json.dumps(converted(sys.stdin.buffer.read())))
        sys.stdout.flush()
    except MemoryError:
        os._exit(3)
    except Exception:  # whatever mammoth or the parser stumbles over says that the document is damaged
        os._exit(4)


def converted(raw: bytes) -> dict[str, object]:
    import mammoth

    # The pictures themselves are never read.
    pictures = mammoth.images.img_element(lambda image: {"src": ""})
    html = mammoth.convert_to_html(
        io.BytesIO(raw), convert_image=pictures, include_embedded_style_map=False, external_file_access=False
    ).value
    if len(html) > LARGEST_HTML:
        raise MemoryError
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {"html": html, **lost(archive, squeezed(re.sub(r"<[^>]*>", "", html)))}


def lost(archive: zipfile.ZipFile, text: str) -> dict[str, object]:
    """Counts of what mammoth doesn't read, and the paragraphs whose words aren't in its HTML."""
    names = archive.namelist()
    document = b"".join(archive.read(name) for name in names if BODY.fullmatch(name))
    margins = [words for name in names if PART.fullmatch(name) for words in paragraphs(archive.read(name))]
    body = [words for name in names if BODY.fullmatch(name) for words in paragraphs(archive.read(name))]
    comments = b"".join(archive.read(name) for name in names if name == "word/comments.xml")
    return {
        "margins": list(dict.fromkeys(margins)),
        "words": list(dict.fromkeys(missing(body, text))),
        "insertions": len(re.findall(rb"<\w+:ins[\s>]", document)),
        "deletions": len(re.findall(rb"<\w+:del[\s>]", document)),
        "comments": len(re.findall(rb"<\w+:comment[\s>]", comments)),
        "diagrams": len(DIAGRAM.findall(document)),
    }


def missing(body: list[str], text: str) -> Iterator[str]:
    """The paragraphs that a squeezed text doesn't have. Most stand in order: the search goes on from the last."""
    last = 0
    for words in body:
        sought = squeezed(escaped(words))
        place = text.find(sought, last)
        if place < 0:
            place = text.find(sought)
        if place < 0:
            yield words
        else:
            last = place


def paragraphs(xml: bytes) -> list[str]:
    """The words of each paragraph; not those of a paragraph inside it, as text boxes have, nor what was deleted."""
    root = ElementTree.fromstring(xml)  # nosec B314 # noqa: S314 - it declares nothing: that was looked for before
    own_words = (" ".join("".join(own(each)).split()) for each in root.iter() if each.tag in PARAGRAPHS)
    return [words for words in own_words if words]


def own(element: ElementTree.Element) -> list[str]:
    words: list[str] = []
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            words.append(child.text or "")
        elif name in ("tab", "br", "cr"):
            words.append(" ")
        elif name not in ("del", "moveFrom", "p", "txbxContent"):
            words.extend(own(child))
    return words


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("&quot;", '"').replace("&#x27;", "'"))


if __name__ == "__main__":
    main()
