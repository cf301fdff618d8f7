"""What the scanners say, read: what they found, and that nothing was."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof import attack
from tests.proof.attack import Watch, judge_slow, read_sqlmap, read_wapiti


def test_a_weakness_and_an_odd_answer_of_wapiti_are_findings() -> None:
    one = {"method": "GET", "path": "/en/demo", "info": "a parameter", "level": 1}
    found = read_wapiti(
        "the public pages",
        {"vulnerabilities": {"SQL Injection": [one], "CRLF": []}, "anomalies": {"Error 500": [one]}},
    )
    assert found.findings == [
        "SQL Injection: GET /en/demo: a parameter",
        "Error 500: GET /en/demo: a parameter",
    ]
    assert found.said == "3 kinds looked for"


def test_what_was_judged_to_be_right_as_it_is_is_told_with_its_reason() -> None:
    names = ("Strict-Transport-Security is not set", "X-Frame-Options is not set")
    headers = [{"method": "GET", "path": "/en/demo", "info": info} for info in names]
    found = read_wapiti(
        "the public pages", {"vulnerabilities": {"HTTP Secure Headers": headers}, "anomalies": {}}
    )
    assert found.findings == ["HTTP Secure Headers: GET /en/demo: X-Frame-Options is not set"]
    assert found.said == (
        "1 kinds looked for; Strict-Transport-Security is not set: a year of it is said over TLS; this is plain HTTP "
        "on one machine"
    )


def test_flags_at_the_end_of_an_expression_are_taken(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(attack.FLAGS_FIRST)
    asked = r"import re; print(re.compile('a.b\Z(?ms)').match('a\nb') is not None, re.compile('a.b').match('a\nb'))"
    words, environment = [sys.executable, "-c", asked], {"PYTHONPATH": str(tmp_path)}
    said = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout
    assert said == "True None\n"


def test_an_injection_of_sqlmap_is_a_finding_and_a_parameter_that_is_none_is_not() -> None:
    weak = "[10:00:00] [INFO] testing URL 'http://127.0.0.1/'\nGET parameter 'q' is vulnerable. Do you want to go on?"
    assert read_sqlmap(weak).findings == ["GET parameter 'q' is vulnerable. Do you want to go on?"]
    sound = "[10:00:00] [WARNING] GET parameter 'q' does not seem to be injectable"
    assert read_sqlmap(sound).findings == []


@pytest.mark.parametrize(
    ("watch", "findings"),
    [
        (Watch([0.1, 0.2], 0), []),
        (Watch([0.1, 0.2], 1), ["1 of 2 pages didn't come"]),
        (Watch([0.1, 7.25], 0), ["the slowest page took 7.2 seconds"]),
    ],
)
def test_pages_that_are_late_or_lost_meanwhile_are_findings(watch: Watch, findings: list[str]) -> None:
    told = judge_slow("slow reading", watch, "service available:   \x1b[32mYES\x1b[0m")
    assert told.findings == findings
    assert told.said.endswith("it says available: YES")


def test_a_scanner_that_is_not_here_is_no_scanner_that_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", missing)
    assert attack._run(["wapiti"], 1, Path()) == (
        "wapiti isn't here. As root: apt install wapiti sqlmap slowhttptest"
    )
