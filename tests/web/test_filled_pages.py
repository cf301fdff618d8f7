"""A page that is kept and filled says to each reader what a template would, escaped."""

import pytest
from flask import Flask, render_template_string

from campaign.web.filling import page_with_places
from tests.cast import NOUR, SLUG, Client, Site, hidden, in_force

HOSTILE = """"><script>alert('x')</script>&amp; {{ 7 * 7 }} \\1 %s <b>نور</b>"""
TEMPLATE = """<p title="{{ name }}">{{ name }}</p><a href="/c/{{ link }}">{{ link }}</a>"""


def test_what_stands_in_a_place_is_escaped_as_a_template_does_it(app: Flask) -> None:
    with app.test_request_context("/en/"):
        page = page_with_places(["name", "link"], lambda places: render_template_string(TEMPLATE, **places))
        for name in (HOSTILE, "", "نور الحسن", "a" * 5_000, "$name ${name} {name}"):
            said = {"name": name, "link": "x" * 32}
            assert page.filled(said) == render_template_string(TEMPLATE, **said)


def test_a_value_that_looks_like_a_place_is_a_value(app: Flask) -> None:
    seen: list[str] = []

    def render(places: dict[str, str]) -> str:
        seen.extend(places.values())
        return "<p>{name}</p><p>{link}</p>".format(**places)

    page = page_with_places(["name", "link"], render)
    assert page.filled({"name": seen[1], "link": "L"}) == f"<p>{seen[1]}</p><p>L</p>"


def test_marks_are_chance(app: Flask) -> None:
    marks: list[str] = []
    for _ in range(20):
        page_with_places(["name"], lambda places: marks.append(places["name"]) or places["name"])
    assert len(set(marks)) == 20
    assert all(len(mark) >= 64 and mark.isalnum() for mark in marks)


def test_a_page_that_leaves_a_place_out_is_none() -> None:
    with pytest.raises(ValueError, match="without one of its places"):
        page_with_places(["name", "link"], lambda places: places["name"])
    with pytest.raises(ValueError, match="without one of its places"):
        page_with_places(["name"], lambda places: places["name"].replace("0", "1").upper())


def test_a_value_that_is_missing_is_no_empty_one() -> None:
    page = page_with_places(["name"], lambda places: places["name"])
    with pytest.raises(KeyError):
        page.filled({"link": "x"})


def test_the_page_after_the_form_escapes_what_was_typed(client: Client) -> None:
    name, email = "Nour &quot; O’<Hasan>", "o'nour&x@example.org"
    page = client.sign(NOUR, name=name, email=email).text
    assert hidden(page, "name") == name
    assert name not in page
    assert "<Hasan>" not in page
    assert 'value="o&#39;nour&amp;x@example.org"' in page
    assert '<bdi dir="ltr">o&#39;nour&amp;x@example.org</bdi>' in page


def test_two_signers_get_the_same_page_but_for_what_is_theirs(site: Site, client: Client) -> None:
    both = (("Nour A", "a@example.org", "SY"), ("Nour B", "b@example.org", "FR"))
    with in_force(site.app, testing=False):  # so that the page is kept
        pages = [
            client.sign(NOUR, name=name, email=email, country=country, updates="y").text
            for name, email, country in both
        ]
    for own, page in zip(both, pages, strict=True):
        assert [hidden(page, "name"), hidden(page, "country")] == [own[0], own[2]]
        assert page.count(own[1]) == 2
    assert "Nour A" not in pages[1]
    assert "a@example.org" not in pages[1]


def test_the_thanks_lead_to_ones_own_link(site: Site, client: Client) -> None:
    for email in ("a@example.org", "b@example.org"):
        client.sign(NOUR, email=email)
    for letter in site.deliver():
        page = client.press(letter.link, "confirmation").text
        assert f'action="{letter.path}/stop"' in page
        assert f'href="{letter.path}/withdrawal"' in page
        assert client.post(f"{letter.path}/stop", {"token": hidden(page, "token")}).status_code == 200
    assert f"/en/{SLUG}" in page
