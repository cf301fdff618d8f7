"""Where a link in a release may lead."""

from urllib.parse import urlsplit


def leads_outside(address: str) -> bool:
    """Whether a link may lead there: the web or a mail address, and no name before the host to mislead."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in ("http", "https") and bool(parts.netloc) and "@" not in parts.netloc
