"""Letters issued before they had one pair of figures keep what they say, and so do the missions' languages."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from campaign.extensions import db

BEFORE = """
INSERT INTO campaigns (id, slug, state, organisers, example, write_to_mission, preview_hash, made_at)
VALUES (1, 'old', 'open', '[]', false, false, :hash, '2016-09-24 00:00:00Z');
INSERT INTO letter_sets (id, campaign_id, size, date, total, stated, texts, organisers, manifest, sha256, made_at)
VALUES (1, 1, 32, '2016-10-03', 30, 'tally 2016-09-30 30 FR=10 --=20', '[]', '[]', '', 'x', '2016-10-03 00:00:00Z');
INSERT INTO mission_addresses (code, address, name, style, language, source, date)
VALUES ('FR', 'fr@example.org', '', '', '', 's', '2016-09-24'),
       ('DE', 'de@example.org', '', '', 'fr', 's', '2016-09-24')
"""


def told(query: str) -> list[tuple]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def done(statements: str, **values: object) -> None:
    with db.engine.begin() as connection:
        for statement in statements.split(";\n"):
            connection.execute(text(statement), values if ":hash" in statement else {})


def test_what_was_there_is_kept_on_the_way_up_and_down(app: Flask) -> None:
    db.session.remove()
    downgrade(revision="0005")
    downgrade(revision="-1")
    done(BEFORE, hash=b"x")
    upgrade(revision="0005")
    ((as_at, together),) = told("SELECT as_at, territories FROM letter_sets")
    assert (str(as_at), bool(together)) == ("2016-09-30", True)
    assert [bool(row[0]) for row in told("SELECT territories FROM campaigns")] == [False]
    assert told("SELECT code, language FROM mission_languages") == [("DE", "fr")]
    assert told("SELECT code, gender FROM mission_addresses ORDER BY code") == [("DE", ""), ("FR", "")]
    done("UPDATE letter_sets SET stated = '', total = 15")
    downgrade(revision="-1")
    assert told("SELECT stated FROM letter_sets") == [("tally 2016-09-30 15 --=15",)]
    assert told("SELECT code, language FROM mission_addresses ORDER BY code") == [("DE", "fr"), ("FR", "")]
    upgrade()
