"""A country that is missing, unknown, or given twice: 422, the field marked, everything typed kept.

See architecture.md, case 14.
"""

import re
from typing import Any

from campaign.lib import countries
from campaign.signing.models import Submission
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading, marked, typed_back
from tests.tables import count, dump, rows

WRONG = {
    "missing": None,
    "empty": "",
    "unknown": "XX",
    "small letters": "fr",
    "a name": "France",
    "a union": "EU",
    "two": ["FR", "SY"],
    "twice": ["FR", "FR"],
    "unsaid and one": ["ZZ", "FR"],
    "blank": " FR",
    "code": "FR<script>",
}


def test_a_wrong_country_is_marked_and_everything_kept(site: Site, client: Client) -> None:
    before = dump()
    for case, country in WRONG.items():
        fields: dict[str, Any] = {**AMELIE.typed(updates="y"), "country": country}
        answer = client.post(f"/en/{SLUG}/submissions", {"token": client.token()} | without_none(fields))
        kept = typed_back(answer.text)
        kept.pop("country", None)
        assert (case, answer.status_code, marked(answer.text)) == (case, 422, ["country"])
        assert kept == {"name": "Amélie D.", "email": "amelie@example.org", "updates": "y", "consent": "y"}
    assert dump() == before


def test_a_country_given_twice_can_be_chosen_anew(site: Site, client: Client) -> None:
    fields = {"token": client.token(), **AMELIE.typed(), "country": ["FR", "SY"]}
    again = client.post(f"/en/{SLUG}/submissions", fields)
    assert client.sign(AMELIE, **typed_back(again.text) | {"country": "SY"}).status_code == 200
    assert [row["country"] for row in rows(Submission)] == ["SY"]


def test_it_is_marked_in_the_form_behind_the_link_too(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    before = dump()
    for case, country in WRONG.items():
        fields = without_none({"token": client.token(letter.path), "name": "Nour H.", "country": country})
        answer = client.post(f"{letter.path}/correction", fields)
        assert (case, answer.status_code, marked(answer.text)) == (case, 422, ["country"])
        assert (heading(answer.text), typed_back(answer.text)["name"]) == (
            "Confirm your signature",
            "Nour H.",
        )
    assert dump() == before


def test_every_country_and_none_may_be_said(site: Site, client: Client) -> None:
    page = client.get(f"/ar/{SLUG}").text
    offered = re.findall(r'<option value="(\w+)"', page)
    assert set(offered) == countries.codes() | {"ZZ"}
    assert len(countries.codes()) == 250
    for country in ("XK", "PS", "ZZ"):
        assert client.sign(NOUR, language="ar", country=country).status_code == 200
    assert [row["country"] for row in rows(Submission)] == ["XK", "PS", "ZZ"]
    assert count(Submission, language="ar") == 3


def without_none(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
