"""Letters issued before they had one pair of figures keep what they say, and so do the missions' languages."""

from base64 import b64decode
from pathlib import Path

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from campaign.extensions import db
from tests.cast import Site
from tests.letters.desk import FOUR, count, issue, make

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


def test_a_set_of_before_learns_the_root_of_its_checkpoint(site: Site, tmp_path: Path) -> None:
    count(site, FOUR)
    issue(site, make(site, tmp_path / "letters", only="FR"))
    ((root,),) = told("SELECT root FROM letter_sets")
    assert len(b64decode(root)) == 32
    db.session.remove()
    downgrade(revision="0019")
    upgrade()
    assert told("SELECT root FROM letter_sets") == [(root,)]
    done("DELETE FROM checkpoints")
    downgrade(revision="0019")
    upgrade()
    assert told("SELECT root FROM letter_sets") == [(None,)]
