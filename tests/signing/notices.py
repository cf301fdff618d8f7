"""What the privacy notice says, section by section."""

import re
from html import unescape

from tests.cast import SLUG, Client

PAGE = f"/en/{SLUG}/privacy"


def said(client: Client, section: str, path: str = PAGE) -> list[str]:
    """The paragraphs, points and answers of one section, in order, as a reader sees them."""
    answer = client.get(path)
    assert answer.status_code == 200
    (found,) = re.findall(rf'<section id="{section}">(.*?)</section>', answer.text, re.DOTALL)
    return [bare(part) for part in re.findall(r"<(?:p|li|dd)\b[^>]*>(.*?)</(?:p|li|dd)>", found, re.DOTALL)]


def bare(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def answers(client: Client, section: str, path: str = PAGE) -> dict[str, str]:
    """A section's list of questions and answers."""
    html = client.get(path).text
    (found,) = re.findall(rf'<section id="{section}">(.*?)</section>', html, re.DOTALL)
    return {bare(q): bare(a) for q, a in re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", found, re.DOTALL)}
