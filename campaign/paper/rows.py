"""What is typed of a slip, or stands in a line of a file: read, or refused in plain words."""

from dataclasses import dataclass

from campaign.lib.countries import UNSAID
from campaign.lib.country_search import country_of
from campaign.lib.pasted import bare
from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_name
from campaign.paper.codes import read_number


@dataclass(frozen=True)
class Row:
    """What stands on a slip: its number, the name, the code of a country or UNSAID."""

    number: int
    name: str
    country: str


def read_row(*, number: str, name: str, country: str) -> Row:
    """One row; a country that is left empty is UNSAID. Raises Refusal, about the field in which something is wrong."""
    return Row(_number(number), _name(name), _country(country))


def slip_number(typed: str, *, field: str) -> int:
    """The number of a slip. Raises Refusal, about the field."""
    number = read_number(typed)
    if number is None:
        raise Refusal("paper/misread-number").about(field)
    return number


def _number(typed: str) -> int:
    return slip_number(typed, field="number")


def _name(typed: str) -> str:
    if not typed.strip():
        raise Refusal("paper/nameless").about("name")
    try:
        return clean_name(typed)
    except Unfit:
        raise Refusal("paper/no-name").about("name") from None


def _country(typed: str) -> str:
    if not bare(typed):
        return UNSAID
    code = country_of(typed)
    if code is None:
        raise Refusal("paper/no-country").about("country")
    return code
