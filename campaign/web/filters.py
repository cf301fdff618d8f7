"""How templates write numbers, days and addresses of files."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from flask import current_app
from flask_babel import gettext
from markupsafe import Markup

from campaign.current import settings
from campaign.lib import name_rows, numerals
from campaign.lib.languages import LANGUAGES
from campaign.spoken import spoken


def static_file(name: str) -> str:
    """Its address, with what is in it: such a file may be kept for a year."""
    return f"/static/{name}?{_fingerprint(str(current_app.static_folder), name)}"


@cache
def _fingerprint(folder: str, name: str) -> str:
    return sha256((Path(folder) / name).read_bytes()).hexdigest()[:12]


def never(value: object) -> NoReturn:
    """What `assert_never` is in Python: the end of a chain of cases, so that no state is told as another."""
    raise AssertionError(f"no case for {value!r}")


def page_language() -> str:
    """The language of the page being made: `en`, `ar`."""
    return str(spoken()).split("_")[0]


def source_url() -> str:
    """Where visitors find the source of this very site; empty where the operator names no place."""
    return settings().source_url


def number(value: int) -> str:
    """Grouped, in the digits CLDR gives the language."""
    return numerals.number(value, spoken())


def colon(label: str) -> Markup:
    """A label, and what stands behind it: a colon and a blank; in French another before it, in Chinese none."""
    written = gettext("%(label)s: %(named)s")
    return Markup(written) % {"label": label, "named": ""}  # nosec B704 # noqa: S704 - a message of ours


def names(several: Sequence[str], language: str | None = None) -> Markup:
    """Names in a row, in the page's language or another one."""
    locale = LANGUAGES[language].locale if language in LANGUAGES else language
    return name_rows.row(several, locale or str(spoken()))


def in_line(parts: Iterable[str]) -> str:
    """Words one behind the other, with the comma of the page's language. What is HTML stays so."""
    several, locale = list(parts), str(spoken())
    if any(isinstance(part, Markup) for part in several):
        return Markup(name_rows.comma(locale)).join(several)  # nosec B704 # noqa: S704 - a comma of ours
    return name_rows.in_line(several, locale)


def day(value: Any, *, year: bool = True) -> str:
    """A date in words."""
    return numerals.day(value, spoken(), year=year)


def digits(text: str) -> str:
    """A text whose figures are no quantity, such as a name that cites a resolution, in the language's digits."""
    return numerals.in_digits(text, spoken())


def clock_time(value: Any) -> str:
    """Hours and minutes, UTC."""
    return numerals.clock_time(value, spoken())


def instant(value: datetime) -> Markup:
    """`clock_time`, beside which the desk's script puts what the reader's own clock says."""
    return Markup('<time class="instant" datetime="{}">{}</time>').format(
        value.strftime("%Y-%m-%dT%H:%MZ"), clock_time(value)
    )


class Counted(int):
    """A count for `ngettext`: it chooses the form as a number does, and writes itself as `number` would."""

    def __str__(self) -> str:
        return number(int(self))
