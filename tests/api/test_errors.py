"""Errors of the API: JSON with a sentence, whatever went wrong, and never a redirect to something near."""

import pytest
from sqlalchemy.exc import OperationalError

from campaign.api import campaigns
from tests.api.shapes import HERE, Reader, fits
from tests.cast import SLUG, Client, Site

NOTHING = "There is nothing here. The address may be mistyped, or the campaign isn't public."


@pytest.mark.parametrize(
    "path",
    ["", "/", "/nothing", "/campaigns/", "/campaigns/Clear-Skies", f"/campaigns/{SLUG}/", f"/campaigns/{SLUG}s",
     f"{HERE}/updates/xx", f"{HERE}/updates/en/{'z' * 22}", f"{HERE}/updates/en/before:{'z' * 22}",
     f"{HERE}/letters/99999", f"{HERE}/letters/x", f"{HERE}/letters/{'9' * 30}", f"{HERE}/statements/before:yesterday!",
     f"{HERE}/statements/before:2016-02-30", f"{HERE}/statements/before:2016-W09-1", f"{HERE}/texts/{'g' * 64}"],
)  # fmt: skip
def test_what_is_not_there(site: Site, reader: Reader, path: str) -> None:
    assert reader.refused(path, 404) == NOTHING


def test_near_it_is_the_page_for_people(client: Client) -> None:
    answer = client.get("/api/v2/campaigns")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_changes_something_is_refused(client: Client, method: str) -> None:
    for path in ("/api/v1/campaigns", f"/api/v1{HERE}"):
        answer = client.send(method, path, headers={"Sec-Fetch-Site": "same-origin"})
        assert (answer.status_code, answer.content_type) == (405, "application/problem+json")
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        told = answer.get_json(force=True)
        fits(told, "Problem")
        assert told["detail"] == "Here everything is read, by GET, HEAD or OPTIONS, and nothing is changed."


def test_another_sites_form_is_refused_as_json(client: Client) -> None:
    answer = client.send("POST", "/api/v1/campaigns", headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, answer.content_type) == (403, "application/problem+json")


def test_garbled_bytes_in_an_address(client: Client) -> None:
    answer = client.get("/api/v1/campaigns?x=%ff%fe")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert answer.get_json(force=True)["detail"] == "Something in the request is garbled. Nothing was read."


def test_without_a_database_it_says_when_to_come_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(campaigns, "campaigns", away)
    answer = client.get("/api/v1/campaigns")
    assert (answer.status_code, answer.content_type) == (503, "application/problem+json")
    assert answer.headers["Retry-After"] == "60"
    assert answer.get_json(force=True) == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "This can't be read right now. Try again in a minute.",
    }


def test_errors_may_be_read_by_other_sites_and_kept_by_nobody(client: Client) -> None:
    answer = client.get("/api/v1/nothing")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
