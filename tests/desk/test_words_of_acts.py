"""What an act was noted with is said in the reader's words, and by which kinds of rule."""

import re
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from campaign.audit import shapes
from campaign.audit.actors import ActorKind
from campaign.audit.acts import Act
from campaign.audit.facts import FACTS, RuleKind
from campaign.audit.models import AuditEntry
from campaign.desk.act_facts import COUNTS, FIELDS, KINDS, ROLES, RULES, SAID, STEPS, in_words
from campaign.extensions import transaction
from campaign.jobs.kinds import JobKind
from campaign.letters.models import Position
from campaign.lib import clock
from campaign.organisers import sign_in
from campaign.organisers.roles import Role, WaitingKind
from campaign.press.models import EndingStep, PressQuestion
from campaign.releases.models import CorrectionKind
from campaign.tally.entries import RemovalReason
from tests.cast import SLUG, Site
from tests.organisers.browser import member
from tests.tables import statements

MARKS = {"key", "sha256", "purpose", "person"}


@pytest.mark.parametrize(
    ("act", "rules", "facts", "words"),
    [
        (Act.INVALIDATE, ["country", "day"], {"number": 1234, "reason": "fraud"},
         ["Country, Day", "Number: 1,234", "Forged"]),
        (
            Act.LETTERS_ISSUE,
            [],
            {"letters": 192, "sha256": "9e63dc51a417" + "0" * 52, "size": 4},
            ["Letters: 192", '<code class="code" dir="ltr">9e63dc51a417…</code>', "Entries in the log: 4"],
        ),
        (Act.CHANGE, [], {"fields": ["closes", "goal"]}, ["The last day to sign, The goal"]),
        (Act.LETTERS_ANSWER, [], {"countries": ["FR"], "day": "2016-09-24", "position": "supports"},
         ["France", "24 September 2016", "It supports the demand"]),
        (Act.WITHHOLD, [], {"countries": []}, ["none"]),
        (Act.ROLE, [], {"person": 3, "role": "viewer"}, ["<bdi>Huda (3)</bdi>", "viewer"]),
        (Act.FREEZE, [], {"person": 9}, ["<bdi>(9)</bdi>"]),
        (Act.SECOND_FACTOR, [], {"kind": "passkey", "person": 3}, ["A passkey", "<bdi>Huda (3)</bdi>"]),
        (Act.SIGN_IN, [], {"kind": "passkey"}, ["with a passkey"]),
        (Act.BACKUP, [], {"kind": "sealed"}, ["sealed to the holders"]),
        (Act.BACKUP, [], {"kind": "plain"}, ["not sealed"]),
        (Act.EXPORT, [], {"kind": "sealed"}, ["The sealed list"]),
        (Act.DRAFT, [], {"language": "ar", "revision": 2}, ["Arabic", "Revision: 2"]),
        (Act.CLOCK_ACCEPT, [], {"moment": "2016-09-24T12:20:00+00:00"}, ["24 September 2016 12:20"]),
    ],
)  # fmt: skip
def test_in_english(app: Flask, act: Act, rules: list[str], facts: dict[str, Any], words: list[str]) -> None:
    with app.test_request_context("/desk/"), force_locale("en_GB"):
        assert in_words(AuditEntry(act=act, rules=rules, facts=facts), {3: "Huda (3)"}) == words


def test_who_did_it_herself_isnt_named_twice(app: Flask) -> None:
    entry = AuditEntry(act=Act.SIGN_IN, who="Huda (3)", rules=[], facts={"kind": "passkey", "person": 3})
    with app.test_request_context("/desk/"), force_locale("en_GB"):
        assert in_words(entry, {3: "Huda (3)"}) == ["with a passkey"]


def test_in_arabic(app: Flask) -> None:
    entry = AuditEntry(act=Act.LETTERS_SEND, rules=[], facts={"countries": ["FR"], "letters": 12})
    with app.test_request_context("/desk/"), force_locale("ar_SY"):
        assert in_words(entry, {}) == ["فرنسا", "الرسائل: ١٢"]


