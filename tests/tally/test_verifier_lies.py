"""Lies that the operator signed: the log is whole, and breaks a rule."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.tally.in_node import node
from tests.tally.keys import foreign_key
from tests.tally.logs import FIRST_DAY, KEY, RULES, TEXTS, Written, honest, text_hash, verdict

PUBLIC = str(KEY.verifier)
Change = Callable[[Written], object]


def at(index: int, *lines: str) -> Change:
    def change(log: Written) -> None:
        log.lines[index : index + 1] = lines

    return change


def reissue(*letters: str, **head: object) -> Change:
    def change(log: Written) -> None:
        log.issue(*letters, **head)  # type: ignore[arg-type]

    return change


def ended(*lines: str) -> Change:
    def change(log: Written) -> None:
        log.lines += ["closed", *lines]

    return change


def stated(line: str) -> Change:
    return at(328, line)


def joined(count: int, *, late: int = 0, day: date | None = None) -> Change:
    """So many more sign, and what a statement takes in is stated, too early for the `late` ones behind it."""

    def change(log: Written) -> None:
        log.sign(count)
        log.state(FR=120, DE=60, day=day)
        log.sign(late)

    return change


def left(count: int, *, joins: int = 0) -> Change:
    """So many of those that were taken in withdraw, and it is stated."""

    def change(log: Written) -> None:
        for index in range(60, 60 + count):
            log.withdraw(index)
        log.sign(joins)
        log.state(FR=120, DE=60)

    return change


def behind_their_backs(log: Written) -> None:
    """One who was never taken in leaves, and the figures say that she was."""
    log.sign(25)
    log.withdraw(len(log.lines) - 1)
    log.lines.append("tally 2016-10-04 337 FR=120 DE=60 --=157")


LIES: list[tuple[Change, str]] = [
    (at(0, "sheet 1"), "newer"), (at(0, ""), "entry"), (at(0, "rules 2"), "newer"), (at(0, "rules one"), "entry"),
    (at(0, f"text {text_hash(0)}"), "order"), (at(2, "rules 1"), "order"), (at(1, "texts"), "newer"),
    (at(1, "texts\n"), "entry"),
    (at(328, "sheet 1"), "newer"), (at(327, "withdrawal 60 robot"), "newer"),
    (at(4, "signature"), "entry"),
    (at(4, f"signature {'A' * 64}"), "entry"), (at(4, f"signature {'a' * 64} "), "entry"),
    (at(4, f"signature {'é' * 64}"), "entry"), (at(4, "closed\n"), "entry"),
    (at(4, "closed"), "closed"), (at(1, f"signature {'0' * 64}"), "order"),
    (at(4, "continues example.org/old/log 7 " + "0" * 64), "order"),
    (stated("tally 2016-13-01 312 FR=120 DE=60 --=132"), "entry"),
    (stated("tally 2016-02-30 312 FR=120 DE=60 --=132"), "entry"),
    (stated("tally 2015-02-29 312 FR=120 DE=60 --=132"), "entry"),
    (stated("tally 0000-02-28 312 FR=120 DE=60 --=132"), "entry"),
    (stated("tally 2020-02-29 312 FR=120 DE=60 --=132"), "ok"),
    (stated("tally 2016-10-03 312 DE=60 FR=120 --=132"), "entry"),
    (stated("tally 2016-10-03 312 FR=60 FR=60 --=192"), "entry"),
    (stated("tally 2016-10-03 312 FR=125 DE=60 --=127"), "tens"),
    (stated("tally 2016-10-03 312 FR=0 --=312"), "tens"),
    (stated("tally 2016-10-03 313 FR=120 DE=60 --=133"), "sum"),
    (stated("tally 2016-10-03 312 FR=120 DE=60 --=133"), "sum"),
    (stated("tally 2016-10-03 312 FR=120 DE=60 --=0132"), "entry"),
    (stated("tally 2016-10-03 305 FR=120 DE=60 --=125"), "sum"),
    (stated("tally 2016-10-02 312 FR=120 DE=60 --=132"), "distance"),
    (stated("tally 2016-10-01 312 FR=120 DE=60 --=132"), "distance"),
    (joined(20), "ok"), (joined(300, late=300), "ok"), (joined(19), "distance"), (joined(19, late=1), "distance"),
    (joined(20, day=date(2016, 10, 3)), "distance"), (joined(0), "distance"),
    (left(12), "distance"), (left(13), "ok"), (left(13, joins=19), "ok"), (left(12, joins=20), "ok"),
    (behind_their_backs, "sum"), (ended(), "ok"), (ended("tally 2016-10-04 312 FR=120 DE=60 --=132"), "distance"),
    (ended("withdrawal 80 legal"), "ok"), (ended("closed"), "closed"), (ended(f"text {text_hash(0)}"), "closed"),
    (ended(f"signature {'0' * 64}"), "closed"), (ended(f"paper {'0' * 64}"), "closed"),
    (ended("withdrawal 6 fraud"), "withdrawal"), (ended("withdrawal 0 fraud"), "withdrawal"),
    (ended("withdrawal 400 fraud"), "withdrawal"), (ended("withdrawal 329 fraud"), "withdrawal"),
    (reissue(f"FR fr 120 {'d' * 64}"), "ok"), (reissue(f"FR fr 130 {'d' * 64}"), "manifest"),
    (reissue(f"FR fr fewer-than-ten {'d' * 64}"), "manifest"), (reissue(f"SY ar 10 {'d' * 64}"), "manifest"),
    (reissue(f"FR fr 120 {'d' * 63}"), "manifest"),
    (reissue(), "manifest"), (reissue(f"IT en fewer {'d' * 64}"), "manifest"),
    (reissue(f"FR fr 120 {'d' * 64}", origin="example.org/rivers/log"), "manifest"),
    (reissue(f"FR fr 120 {'d' * 64}", size=330), "manifest"),
    (reissue(f"FR fr 120 {'d' * 64}", size=34), "manifest"),
    (reissue(f"FR fr 130 {'d' * 64}", tally="tally 2016-10-03 312 FR=130 DE=60 --=122"), "manifest"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "found"), LIES)
def test_a_lie_that_the_operator_signed(change: Change, found: str, tmp_path: Path) -> None:
    log, _, _ = honest()
    change(log)
    assert verdict(log.write(tmp_path), "--key", PUBLIC) == found


def test_the_browsers_program_names_each_lie_the_same(tmp_path: Path) -> None:
    with node() as browser:
        for number, (change, found) in enumerate(LIES):
            log, _, _ = honest()
            change(log)
            assert browser.verdict(log.write(tmp_path / f"{number}"), "--key", PUBLIC) == found, log.lines[-1]


def test_paper_stands_apart(tmp_path: Path) -> None:
    log, _, _ = honest()
    log.lines += [f"paper {number:064x}" for number in range(30)]
    folder = log.write(tmp_path / "in no total")
    assert verdict(folder, "--key", PUBLIC, "--claim", "total=305") == "ok"
    log.withdraw(340)
    assert verdict(log.write(tmp_path / "no leave"), "--key", PUBLIC, "--claim", "total=305") == "ok"
    log.withdraw(340)
    assert verdict(log.write(tmp_path / "twice"), "--key", PUBLIC) == "withdrawal"
    log.lines.pop()
    log.state(FR=120, DE=60)
    assert verdict(log.write(tmp_path / "no lot"), "--key", PUBLIC) == "distance"


def test_a_trial_states_as_often_as_it_likes_but_whole_lots(tmp_path: Path) -> None:
    for host, found in (
        ("127.0.0.1:8000", "ok"), ("localhost:8000", "ok"), ("localhost", "ok"), ("[::1]:8000", "ok"),
        ("example.org", "distance"), ("localhost.example.org", "distance"), ("127.example.org", "distance"),
    ):  # fmt: skip
        key = foreign_key(f"{host}/demo/log")
        log = Written(key, [RULES, f"text {text_hash(0)}"], texts=TEXTS[:1])
        log.sign(20)
        log.state(FR=20)
        log.sign(20)
        log.state(FR=40, day=FIRST_DAY)
        folder = log.write(tmp_path / host / "twenty")
        assert verdict(folder, "--key", str(key.verifier)) == found, host
        with node() as browser:
            assert browser.verdict(folder, "--key", str(key.verifier)) == found, host
        del log.lines[-2:]
        log.state(FR=20, day=FIRST_DAY)
        assert verdict(log.write(tmp_path / host / "nineteen"), "--key", str(key.verifier)) == "distance"


def test_figures_that_went_on_from_lost_ones_are_within_a_lot_of_those_that_stand(tmp_path: Path) -> None:
    """Which survivors a lost statement had taken in, the lines can't say: only how many it can be."""
    key = foreign_key(f"{KEY.name}-2")
    for number, found in ((60, "ok"), (41, "ok"), (79, "ok"), (40, "distance"), (80, "distance")):
        log = Written(
            key, [RULES, f"continues {KEY.name} 400 {'0' * 64}", f"text {text_hash(0)}"], texts=TEXTS[:1]
        )
        log.sign(60)
        log.lines.append(f"tally 2016-10-01 {number} --={number}")
        assert verdict(log.write(tmp_path / f"{number}"), "--key", str(key.verifier)) == found
        log.lines.append(f"tally 2016-10-02 {number} --={number}")
        assert verdict(log.write(tmp_path / f"{number}-again"), "--key", str(key.verifier)) == "distance"


def test_a_commitment_counts_once(tmp_path: Path) -> None:
    log, _, _ = honest()
    log.lines.append(log.lines[7])
    assert verdict(log.write(tmp_path / "a"), "--key", PUBLIC) == "twice"
    log.lines[-1] = log.lines[7].replace("signature", "paper")
    assert verdict(log.write(tmp_path / "b"), "--key", PUBLIC) == "twice"
