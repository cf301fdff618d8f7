"""Print the land of the earth as a path of an SVG, without borders, for the map of figures: `make browser` runs it.

It reads Natural Earth's land at 1:110 million as the npm package world-atlas has it, in TopoJSON: arcs of whole numbers
that rings are made of, each point as its distance from the one before.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from campaign.lib.projection import SOUTH, from_middle, placed_from_middle

SOURCE = Path(__file__).parent / "node_modules" / "world-atlas" / "land-110m.json"
Point = tuple[float, float]
SMALLEST = 3.0  # an island of fewer square units of the box isn't seen
STRAIGHT = 0.6  # a point so near the line between its neighbours isn't either


def land_path(topology: Any) -> str:
    """The `d` of one path; `M`, then steps from each point to the next."""
    return "".join(
        _drawn(ring) for ring in _rings(topology) if len(ring) > 3 and abs(_area(ring)) >= SMALLEST
    )


def _rings(topology: Any) -> list[list[tuple[int, int]]]:
    (shape,) = topology["objects"]["land"].get("geometries", [topology["objects"]["land"]])
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    arcs = [_unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    rings = (_joined(indexes, arcs) for polygon in polygons for indexes in polygon)
    north = (ring for ring in rings if min(latitude for _, latitude in ring) > SOUTH - 3)
    return [_simplified([placed_from_middle(*point) for point in _whole(ring)]) for ring in north]


def _whole(ring: list[Point]) -> list[Point]:
    """By degrees from the middle, and no step around the earth: what lies across an edge stays in one piece."""
    east = from_middle(ring[0][0])
    points = []
    for longitude, latitude in ring:
        east += (from_middle(longitude) - east + 180) % 360 - 180
        points.append((east, latitude))
    return points


def _unpacked(arc: Sequence[Sequence[int]], transform: Any) -> list[Point]:
    across = up = 0
    points = []
    for step in arc:
        across, up = across + step[0], up + step[1]
        points.append(tuple(
            position * scale + begin
            for position, scale, begin in zip((across, up), transform["scale"], transform["translate"], strict=True)
        ))  # fmt: skip
    return points  # type: ignore[return-value]  # each has two


def _joined(indexes: Sequence[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """The arcs of a ring one after the other; a negative index is one that is walked backwards."""
    ring: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _simplified(ring: list[Point]) -> list[tuple[int, int]]:
    """Whole numbers, without the points that nobody sees."""
    middle = max(range(len(ring)), key=lambda at: _distance(ring[at], ring[0]))
    points = _thinned(ring[: middle + 1])[:-1] + _thinned(ring[middle:])
    whole = [(round(x), round(y)) for x, y in points]
    return [point for at, point in enumerate(whole) if not at or point != whole[at - 1]]


def _thinned(line: list[Point]) -> list[Point]:
    """By Douglas and Peucker."""
    if len(line) < 3:
        return line
    first, last = line[0], line[-1]
    at = max(range(1, len(line) - 1), key=lambda index: _off(line[index], first, last))
    if _off(line[at], first, last) < STRAIGHT:
        return [first, last]
    return _thinned(line[: at + 1])[:-1] + _thinned(line[at:])


def _off(point: Point, first: Point, last: Point) -> float:
    across, up = last[0] - first[0], last[1] - first[1]
    length = (across * across + up * up) ** 0.5
    if not length:
        return _distance(point, first)
    return abs(across * (point[1] - first[1]) - up * (point[0] - first[0])) / length


def _distance(one: Point, other: Point) -> float:
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


def _area(ring: Sequence[tuple[int, int]]) -> float:
    turned = [*ring[1:], ring[0]]
    return sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in zip(ring, turned, strict=True)) / 2


def _drawn(ring: Sequence[tuple[int, int]]) -> str:
    (x, y), steps = ring[0], []
    for at, (to_x, to_y) in enumerate(ring[1:-1], start=1):
        before = ring[at - 1]
        steps.append(f"{to_x - before[0]} {to_y - before[1]}".replace(" -", "-"))
    joined = steps[0] + "".join(step if step[0] == "-" else f" {step}" for step in steps[1:])
    return f"M{x} {y}l{joined}z"


if __name__ == "__main__":
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    print(land_path(json.loads(source.read_text(encoding="utf-8"))))
