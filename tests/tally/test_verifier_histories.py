"""Whatever happens in whatever order, the sequencer's log passes, batch after batch. Both readers of lines agree."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.tally import entries
from campaign.tally.batches import Waiting
from campaign.tally.entries import LINES, NotAnEntry
from tests.tally.driven import Log
from tests.tally.logs import KEY, TEXTS, Written, text_hash, verdict, verifier
from tests.tally.test_batches import histories

FIRST = Waiting(10**9, "text", entries.hashed_line("text", text_hash(0)))
END = Waiting(10**9 + 1, "closed", "closed")
ANY = st.sampled_from(sorted(LINES)).flatmap(lambda kind: st.from_regex(LINES[kind], fullmatch=True))


@settings(max_examples=15, deadline=None)
@given(histories(), st.booleans())
def test_every_history_passes_and_continues_itself(batches: list[list[Waiting]], ends: bool) -> None:
    log = Log()
    with tempfile.TemporaryDirectory() as folder:
        for day, batch in enumerate([[FIRST], *batches, [END] if ends else []]):
            log.write(batch, day=day)
            copy = Written(lines=[line for _, line, _ in log.lines], texts=TEXTS[:1]).write(
                Path(folder, "copy")
            )
            assert verdict(copy, "--key", KEY.verifier, "--state", Path(folder, "state")) == "ok"


@settings(max_examples=400)
@given(ANY | st.text(max_size=30))
def test_a_line_is_an_entry_for_both_or_for_none(line: str) -> None:
    if line.startswith("continues"):
        return
    ours = verifier().Log(KEY.name)
    ours.logged["text"] = {text_hash(0): 0}
    if not line.startswith("rules"):
        ours.stands = bytearray(b"\1")
    try:
        found = entries.parse(line)
    except NotAnEntry:
        found = None
    if found is not None and found.stated:
        ours.total, ours.leaves = found.stated.taken_in, 20
    try:
        ours.read(line.encode())
        said = "ok"
    except SystemExit as problem:
        said = str(problem.code).split(" ")[1]
    except verifier().MadeByNewer:
        said = "newer"
    if found is None:
        assert said in {"newer", "entry", "tens", "sum"}
    else:
        assert said == "ok" or (said == "withdrawal" and found.index)
