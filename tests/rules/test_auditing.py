"""What `make audit` makes of the registries' answers, and of none."""

import json

import pytest

from tests.rules.auditing import PYTHONS, Audit, read_npm, read_pip
from tests.rules.locks import ROOT

GOOD = {"name": "flask", "version": "3.1.0", "vulns": []}
WEAK = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]}
UNASKED = {"name": "pyrage", "skip_reason": "not found"}


def test_all_lock_files_of_python_are_asked_for() -> None:
    assert {path.name for path in ROOT.glob("requirements*.txt")} == set(PYTHONS)


def test_what_is_weak_is_named() -> None:
    audit = read_pip("requirements.txt", json.dumps({"dependencies": [GOOD, WEAK, UNASKED]}))
    assert audit.sentence() == (
        "requirements.txt: 2 of 3 packages were answered for, 2 known to be weak: "
        "jinja2 2.0 (PYSEC-1), jinja2 2.0 (PYSEC-2)"
    )


def test_where_nothing_is_weak_that_is_said() -> None:
    audit = read_pip("requirements.txt", json.dumps({"dependencies": [GOOD]}))
    assert audit.sentence() == "requirements.txt: 1 of 1 packages were answered for, none known to be weak."


@pytest.mark.parametrize(
    "answer",
    ["", "npm error 405", "{}", "[]", '{"error": {"summary": ""}}', json.dumps({"dependencies": [UNASKED]})],
)
@pytest.mark.parametrize("read", [read_pip, read_npm])
def test_a_registry_that_does_not_answer_is_no_good_news(read: object, answer: str) -> None:
    audit = read("a.lock", answer)  # type: ignore[operator]
    assert isinstance(audit, Audit)
    assert audit.sentence() == (
        "a.lock: the registry answers no question about weaknesses here, so nothing is known."
    )


def test_npm_is_read_by_its_severities() -> None:
    said = {"metadata": {"dependencies": {"total": 9}}, "vulnerabilities": {"fflate": {"severity": "high"}}}
    assert read_npm("package-lock.json", json.dumps(said)).sentence() == (
        "package-lock.json: 9 of 9 packages were answered for, 1 known to be weak: fflate (high)"
    )
