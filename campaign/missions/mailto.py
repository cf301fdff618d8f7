"""Addresses that open a letter in the reader's own mail program (RFC 6068). Pure."""

from urllib.parse import quote


def mailto(address: str, *, subject: str, body: str) -> str:
    """A `mailto:` URI for one recipient; lines of the body end in CRLF, everything is percent-encoded UTF-8."""
    lines = "\r\n".join(body.splitlines())
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"
