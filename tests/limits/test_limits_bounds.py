"""However many networks are refused, what counts them stays small, and nothing that was counted is lost."""

from collections import Counter
from datetime import date, timedelta

from campaign.limits.models import RefusalKind
from campaign.limits.refusals import MOST_APART, none_yet

DAY = date(2016, 9, 24)


def test_what_waits_to_be_written_is_bounded_while_the_database_is_away() -> None:
    unwritten, sent = none_yet(), 0
    for day in range(5):
        for network in range(0, 65_536, 5):
            for kind in (RefusalKind.LIMITED, RefusalKind.ELSEWHERE):
                unwritten.add(Counter({(DAY + timedelta(days=day), kind, f"{network:04x}"): 1}))
                sent += 1
    assert len(unwritten.counts) <= MOST_APART + 5 * len(RefusalKind)
    assert sum(unwritten.counts.values()) == sent == 131_080
    counts = unwritten.take()
    unwritten.add(counts)
    assert unwritten.counts == counts
