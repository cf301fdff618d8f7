import re
from xml.etree import ElementTree

import segno

from campaign.letters.qr import qr_code

ADDRESS = "https://sign.example.org/en/aleppo/letters/FR/25260"
LIKE = "https://sign.example.org/en/aleppo/letters/AA/25260"


def drawn(svg: str) -> set[tuple[int, int]]:
    """The dark modules, as (column, row), that the SVG's one path of horizontal strokes draws."""
    path = ElementTree.fromstring(svg)[0].attrib["d"]
    dark, x, y = set(), 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return dark


def test_the_code_carries_the_address_and_no_other() -> None:
    mask = segno.make(LIKE, error="m", micro=False).mask
    matrix = segno.make(ADDRESS, error="m", micro=False, mask=mask).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn(qr_code(ADDRESS, like=LIKE)) == dark
    assert drawn(qr_code(LIKE, like=LIKE)) != dark


def test_the_order_of_letters_does_not_change_a_code() -> None:
    first = qr_code(ADDRESS, like=LIKE)
    qr_code(ADDRESS.replace("FR", "ZW"), like=LIKE)
    assert qr_code(ADDRESS, like=LIKE) == first
