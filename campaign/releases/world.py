"""Figures by country on a map: land without borders, and a dot at a capital for each State that has a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt

from campaign.lib.projection import HEIGHT, WIDTH, placed
from campaign.lib.un_names import DATA, table

LARGEST, SMALLEST = 18.0, 4.0  # radii; the smallest is a pixel on the narrowest phone


@dataclass(frozen=True)
class Dot:
    """A State's, in a box of WIDTH by HEIGHT; its area is to the largest one's as its figure is, down to SMALLEST."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class World:
    """What the picture is made of. `land` is the `d` of a path."""

    land: str
    dots: list[Dot]
    width: int = WIDTH
    height: int = HEIGHT


def world(figures: Mapping[str, int]) -> World | None:
    """The map of stated figures, by country, the largest dot below the others; None where no State has one.

    A territory that is no State has no dot, and nobody whose figure isn't stated has.
    """
    stated = {code: figure for code, figure in figures.items() if figure and code in _capitals()}
    if not stated:
        return None
    most = max(stated.values())
    ranked = sorted(stated.items(), key=lambda pair: (-pair[1], pair[0]))
    return World(_land(), [_dot(code, figure, most) for code, figure in ranked])


def _dot(code: str, figure: int, most: int) -> Dot:
    x, y = placed(*_capitals()[code])
    return Dot(round(x, 1), round(y, 1), round(max(SMALLEST, LARGEST * sqrt(figure / most)), 1))


@cache
def _capitals() -> dict[str, tuple[float, float]]:
    """(longitude, latitude) by the code of the State."""
    return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in table("capitals.csv")}


@cache
def _land() -> str:
    return (DATA / "land.txt").read_text(encoding="ascii").strip()
