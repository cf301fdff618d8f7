"""A campaign's figures as they are stated, what no statement has told of yet, and the check of its count."""

from typing import Any

from campaign.extensions import read_one_state
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries
from campaign.tally.lots import Counts, LotRule
from campaign.tally.recount import Rules, differences

COLUMNS = ("country", "signatures")  # of a tally as CSV


def public_figures(campaign: Campaign) -> dict[str, Any]:
    """What `tally.json` says: the exact total of `size` entries, and what was `stated` last, None before that.

    `as_of` is to the minute: whoever asks again and again learns no batch's second.
    `paper`, where there is any, is apart from all of it, in complete tens.
    """
    tally = tally_queries.public_tally(campaign.id)
    return {
        "total": tally.total,
        **({"paper": tally.paper} if tally.has_paper else {}),
        "size": tally.size,
        "as_of": tally.as_of.strftime("%Y-%m-%dT%H:%M:00Z") if tally.as_of else None,
        "stated": tally.stated
        and {
            "taken_in": tally.stated.taken_in,
            "size": tally.stated_size,
            "date": tally.stated.day.isoformat(),
            "countries": dict(tally.ranked),
            "not_shown": tally.stated.not_shown,
        },
    }


def public_rows(campaign: Campaign) -> dict[str, Any]:
    """The same as rows: `countries`, `not_shown` and what they add up to, `by_country`; then the `total` of now."""
    tally = tally_queries.public_tally(campaign.id)
    if tally.stated is None:
        return {"countries": {}, "total": tally.total}
    return {
        "countries": dict(tally.ranked),
        "not_shown": tally.stated.not_shown,
        "by_country": tally.stated.taken_in,
        "total": tally.total,
    }


def not_stated(campaign: Campaign) -> tuple[int, int]:
    """(joins, leaves) that no statement has told of, and that wait until there are enough of them; close or not.

    Those that the sequencer hasn't numbered yet are among them. Organisers only.
    """
    head = tally_queries.head(campaign.id)
    joins, leaves = tally_queries.waiting_of_kind(campaign.id)
    if head is None:
        return joins, leaves
    counts = tally_queries.counts(head)
    return counts.joins.total() + joins, counts.leaves.total() + leaves


def check(campaign: Campaign) -> list[str]:
    """What doesn't agree between lines, counts, checkpoint and stated figures, in sentences.

    At the newest checkpoint, as the counts are; a backup may have been made before that one was published.
    """
    read_one_state()  # the sequencer may be at work
    tally = tally_queries.numbered_tally(campaign.id)
    head = tally_queries.head(campaign.id)
    rules = Rules(
        campaign.unstated,
        tally_queries.lot_rule(head) if head else LotRule(),
        tally_queries.resumptions(campaign.id),
    )
    return differences(
        tally_queries.kept_lines(campaign.id, size=tally.size),
        size=tally.size,
        total=tally.total,
        paper=tally_queries.newest_paper(campaign.id),
        counts=tally_queries.counts(head) if head else Counts(),
        public=tally.stated,
        rules=rules,
    )
