"""Nobody learns from the site whether an address has signed: same bytes, same statements (architecture.md, rule 4)."""

import re
from datetime import timedelta

import time_machine
from werkzeug.test import TestResponse

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.signing.models import Signature
from tests.cast import SLUG, Client, Person, Site, hidden
from tests.tables import rows, statements

ADDRESSES = ("new", "sig", "gon", "inv", "wai", "rej", "blo", "ful", "hel")
PEOPLE = {name: Person("Nour Haddad", f"{name}@example.org", "SY") for name in ADDRESSES}


def acquaint(site: Site, client: Client) -> None:
    """Every state an address can be in, but `new`."""
    site.signed(PEOPLE["sig"])
    client.press(site.signed(PEOPLE["gon"]), "withdrawal")
    link = site.signed(PEOPLE["inv"])
    with transaction():
        db.session.query(Signature).filter_by(id=rows(Signature)[-1]["id"]).update({"state": "invalidated"})
    assert "no longer counted" in client.get(link).text
    for name, button in (("wai", None), ("rej", "rejection"), ("blo", "stop")):
        client.sign(PEOPLE[name])
        (letter,) = site.deliver()
        if button:
            client.press(letter.link, button)
    for times in range(5):
        with time_machine.travel(clock.now() + timedelta(hours=8 * times), tick=False):
            client.sign(PEOPLE["ful"])
            site.deliver()
    client.sign(PEOPLE["hel"], website="x")


def anonymous(answer: TestResponse, person: Person) -> tuple[int, list[tuple[str, str]], str]:
    """Status, headers and body, without token, number and address."""
    html = answer.text
    for name in ("token", "replaces"):
        html = html.replace(hidden(html, name), name)
    (number,) = re.findall(r">(\d{4})<", html)
    html = html.replace(f">{number}<", ">number<").replace(person.email, "address")
    return answer.status_code, sorted(answer.headers), html


def test_new_known_and_blocked_addresses_are_answered_alike(site: Site, client: Client) -> None:
    acquaint(site, client)
    fields = {"token": client.token()}
    answers, heard = {}, {}
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        client.post(f"/en/{SLUG}/submissions", {**fields, **PEOPLE["new"].typed(email="warm@example.org")})
        for name, person in PEOPLE.items():
            with statements() as said:
                answer = client.post(f"/en/{SLUG}/submissions", {**fields, **person.typed()})
            answers[name], heard[name] = anonymous(answer, person), said
    assert answers["new"][0] == 200
    for name in PEOPLE:
        assert (name, answers[name]) == (name, answers["new"])
        assert (name, heard[name]) == (name, heard["new"])
    writes = [statement for statement in heard["new"] if not statement.startswith(("SELECT", "BEGIN"))]
    assert [statement.split("(")[0].strip() for statement in writes] == ["INSERT INTO submissions"]


def test_whoever_is_refused_is_refused_alike(site: Site, client: Client) -> None:
    acquaint(site, client)
    with time_machine.travel(clock.now() - timedelta(seconds=5), tick=False):
        token = client.token()
    answers = set()
    with time_machine.travel(clock.now(), tick=False):
        for person in PEOPLE.values():
            fields = {"token": token, **person.typed(country="")}
            answer = client.post(f"/en/{SLUG}/submissions", fields)
            html = answer.text.replace(hidden(answer.text, "token"), "token").replace(person.email, "address")
            answers.add((answer.status_code, html))
    assert [status for status, _ in answers] == [422]
