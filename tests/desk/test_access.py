"""Who may do what at the desk: the table is compared with all addresses there are, and each role tries each of them."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.desk.access import ACCESS, HELD, Anyone
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role, suffices
from tests.cast import Site, heading
from tests.choosing import part_of
from tests.organisers.browser import Desk, member
from tests.web.test_garbled_requests import ODD, paths_with

SAFE = {"HEAD", "OPTIONS"}


def routes(app: Flask) -> dict[str, set[str]]:
    """The methods of each page of the desk, by endpoint."""
    pages: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            pages.setdefault(rule.endpoint, set()).update((rule.methods or set()) - SAFE)
    return pages


def addresses(app: Flask, slug: str) -> list[tuple[str, str, str]]:
    """(endpoint, method, address) of every page, with values that fit."""
    adapter = app.url_map.bind("localhost")
    return [
        (
            rule.endpoint,
            method,
            adapter.build(
                rule.endpoint,
                {**values(rule), **({"slug": slug} if "slug" in rule.arguments else {})},
                method=method,
            ),
        )
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/desk")
        for method in sorted((rule.methods or set()) - SAFE)
    ]


def values(rule: Any) -> dict[str, Any]:
    return {
        name: 1 if isinstance(each, IntegerConverter) else "x" * 32 for name, each in rule._converters.items()
    }


def test_the_table_has_every_page_of_the_desk_and_no_other(site: Site) -> None:
    assert {endpoint: set(methods) for endpoint, methods in ACCESS.items()} == routes(site.app)


def test_signing_in_has_no_page_but_these(site: Site) -> None:
    security = {rule.rule for rule in site.app.url_map.iter_rules() if rule.endpoint.startswith("security.")}
    assert security == {
        "/desk/sign-in", "/desk/sign-out", "/desk/again", "/desk/code", "/desk/codes", "/desk/codes/<token>",
        "/desk/recovery", "/desk/recovery-codes", "/desk/passkey", "/desk/passkey/<token>", "/desk/passkeys",
        "/desk/passkeys/<token>", "/desk/passkey-removal", "/desk/again/passkey", "/desk/again/passkey/<token>",
    }  # fmt: skip


def test_strangers_are_led_to_sign_in_whatever_they_ask_for(site: Site) -> None:
    desk = Desk(site.app)
    for endpoint, method, address in addresses(site.app, site.slug):
        if ACCESS[endpoint][method] is Anyone.STRANGER or method != "GET":
            continue
        answer = desk.send("GET", address)
        assert (endpoint, answer.status_code) == (endpoint, 302)
        assert answer.headers["Location"].startswith("/desk/sign-in?next=")
    for path in ("/desk/campaigns/no-such/", "/desk/nothing", "/desk/campaigns/clear-skies/nothing"):
        assert desk.send("GET", path).headers["Location"].startswith("/desk/sign-in")


def test_every_form_needs_the_sessions_token(site: Site) -> None:
    owner = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    for endpoint, method, address in addresses(site.app, site.slug):
        if method != "GET":
            answer = owner.send(method, address, headers=owner.headers)
            assert (endpoint, answer.status_code) == (endpoint, 403)


def refusals(campaign: str | None) -> list[str | None]:
    """Who was refused something there."""
    return [
        entry.who for entry in audit_queries.newest(Sought(campaign=campaign, act=Act.REFUSED), limit=1_000)
    ]


@pytest.mark.parametrize("role", [*Role, None])
def test_what_is_not_yours_is_not_there(site: Site, role: Role | None) -> None:
    """Each role at each page of a campaign, each attempt noted; `None` is in another campaign, as its owner."""
    other = site.open_campaign("other").campaign.id if role is None else None
    if role is None:
        from campaign.releases import queries as releases_queries

        other = releases_queries.campaign("other").id  # type: ignore[union-attr]  # just opened
    desk = member(site.app, "noor@example.org", role or Role.OWNER, other or site.campaign.id)
    attempts = 0
    for endpoint, method, address in addresses(site.app, site.slug):
        least = ACCESS[endpoint][method]
        if not isinstance(least, Role):
            continue
        desk.get("/desk/account")
        answer = desk.send(
            method,
            address,
            data={"csrf_token": desk.token} if method != "GET" else None,
            headers=desk.headers,
        )
        attempts += not suffices(role, least) or (method == "POST" and answer.status_code == 404)
        if suffices(role, least):
            # What isn't there is 404 for everybody.
            shut = {403} if "x" * 32 in address or "/1/" in address else {403, 404}
            assert {(endpoint, method, answer.status_code)}.isdisjoint(
                (endpoint, method, code) for code in shut
            )
        elif role is None or method == "GET":
            assert (endpoint, method, answer.status_code) == (endpoint, method, 404)
        else:
            assert (endpoint, method, answer.status_code) == (endpoint, method, 403)
    assert refusals(site.slug) == ["Noor (1)"] * attempts
    assert attempts > 1


def test_a_number_of_another_campaign_is_not_there_and_is_noted(site: Site) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    member(site.app, "maya@example.org", Role.OWNER, None)
    maya = organisers_queries.by_email("maya@example.org")
    assert maya is not None
    here = f"/desk/campaigns/{site.slug}"
    for path in (f"people/{maya.id}/removal", f"people/{maya.id}/stop", "signatures/invalidations/99/undo"):
        rima.get(f"{here}/people")
        before = len(refusals(site.slug))
        assert rima.post(f"{here}/{path}").status_code == 404
        assert len(refusals(site.slug)) == before + 1
    rima.get(f"{here}/people")
    assert rima.get(f"{here}/nothing").status_code == 404
    assert len(refusals(site.slug)) == before + 1


# What whoever has stopped somebody may do all the same: it protects, takes a right away, or shows that a key works.
NOT_HELD = {
    "people.freeze", "people.confirm_freeze", "people.lift_freeze", "people.stop_readmission", "people.drop_named",
    "exports.stop", "keys.keep", "keys.drill", "keys.prove", "keys.retire",
}  # fmt: skip


def test_whoever_has_stopped_somebody_waits_with_people_keys_lists_sending_and_the_close(site: Site) -> None:
    rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    member(site.app, "sami@example.org", Role.OWNER, site.campaign.id)
    rima.get(f"/desk/campaigns/{site.slug}/people")
    rima.post(f"/desk/campaigns/{site.slug}/people/2/stop")
    waits = set()
    for endpoint, method, address in addresses(site.app, site.slug):
        if endpoint in HELD:
            rima.get("/desk/account")
            fields = {"csrf_token": rima.token} if method == "POST" else None
            answer = rima.send(method, address, data=fields, headers=rima.headers)
            waits |= {endpoint} if heading(answer.text) == "This is waiting for a second person" else set()
    assert waits == HELD
    grave = {
        endpoint
        for endpoint, methods in ACCESS.items()
        if endpoint.startswith(("people.", "keys.", "exports.")) and "POST" in methods
    }
    assert grave - HELD == NOT_HELD
    assert {"state.close", "outgoing.send", "outgoing.issue", "exports.fetch", "second.invite"} < HELD


def test_who_founds_no_campaigns_is_noted(site: Site) -> None:
    desk = member(site.app, "noor@example.org", Role.OWNER, site.campaign.id)
    desk.get("/desk/account")
    assert desk.post("/desk/campaigns", {"slug": "another"}).status_code == 404
    assert refusals(None) == ["Noor (1)"]


def test_ids_that_can_be_none_are_not_there(site: Site) -> None:
    desk = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    for path in part_of(paths_with(site, ODD, desk=True), 3):
        answer = desk.send("GET", path)
        assert (path[:80], answer.status_code) == (path[:80], 400 if "%00" in path else 404)
