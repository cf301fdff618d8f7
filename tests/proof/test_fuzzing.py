"""The fuzzer itself: it says the same by the same seed, finds what is planted, and finds nothing in a short run."""

import random
import time

import pytest

from campaign.lib.refusal import Refusal
from tests.proof.asking import ADDRESSES, RAW, ask_all, judge, require_flat
from tests.proof.databases import KINDS, PostgreSQL, database
from tests.proof.fuzzing import made, read_all, read_one
from tests.proof.grammar import NASTY, Grammar, wrong
from tests.proof.outcome import Fuzzed
from tests.proof.parsers import Parser, parsers
from tests.proof.standing import standing
from tests.proof.world import named_database

SEED = 17
NAMED = {
    "notes", "keys of notes", "keys of witnesses", "cosignatures", "entries", "tiles", "places of tiles",
    "a witness's requests", "notes, by the verifier", "receipts", "letters", "lists", "archives", "sealed archives",
    "packed files", "trials", "bounces", ".docx", "texts", "CSV of missions", "CSV of slips", "pasted releases",
    "stamps of forms", "tokens", "sealed records", "holders' lines", "groups of missions", "figures in updates",
}  # fmt: skip


def broken(raw: bytes) -> None:
    """A parser with a fault that only some bytes find."""
    if b"\0" in raw:
        raise KeyError("planted")


def test_each_parser_reads_its_right_specimen_and_breaks_at_nothing_that_was_made_of_it() -> None:
    fuzzed, kinds = Fuzzed(SEED), parsers()
    for kind in kinds:
        for number in range(3 if kind.slow else 120):
            read_one(fuzzed, kind, number)
    assert fuzzed.faults == {}
    assert set(fuzzed.tried) == NAMED


def test_the_same_seed_says_the_same_and_another_another() -> None:
    (kind,) = (each for each in parsers() if each.name == "CSV of missions")
    said = [[made(kind, random.Random(f"{seed} {n}")) for n in range(20)] for seed in (1, 1, 2)]
    assert said[0] == said[1]
    assert said[0] != said[2]


def test_what_is_made_wrong_is_mostly_another_thing_and_never_much_longer() -> None:
    right = b"old 20\nAAAA\n\nskies.example.org/log\n300\n"
    others = [wrong(right, random.Random(number)) for number in range(200)]
    assert sum(each != right for each in others) > 180
    assert max(map(len, others)) <= 200_000


def test_a_grammar_ends_and_says_its_words() -> None:
    for rules, name in ((ADDRESSES, "path"), (RAW, "request")):
        said = {Grammar(rules, random.Random(number)).say(name) for number in range(300)}
        assert len(said) > 150
        words = {words for ways in rules.values() for words in ways if "<" not in words}
        assert any(each in line for each in words for line in said)
    assert len(set(NASTY)) > 50


def test_a_planted_fault_is_found_and_told_once_without_what_was_said() -> None:
    fuzzed = Fuzzed(SEED)
    read_all(fuzzed, 1, [Parser("planted", broken, (b"a plain text of words",))])
    assert list(fuzzed.faults) == ["planted: KeyError at "]


def test_a_right_text_that_is_refused_is_a_fault() -> None:
    def refuses(_: bytes) -> None:
        raise Refusal("reading/nothing")

    fuzzed = Fuzzed(SEED)
    read_one(fuzzed, Parser("strict", refuses, (b"words",)), 0)
    assert list(fuzzed.faults) == ["strict: the right one is refused: reading/nothing"]


@pytest.mark.parametrize(
    ("status", "is_fault"),
    [(200, False), (404, False), (429, False), (503, False), (500, True), (502, True), (0, True)],
)
def test_an_answer_is_a_fault_or_none(status: int, is_fault: bool) -> None:
    fuzzed = Fuzzed(SEED)
    judge(fuzzed, "forms", 1, "/en/demo", lambda: status)
    assert bool(fuzzed.faults) == is_fault


def test_memory_that_grows_is_a_fault_and_memory_that_warms_up_is_none() -> None:
    mega = 1024**2
    warm = Fuzzed(SEED, memory=[100 * mega, 150 * mega, *[160 * mega] * 20], descriptors=[40] * 22)
    require_flat(warm)
    assert warm.faults == {}
    leaking = Fuzzed(
        SEED, memory=[n * 10 * mega for n in range(1, 40)], descriptors=[40 + n for n in range(39)]
    )
    require_flat(leaking)
    assert list(leaking.faults) == ["memory grew from 200 to 370 MB"]


@pytest.mark.full  # `make fuzz` and `make proof` do it for longer
@pytest.mark.parametrize("kind", KINDS)
def test_the_running_program_has_no_fault_for_a_while(kind: str, request: pytest.FixtureRequest) -> None:
    place = database(kind)
    request.addfinalizer(place.close)
    fuzzed, begun = Fuzzed(SEED), time.monotonic()
    with standing(named_database(place) if isinstance(place, PostgreSQL) else "") as there:
        ask_all(fuzzed, 15, there)
        assert there.faults() == []
    assert fuzzed.faults == {}
    assert set(fuzzed.tried) == {"forms", "addresses", "bytes", "still there"}
    assert min(fuzzed.tried["forms"], fuzzed.tried["addresses"], fuzzed.tried["bytes"]) > 5
    assert fuzzed.statuses[200] > 3
    assert time.monotonic() - begun < 250
