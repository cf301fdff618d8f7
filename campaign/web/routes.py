"""Parts of addresses that every room's routes share."""

from werkzeug.routing import IntegerConverter, Map

from campaign.lib.languages import LANGUAGES

LANGUAGE = f"<any({','.join(LANGUAGES)}):language>"
LARGEST_ROW = 2**63 - 1
DIGITS = len(str(LARGEST_ROW))


class RowNumber(IntegerConverter):
    """`<int:…>`: what no row can be numbered leads to no page, and to no database."""

    regex = rf"\d{{1,{DIGITS}}}"

    def __init__(
        self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int = LARGEST_ROW
    ) -> None:
        super().__init__(map, fixed_digits, min, max)


def row_number(text: str) -> int | None:
    """A number that a row may have, as a form or a query gives it; None for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > DIGITS or int(text) > LARGEST_ROW:
        return None
    return int(text)
