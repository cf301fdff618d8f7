"""What both verifiers say of slips of paper: apart from the total, in complete tens."""

from pathlib import Path

import pytest

from campaign.tally.receipts import Receipt
from tests.tally.in_node import node
from tests.tally.logs import KEY, honest, text_hash, verdict, verifier

PUBLIC = str(KEY.verifier)


def test_both_programs_say_the_same_of_paper_in_complete_tens(tmp_path: Path) -> None:
    with node() as browser:
        for slips, tens, paper in (
            (0, 0, 0),
            (9, 0, {"tens": 0}),
            (10, 10, {"tens": 10}),
            (39, 30, {"tens": 30}),
        ):
            log, _, _ = honest()
            log.lines += [f"paper {number:064x}" for number in range(slips)]
            folder = log.write(tmp_path / f"{slips}")
            assert browser.answer(folder=str(folder), key=PUBLIC)["paper"] == paper
            for figure in (tens, tens + 1, tens + 10, 305):
                asked = (folder, "--key", PUBLIC, "--claim", f"paper={figure}", "total=305")
                assert (figure, verdict(*asked)) == (figure, "ok" if figure == tens else "claim")
                assert verdict(*asked) == browser.verdict(*asked)


def test_a_slip_withdrawn_is_taken_off_paper_and_off_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, _, _ = honest()
    log.lines += [f"paper {number:064x}" for number in range(10)]
    log.withdraw(330, "fraud")
    folder = log.write(tmp_path / "log")
    asked = (folder, "--key", PUBLIC, "--claim", "paper=0", "total=305")
    with node() as browser:
        assert verdict(*asked) == browser.verdict(*asked) == "ok"
    verifier().main([str(folder), "--key", PUBLIC])
    assert "340 entries, 305 signatures count, and fewer than 10 on paper; tally " in capsys.readouterr().out


def test_a_receipt_of_a_slip_is_none(tmp_path: Path) -> None:
    """Nobody is told that she is counted by what is in no total."""
    log, stays, _ = honest()
    log.lines[stays.index] = log.lines[stays.index].replace("signature", "paper")
    log.lines = [line for line in log.lines if not line.startswith(("tally", "letters"))]
    log.manifests = []
    index = next(at for at, line in enumerate(log.lines) if line.startswith("paper"))
    receipt = Receipt(KEY.name, PUBLIC, index, text_hash(0), (b"s" * 32).hex()).written("")
    (tmp_path / "receipt").write_text(receipt)
    log.lines = [line for line in log.lines if not line.startswith("withdrawal")]
    folder = log.write(tmp_path / "log")
    asked = (folder, "--key", PUBLIC, "--receipt", tmp_path / "receipt")
    with node() as browser:
        assert verdict(*asked, typed=stays.typed()) == "receipt"
        assert browser.verdict(*asked, typed=stays.typed()) == "receipt"
