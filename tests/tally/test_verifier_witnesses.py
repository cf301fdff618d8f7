"""Both verifiers with `--witness` and `--quorum`: who has seen the log, how much of it, and what that doesn't cover."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from campaign.tally.checkpoints import SignedTree, sign_checkpoint, text_of
from campaign.tally.cosignatures import WitnessKey, with_lines
from campaign.tally.note import SignerKey
from tests.tally.in_node import Node, node
from tests.tally.logs import KEY, Written, honest, verdict
from tests.tally.served import from_folder, run, served

NOW = int(time.time())
ONE, TWO, THREE = (WitnessKey(f"w{number}.example", bytes([number] * 32)) for number in (1, 2, 3))
PUBLIC = str(KEY.verifier)


@pytest.fixture(scope="module")
def browser() -> Iterator[Node]:
    with node() as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return honest()[0].write(tmp_path / "copy")


def asking(*witnesses: WitnessKey, quorum: int = 0) -> list[str]:
    """The options."""
    words = [word for each in witnesses for word in ("--witness", str(each.verifier))]
    return [*words, *(("--quorum", str(quorum)) if quorum else ())]


def cosigned(note: str, *witnesses: WitnessKey, at: int = NOW) -> str:
    """The checkpoint with what they say of it."""
    text = text_of(note).text()
    return with_lines(note, [each.cosign(text, time=at) for each in witnesses])


def see(
    folder: Path, *witnesses: WitnessKey, size: int = 329, at: int = NOW, log: Written | None = None
) -> None:
    """They cosigned the log's first entries."""
    note = (log or honest()[0]).checkpoint(size)
    (folder / "log/witnessed").write_text(cosigned(note, *witnesses, at=at))


def said(browser: Node, folder: Path, *words: str, key: str = PUBLIC) -> str:
    """The verdict, of both the same."""
    arguments = (folder, "--key", key, *words)
    ours = verdict(*arguments)
    assert browser.verdict(*arguments) == ours
    return ours


def test_who_has_seen_it_is_told(folder: Path) -> None:
    see(folder, ONE, TWO, size=300)
    code, told = run(folder, "--key", PUBLIC, *asking(ONE, TWO, THREE))
    assert code == 0
    assert told.splitlines()[2] == "seen up to entry 299 by w1.example, w2.example; 29 newer not yet"


def test_more_than_half_have_to_have_seen_it(browser: Node, folder: Path) -> None:
    see(folder, ONE, TWO)
    for words, verdict_of_both in (
        (asking(ONE), "ok"), (asking(ONE, TWO), "ok"), (asking(ONE, THREE), "witness"), (asking(THREE), "witness"),
        (asking(ONE, TWO, THREE), "ok"), (asking(ONE, TWO, THREE, quorum=3), "witness"),
        (asking(ONE, THREE, quorum=1), "ok"), (asking(ONE, TWO, quorum=2), "ok"),
    ):  # fmt: skip
        assert said(browser, folder, *words) == verdict_of_both, words


def test_fewer_than_asked_for_ends_with_a_status_of_its_own(folder: Path) -> None:
    see(folder, ONE, size=300)
    assert run(folder, "--key", PUBLIC, *asking(ONE, TWO)) == (
        8,
        f"{KEY.name}: 329 entries, 305 signatures count; tally 2016-10-03 312 FR=120 DE=60 --=132\n"
        "0 joins and 7 leaves are waiting for a tally to take them in\n"
        "FAILED witness 1 of the 2 asked for, up to entry 299 w1.example\n"
        "What is here holds. But who else asks may be shown another history.\n",
    )


def test_half_or_fewer_says_that_two_histories_could_both_pass(folder: Path) -> None:
    see(folder, ONE, TWO)
    weak = "two histories could both pass: ask for more than half of the witnesses"
    for words, says in (
        (asking(ONE, TWO, quorum=1), 1),
        (asking(ONE, TWO, quorum=2), 0),
        (asking(ONE), 0),
    ):
        code, told = run(folder, "--key", PUBLIC, *words)
        assert code == 0
        assert told.splitlines().count(weak) == says, words


def test_a_public_key_counts_once(browser: Node, folder: Path) -> None:
    twin = replace(ONE, name="another.example")
    see(folder, ONE, twin)
    assert said(browser, folder, *asking(ONE, twin)) == "ok"
    assert said(browser, folder, *asking(ONE, twin, TWO)) == "witness"
    code, told = run(folder, "--key", PUBLIC, *asking(ONE, twin, quorum=2))
    assert code == 2
    assert told.endswith("argument --quorum: from 1 to as many as there are different witnesses\n")


def test_the_logs_own_key_is_no_witness(browser: Node, folder: Path) -> None:
    own = WitnessKey("own.example", KEY.private)
    see(folder, own)
    assert said(browser, folder, *asking(own)) == "key"
    assert verdict(folder, *asking(own)) == browser.verdict(folder, *asking(own)) == "key"


@pytest.mark.parametrize(("ahead", "found"), [(0, "ok"), (240, "ok"), (400, "witness"), (1 << 40, "witness")])
def test_a_time_that_is_still_to_come_does_not_count(
    browser: Node, folder: Path, ahead: int, found: str
) -> None:
    see(folder, ONE, at=int(time.time()) + ahead)
    assert said(browser, folder, *asking(ONE)) == found


