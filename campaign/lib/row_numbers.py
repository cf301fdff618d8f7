"""Numbers that a row of a table may have: 64 bits, in both databases. Pure."""

LARGEST = 2**63 - 1
DIGITS = len(str(LARGEST))


def row_number(text: str) -> int | None:
    """Such a number, as a form, a query or a file gives it in ASCII digits; None for anything else."""
    if not text.isascii() or not text.isdigit() or len(text) > DIGITS or int(text) > LARGEST:
        return None
    return int(text)
