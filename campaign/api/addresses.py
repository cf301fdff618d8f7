"""Where things stand: addresses of the API and of the pages that say the same, whole."""

from campaign.current import settings
from campaign.web.problems import FOR_PROGRAMS

PAGE = 50  # of whatever is listed, at most


def site(path: str) -> str:
    """An address of this site."""
    return f"{settings().base_url}{path}"


def api(*parts: object) -> str:
    """An address of the API, by its parts."""
    return site("/".join([FOR_PROGRAMS, *map(str, parts)]))


def of_campaign(slug: str, *parts: object) -> str:
    """One below a campaign's."""
    return api("campaigns", slug, *parts)