LISTS: list[tuple[Act, str, tuple[str, ...]]] = [
    *((act, "kind", kinds) for act, kinds in shapes.KINDS.items()),
    (Act.ROLE, "role", shapes.ROLES),
    (Act.ENDING_STEP, "step", shapes.STEPS),
    (Act.LETTERS_ANSWER, "position", shapes.POSITIONS),
    (Act.PRESS_ANSWER, "question", shapes.QUESTIONS),
    (Act.INVALIDATE, "reason", shapes.REASONS),
]


@pytest.mark.parametrize(("act", "name", "values"), LISTS)
def test_every_value_has_words(app: Flask, act: Act, name: str, values: tuple[str, ...]) -> None:
    """In Arabic, where no word of the program is one of the reader's too."""
    with app.test_request_context("/desk/"), force_locale("ar_SY"):
        for value in values:
            (said,) = in_words(AuditEntry(act=act, rules=[], facts={name: value}), {})
            assert re.search("[a-z]", said) is None, (act, value, said)


def test_every_field_and_kind_of_rule_has_words(app: Flask) -> None:
    entry = AuditEntry(act=Act.CHANGE, rules=list(RuleKind), facts={"fields": list(shapes.FIELDS)})
    with app.test_request_context("/desk/"), force_locale("ar_SY"):
        said = " ".join(in_words(entry, {})).replace("UTC", "")
    assert re.search("[A-Za-z]", said) is None, said


def test_no_words_are_of_what_is_never_noted() -> None:
    assert {act: set(words) for act, words in KINDS.items()} == {
        act: set(kinds) for act, kinds in shapes.KINDS.items()
    }
    assert set(KINDS) == {act for act, names in FACTS.items() if "kind" in names}
    assert (set(FIELDS), set(ROLES), set(STEPS)) == (
        set(shapes.FIELDS),
        set(shapes.ROLES),
        set(shapes.STEPS),
    )
    assert set(RULES) == set(RuleKind)
    assert set(shapes.SHAPES) == {*COUNTS, *SAID, *MARKS, "kind"}


def test_each_list_is_what_the_program_knows() -> None:
    assert set(shapes.KINDS[Act.JOB_STOP]) == set(JobKind)
    assert set(shapes.KINDS[Act.WAIT_ASK]) == set(shapes.KINDS[Act.WAIT_STOP]) == set(WaitingKind)
    assert set(shapes.KINDS[Act.SIGN_IN]) == {kind for kind, _ in sign_in.FACTORS}
    assert (
        set(shapes.KINDS[Act.PUBLISH])
        == set(shapes.KINDS[Act.DRAFT])
        == set(shapes.KINDS[Act.UPDATE_PUBLISH])
        == set(CorrectionKind)
    )
    assert set(shapes.ROLES) == set(Role)
    assert set(shapes.STEPS) == set(EndingStep)
    assert set(shapes.POSITIONS) == set(Position)
    assert set(shapes.QUESTIONS) == set(PressQuestion)
    assert set(shapes.REASONS) < set(RemovalReason)


@pytest.mark.parametrize("name", [*SAID, "kind", "later"])
@pytest.mark.parametrize("act", [Act.EXPORT, Act.CLOSE])
def test_what_has_no_words_stands_as_it_is_stored(app: Flask, act: Act, name: str) -> None:
    fact: Any = ["<later>"] if name in {"countries", "languages", "fields"} else "<later>"
    entry = AuditEntry(act=act, rules=["later"], facts={name: fact})
    with app.test_request_context("/desk/"), force_locale("en_GB"):
        assert in_words(entry, {}) == ["later", "<later>"]


def test_the_page_shows_what_has_no_words_and_asks_once_who_is_who(site: Site) -> None:
    noor = member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)
    with transaction() as session:
        session.add(
            AuditEntry(
                at=clock.now(), actor=ActorKind.WORKER, who="worker", campaign=SLUG, act=Act.ROLE,
                rules=["later"], facts={"role": "<later>", "reason": "later", "day": "later"},
            )
        )  # fmt: skip
    with statements() as heard:
        answer = noor.get(f"/desk/campaigns/{SLUG}/acts")
    assert answer.status_code == 200
    assert "&lt;later&gt;" in answer.text
    assert len([each for each in heard if "ORDER BY memberships.since" in each]) == 1