def test_a_cosignature_that_does_not_fit_is_forged(browser: Node, folder: Path) -> None:
    note = honest()[0].checkpoint(329)
    other = text_of(honest()[0].checkpoint(300)).text()
    (folder / "log/witnessed").write_text(with_lines(note, [ONE.cosign(other, time=NOW)]))
    assert said(browser, folder, *asking(ONE)) == "signature"
    assert said(browser, folder, *asking(TWO)) == "witness"


def test_witnesses_that_saw_another_history(browser: Node, folder: Path) -> None:
    other, _, _ = honest()
    other.lines[20] = f"signature {'0' * 64}"
    see(folder, ONE, size=300, log=other)
    assert said(browser, folder, *asking(ONE)) == "fork"
    assert said(browser, folder) == "fork"


def test_witnesses_that_saw_more(browser: Node, tmp_path: Path) -> None:
    log, _, _ = honest()
    folder = Written(lines=log.lines[:34], texts=log.texts).write(tmp_path / "shorter")
    see(folder, ONE, size=300)
    assert said(browser, folder, *asking(ONE)) == "rollback"


def test_a_new_key_is_not_covered(browser: Node, folder: Path) -> None:
    see(folder, ONE)
    other = SignerKey(KEY.name, bytes(32))
    note = sign_checkpoint(text_of(honest()[0].checkpoint(329)), key=other)
    (folder / "log/checkpoint").write_text(note)
    key = str(other.verifier)
    assert said(browser, folder, *asking(ONE), key=key) == "witness"
    assert said(browser, folder, key=key) == "ok"
    code, told = run(folder, "--key", key, *asking(ONE))
    assert code == 8
    assert told.splitlines()[0] == (
        f"FAILED witness log/witnessed isn't signed by {key} - a new key is not covered by earlier witnesses"
    )


def test_a_log_that_continues_another_says_what_is_not_covered(browser: Node, tmp_path: Path) -> None:
    first, _, _ = honest()
    lost = text_of(first.checkpoint(329))
    key = SignerKey(f"{KEY.name}-2", KEY.private)
    lines = [first.lines[0], f"continues {lost.origin} {lost.size} {lost.root.hex()}", *first.lines[1:3]]
    log = Written(key=key, lines=lines)
    folder = log.write(tmp_path / "next")
    see(folder, ONE, size=4, log=log)
    assert said(browser, folder, *asking(ONE), key=str(key.verifier)) == "ok"
    code, told = run(folder, "--key", str(key.verifier), *asking(ONE))
    assert code == 0
    assert f"entry 1 continues {KEY.name}: not covered by earlier witnesses" in told.splitlines()
    see(folder, ONE)
    assert said(browser, folder, *asking(ONE), key=str(key.verifier)) == "witness"


def test_a_copy_with_what_witnesses_saw_is_whole_without_asking_for_them(browser: Node, folder: Path) -> None:
    see(folder, ONE, size=300)
    assert said(browser, folder) == "ok"
    (folder / "log/witnessed").unlink()
    assert said(browser, folder, *asking(ONE)) == "missing"


def test_over_the_web_what_was_seen_is_asked_for_before_the_checkpoint_and_saved(
    folder: Path, tmp_path: Path
) -> None:
    see(folder, ONE, size=300)
    asked: list[str] = []
    answers = from_folder(folder)

    def noting(handler: object, path: str) -> None:
        asked.append(path)
        answers(handler, path)  # type: ignore[arg-type]

    with served(noting) as address:
        assert verdict(address, "--key", PUBLIC, "--save", tmp_path / "kept", *asking(ONE)) == "ok"
        assert asked[:2] == ["/log/witnessed", "/log/checkpoint"]
        asked.clear()
        assert verdict(address, "--key", PUBLIC) == "ok"
        assert "/log/witnessed" not in asked
    assert verdict(tmp_path / "kept", "--key", PUBLIC, *asking(ONE)) == "ok"


@pytest.mark.parametrize("words", [["--quorum", "1"], ["--quorum", "0"], [*asking(ONE), "--quorum", "2"]])
def test_a_quorum_that_there_is_not(folder: Path, words: list[str]) -> None:
    see(folder, ONE)
    assert run(folder, "--key", PUBLIC, *words)[0] == 2


def test_what_is_no_key_of_a_witness(browser: Node, folder: Path) -> None:
    see(folder, ONE)
    slip = str(ONE.verifier).replace("w1", "w2")
    for key in (PUBLIC, slip, "x", str(ONE.verifier)[:-1]):
        assert said(browser, folder, "--witness", key) == "key", key


def test_the_empty_tree_of_a_forger(browser: Node, folder: Path) -> None:
    """A checkpoint of no entries is an earlier part of every log; it says that nothing was seen."""
    empty = sign_checkpoint(SignedTree(KEY.name, 0, honest()[0].manifests and bytes(32)), key=KEY)
    (folder / "log/witnessed").write_text(cosigned(empty, ONE))
    assert said(browser, folder, *asking(ONE)) == "fork"
