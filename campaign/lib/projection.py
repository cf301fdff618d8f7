"""The whole earth on a flat box, every area as large as it is: pure.

Equal Earth, as B. Šavrič, T. Patterson and B. Jenny give it (International Journal of Geographical Information Science,
2018). North is up in every language: a map isn't mirrored.
"""

from math import asin, cos, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2
WIDTH = 1000
# What is drawn: land from the north of Greenland to Cape Horn. No State is further south.
NORTH, SOUTH = 84.0, -57.0
# So that the edges run through the Bering Strait, and cut an island at most.
MIDDLE = 11.0


def _raw(longitude: float, latitude: float) -> tuple[float, float]:
    theta = asin(M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    across = (
        radians(longitude) * cos(theta) / (M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)))
    )
    return across, theta * (A1 + A2 * square + sixth * (A3 + A4 * square))


HALF = _raw(180, 0)[0]
SCALE = WIDTH / (2 * HALF)
TOP = _raw(0, NORTH)[1]
HEIGHT = round((TOP - _raw(0, SOUTH)[1]) * SCALE)


def placed(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place lies in a box of WIDTH by HEIGHT, from its left and upper edge; degrees, east and north."""
    return placed_from_middle(from_middle(longitude), latitude)


def from_middle(longitude: float) -> float:
    """Degrees east of the map's middle, from -180 up to 180."""
    return (longitude - MIDDLE + 180) % 360 - 180


def placed_from_middle(east: float, latitude: float) -> tuple[float, float]:
    """The same by degrees east of the middle; a little beyond an edge too, where an island lies across it."""
    across, up = _raw(east, latitude)
    return (across + HALF) * SCALE, (TOP - up) * SCALE
