"""Lies that the operator signed: the log is whole, and breaks a rule."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tally.logs import KEY, TEXTS, Written, honest, text_hash, verdict

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
        log.state(FR=120, DE=60)
        log.lines += ["closed", *lines]

    return change


def stated(line: str) -> Change:
    return at(320, line)


def twenty(log: Written) -> None:
    log.sign(20)


def nineteen(log: Written) -> None:
    log.sign(19)


def soon(log: Written) -> None:
    log.sign(19)
    log.state(FR=130, DE=60)


def soon_and_more(log: Written) -> None:
    soon(log)
    log.sign(1)


def fallen(log: Written) -> None:
    for index in range(60, 79):
        log.withdraw(index)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (at(0, "sheet 1"), "word"), (at(0, ""), "word"), (at(0, "texts\n"), "word"),
        (at(3, "signature"), "entry"),
        (at(3, f"signature {'A' * 64}"), "entry"), (at(3, f"signature {'a' * 64} "), "entry"),
        (at(3, f"signature {'é' * 64}"), "entry"), (at(3, f"paper {'a' * 64}"), "ok"), (at(3, "closed\n"), "word"),
        (at(3, "closed"), "closed"), (at(0, f"signature {'0' * 64}"), "order"),
        (at(3, "continues example.org/old/log 7 " + "0" * 64), "order"),
        (stated("tally 2016-13-01 296 FR=120 DE=60 --=118"), "entry"),
        (stated("tally 2016-02-30 298 FR=120 DE=60 --=118"), "entry"),
        (stated("tally 2015-02-29 298 FR=120 DE=60 --=118"), "entry"),
        (stated("tally 0000-02-28 298 FR=120 DE=60 --=118"), "entry"),
        (stated("tally 2016-02-29 298 FR=120 DE=60 --=118"), "ok"),
        (stated("tally 2016-10-01 298 DE=60 FR=120 --=118"), "entry"),
        (stated("tally 2016-10-01 298 FR=60 FR=60 --=178"), "entry"),
        (stated("tally 2016-10-01 298 FR=125 DE=60 --=113"), "tens"),
        (stated("tally 2016-10-01 298 FR=0 --=298"), "tens"),
        (stated("tally 2016-10-01 299 FR=120 DE=60 --=119"), "sum"),
        (stated("tally 2016-10-01 298 FR=120 DE=60 --=119"), "sum"),
        (stated("tally 2016-10-01 298 FR=120 DE=60 --=0118"), "entry"),
        (twenty, "distance"), (nineteen, "ok"), (soon, "distance"), (soon_and_more, "distance"),
        (fallen, "ok"), (ended(), "ok"),
        (ended("withdrawal 80 legal"), "ok"), (ended("closed"), "closed"), (ended(f"text {text_hash(0)}"), "closed"),
        (ended(f"signature {'0' * 64}"), "closed"), (ended(f"paper {'0' * 64}"), "closed"),
        (ended("withdrawal 5 fraud"), "withdrawal"), (ended("withdrawal 0 fraud"), "withdrawal"),
        (ended("withdrawal 400 fraud"), "withdrawal"), (ended("withdrawal 323 fraud"), "withdrawal"),
        (reissue(f"FR fr 120 {'d' * 64}"), "ok"), (reissue(f"FR fr 130 {'d' * 64}"), "manifest"),
        (reissue(f"FR fr fewer-than-ten {'d' * 64}"), "manifest"), (reissue(f"SY ar 10 {'d' * 64}"), "manifest"),
        (reissue(f"FR fr 120 {'d' * 63}"), "manifest"),
        (reissue(), "manifest"), (reissue(f"IT en fewer {'d' * 64}"), "manifest"),
        (reissue(f"FR fr 120 {'d' * 64}", origin="example.org/rivers/log"), "manifest"),
        (reissue(f"FR fr 120 {'d' * 64}", size=322), "manifest"),
        (reissue(f"FR fr 120 {'d' * 64}", size=33), "manifest"),
        (reissue(f"FR fr 130 {'d' * 64}", tally="tally 2016-10-01 298 FR=130 DE=60 --=108"), "manifest"),
    ],
)  # fmt: skip
def test_a_lie_that_the_operator_signed(change: Change, found: str, tmp_path: Path) -> None:
    log, _, _ = honest()
    change(log)
    assert verdict(log.write(tmp_path), "--key", PUBLIC) == found


def test_withdrawals_below_what_is_shown_are_stated_at_once(tmp_path: Path) -> None:
    log = Written(lines=[f"text {text_hash(0)}"], texts=TEXTS[:1])
    log.sign(30)
    log.state(FR=20, DE=10)
    assert verdict(log.write(tmp_path / "all"), "--key", PUBLIC) == "ok"
    log.withdraw(3)
    assert verdict(log.write(tmp_path / "due"), "--key", PUBLIC) == "distance"
    log.state(FR=20)
    assert verdict(log.write(tmp_path / "stated"), "--key", PUBLIC) == "ok"
    log.withdraw(4)
    log.state(FR=20)
    assert verdict(log.write(tmp_path / "too soon"), "--key", PUBLIC) == "distance"


def test_a_commitment_counts_once(tmp_path: Path) -> None:
    log, _, _ = honest()
    log.lines.append(log.lines[7])
    assert verdict(log.write(tmp_path / "a"), "--key", PUBLIC) == "twice"
    log.lines[-1] = log.lines[7].replace("signature", "paper")
    assert verdict(log.write(tmp_path / "b"), "--key", PUBLIC) == "twice"
