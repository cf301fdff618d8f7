"""The map of stated figures: a dot for each State that has one, and for nobody else."""

import re
from html import unescape
from math import pi

import pytest
import time_machine
from flask import Flask

from campaign.missions.states import with_a_mission
from campaign.releases import actions as releases
from campaign.releases.world import LARGEST, SMALLEST, world
from campaign.vault import trusted_time
from tests.cast import SLUG, Client, Site, change
from tests.tally.test_the_sequencer import confirm

CIRCLE = re.compile(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/>')


def test_areas_are_as_the_figures_and_the_largest_lies_below() -> None:
    drawn = world({"FR": 400, "DE": 100, "SY": 10})
    assert drawn is not None
    paris, berlin, damascus = drawn.dots
    assert paris.radius == LARGEST
    assert (paris.radius**2 * pi) / (berlin.radius**2 * pi) == pytest.approx(4)
    assert damascus.radius == SMALLEST
    assert (paris.x < berlin.x < damascus.x, berlin.y < paris.y < damascus.y) == (True, True)


def test_without_a_figure_there_is_no_dot_and_without_a_dot_no_map() -> None:
    assert world({}) is None
    assert world({"FR": 0, "PR": 50}) is None
    drawn = world({"FR": 10, "PR": 50, "DE": 0})
    assert drawn is not None
    assert [dot.radius for dot in drawn.dots] == [LARGEST]


def test_whoever_has_a_mission_has_a_place_on_it() -> None:
    drawn = world(dict.fromkeys(with_a_mission(), 10))
    assert drawn is not None
    assert len({(dot.x, dot.y) for dot in drawn.dots}) == len(with_a_mission())


def test_the_page_has_a_dot_for_stated_figures_alone(site: Site, client: Client) -> None:
    releases.change(slug=SLUG, withhold=["SY"])
    for place, (country, count) in enumerate({"FR": 21, "DE": 12, "LB": 9, "SY": 30, "ZZ": 15}.items()):
        confirm(site, country, count, first=100 * place)
    assert "<circle" not in client.get(f"/en/{SLUG}/tally").text
    site.number()
    page = client.get(f"/en/{SLUG}/tally").text
    drawn = world({"FR": 20, "DE": 10})
    assert drawn is not None
    assert CIRCLE.findall(page) == [(str(dot.x), str(dot.y), str(dot.radius)) for dot in drawn.dots]
    assert (
        "The map shows land without borders and implies no opinion on the status of any territory or its borders."
        in unescape(page)
    )
    assert " style=" not in page


def test_what_came_since_a_week_is_told_by_statements_alone(app: Flask) -> None:
    change(app, base_url="https://skies.example.org")
    with time_machine.travel("2026-10-01T12:00Z", tick=False):
        site = Site(app).with_keys().open_campaign()
    said = []
    for day, more in ((1, 40), (5, 60), (8, 5), (9, 21), (10, 3), (20, 0)):
        with time_machine.travel(f"2026-10-{day:02}T13:00Z", tick=False):
            trusted_time.accept()
            confirm(site, "FR", more, first=1000 * day)
            site.number()
            page = unescape(site.client().get(f"/en/{SLUG}/tally").text)
            said += [re.findall(r"At least .* more have signed since [^<]*", page)]
    since = ["At least 80 more have signed since 1 October 2026."]
    assert said == [[], [], [], since, since, []]
