"""What code, tests and pages cite stands in docs/architecture.md; nothing cites what lies outside this repository."""

import re
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("campaign", "docs", "migrations", "static", "templates", "tests")
KINDS = {".conf", ".css", ".html", ".js", ".md", ".py", ".service", ".toml", ".typ"}
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
CITED = re.compile(r"architecture\.md, ((?:rule|case)[^).;:\"]*|[A-Z][\w ]*)")
# Pages that earlier versions were made from and that no clone has; in pieces, so as not to cite them here.
ELSEWHERE = re.compile(r"\b(?:DES" + r"IGN|FIE" + r"LD \d|HO" + r"USE|STY" + r"LE|LO" + r"OK)\b")


def texts() -> dict[str, str]:
    """Every page and source file, by its place."""
    files = chain(ROOT.glob("*.md"), *((ROOT / folder).rglob("*.*") for folder in FOLDERS))
    return {str(file.relative_to(ROOT)): file.read_text() for file in files if file.suffix in KINDS}


def test_nothing_cites_what_no_clone_has() -> None:
    assert {place for place, text in texts().items() if ELSEWHERE.search(text)} == set()


def test_every_rule_and_case_that_is_cited_stands_there() -> None:
    standing = {f"rule {number}" for number in re.findall(r"^### Rule (\d+)\. ", ARCHITECTURE, re.MULTILINE)}
    cases = ARCHITECTURE.split("\n## Abuse and its answers\n")[1].split("\n## ")[0]
    standing |= {f"case {number}" for number in re.findall(r"^(\d+)\. \*\*", cases, re.MULTILINE)}
    titles = set(re.findall(r"^## (.+)$", ARCHITECTURE, re.MULTILINE))
    cited = [(place, words) for place, text in texts().items() for words in CITED.findall(text)]
    assert len(cited) > 30
    numbered = {(place, each) for place, words in cited for each in each_of(words)}
    assert {(place, each) for place, each in numbered if each not in standing} == set()
    named = {(place, words.strip()) for place, words in cited if not each_of(words)}
    assert {(place, words) for place, words in named if words not in titles} == set()


def each_of(words: str) -> set[str]:
    """`cases 1, 2 and 17` as three, `cases 9 to 11` as three."""
    each = set()
    for kind, numbers in re.findall(r"(rule|case)s? (\d+(?:(?:,| to| and) \d+)*)", words):
        for first, last in re.findall(r"(\d+)(?: to (\d+))?", numbers):
            each |= {f"{kind} {number}" for number in range(int(first), int(last or first) + 1)}
    return each


def test_rules_and_cases_are_numbered_without_a_gap() -> None:
    rules = re.findall(r"^### Rule (\d+)\. ", ARCHITECTURE, re.MULTILINE)
    cases = re.findall(r"^(\d+)\. \*\*", ARCHITECTURE.split("\n## Abuse and its answers\n")[1], re.MULTILINE)
    assert (rules, cases) == ([str(n) for n in range(1, 15)], [str(n) for n in range(1, 24)])
