"""PostgreSQL that goes while an answer is on its way takes nothing back of it: what was thanked for is thanked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import request_finished
from sqlalchemy import select, text

from campaign.extensions import db
from campaign.signing.models import Signature
from tests.cast import NOUR, SLUG, Client, Site
from tests.tables import count

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def cut() -> None:
    """The server ends the connection that this session has."""
    backend = db.session.scalar(text("SELECT pg_backend_pid()"))
    with db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})


@contextmanager
def gone_after_each_answer(site: Site) -> Iterator[None]:
    """Once an answer is made, and before what it was made with is given back."""

    def ended(_sender: Any, **_more: Any) -> None:
        cut()

    with request_finished.connected_to(ended, site.app):
        yield


def test_a_session_whose_server_has_gone_is_let_go_and_the_next_asks_again(site: Site) -> None:
    cut()
    db.session.remove()
    assert db.session.scalars(select(Signature)).all() == []


def test_who_confirmed_is_thanked_though_the_server_went_right_after(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    token = client.token(letter.path)
    with gone_after_each_answer(site):
        assert client.get(f"/en/{SLUG}").status_code == 200
        assert client.post(f"{letter.path}/confirmation", {"token": token}).status_code == 200
    assert count(Signature) == 1
