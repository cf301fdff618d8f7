"""Any line that parses is the one line for what it says."""

from hypothesis import given
from hypothesis import strategies as st

from campaign.tally import entries
from campaign.tally.entries import LINES, Line, NotAnEntry, parse

MEANT = st.sampled_from(sorted(LINES)).flatmap(lambda kind: st.from_regex(LINES[kind], fullmatch=True))


def written(line: Line) -> str:
    if line.stated:
        return entries.tally_line(line.stated)
    if line.kind == "withdrawal":
        return entries.withdrawal_line(line.index or 0, line.reason or "")
    if line.origin:
        return entries.continues_line(line.origin, line.index or 0, line.hash or "")
    if line.kind == "rules":
        return entries.RULES_LINE
    return entries.hashed_line(line.kind, line.hash) if line.hash else line.kind


@given(MEANT | st.text(max_size=40))
def test_a_line_is_refused_or_written_back_to_the_letter(line: str) -> None:
    try:
        found = parse(line)
    except NotAnEntry:
        return
    assert written(found) == line
