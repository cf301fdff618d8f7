"""What an act was noted with is said in the reader's words, and by which kinds of rule."""

from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

from campaign.audit.acts import Act
from campaign.audit.facts import RuleKind
from campaign.audit.models import AuditEntry
from campaign.audit.shapes import SHAPES
from campaign.desk.act_facts import COUNTS, RULES, SAID, in_words

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


def test_every_fact_and_every_kind_of_rule_has_words() -> None:
    assert set(SHAPES) == {*COUNTS, *SAID, *MARKS}
    assert set(RULES) == set(RuleKind)
