"""Parts of addresses that every room's routes share."""

from werkzeug.routing import IntegerConverter, Map

from campaign.lib.languages import LANGUAGES
from campaign.lib.row_numbers import DIGITS, LARGEST

LANGUAGE = f"<any({','.join(LANGUAGES)}):language>"


class RowNumber(IntegerConverter):
    """`<int:…>`: what no row can be numbered leads to no page, and to no database."""

    regex = rf"\d{{1,{DIGITS}}}"

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int = LARGEST) -> None:
        super().__init__(map, fixed_digits, min, max)
