"""What passes a campaign on: its headline and its address, never a word of who does so. Pure."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Ways:
    """The two lines, and links that hand them to a program of the reader's."""

    headline: str
    address: str

    @property
    def mail(self) -> str:
        """To whomever she then names (RFC 6068)."""
        return f"mailto:?subject={_quoted(self.headline)}&body={_quoted(self._lines)}"

    @property
    def sms(self) -> str:
        """`?&` is what iOS and Android both read."""
        return f"sms:?&body={_quoted(self._lines)}"

    @property
    def whatsapp(self) -> str:
        """Its own address for that."""
        return f"https://wa.me/?text={_quoted(self._lines)}"

    @property
    def telegram(self) -> str:
        """Its own, which takes the address apart from the words."""
        return f"https://t.me/share/url?url={_quoted(self.address)}&text={_quoted(self.headline)}"

    @property
    def _lines(self) -> str:
        return f"{self.headline}\r\n{self.address}"


def ways(*, headline: str, address: str) -> Ways:
    """For a headline, in one line, and the address of the page."""
    return Ways(" ".join(headline.split()), address)


def _quoted(text: str) -> str:
    return quote(text, safe="")
