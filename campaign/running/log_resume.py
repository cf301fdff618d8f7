"""After a restored backup: what the rooms have to do together so that a log goes on and nobody comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib.refusal import Refusal
from campaign.paper import actions as paper
from campaign.releases.models import Campaign
from campaign.signing import actions as signing
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.actions import resuming
from campaign.tally.checkpoints import SignedTree
from campaign.tally.lost import Lost, LostWithdrawal, lost
from campaign.tally.mirrors import WEB, BadMirror, Mirror
from campaign.tally.origins import folder_of
from campaign.vault import shared


@dataclass(frozen=True)
class WentOn:
    """The same log goes on from its checkpoint of `size` entries."""

    size: int


@dataclass(frozen=True)
class BegunAnew:
    """Entries were lost: the log `origin` continues with `kept` of them, `withdrawn` signatures taken back again."""

    origin: str
    lost: SignedTree
    kept: int
    withdrawn: int


def resume(*, campaign: Campaign, last: str, entries: str | None, entries_lost: bool) -> WentOn | BegunAnew:
    """Go on from the newest checkpoint known: `last`, a file, a folder or an address.

    Where the database lacks entries that it covers, the next log begins. What was withdrawn among them is read from the
    copy at `entries`, by default the one around `last`; only `entries_lost` does without. Raises Refusal, BadNote,
    LostTurn, with nothing changed.
    """
    key = campaign.id
    note = _note(last)
    tree = resuming.open_last(campaign=key, note=note)
    resuming.require_newest(campaign=key, signed=tree)
    if resuming.holds(campaign=key, signed=tree):
        resuming.take_up(campaign=key, note=note)
        audit.note(Act.LOG_RESUME, campaign=campaign.slug, size=tree.size)
        return WentOn(tree.size)
    told = _lost(campaign, tree, Mirror.of(entries or last), entries_lost=entries_lost)
    head = tally_queries.head(key)
    size = head.size if head else 0
    with transaction():
        for end in told.ends:  # never published: what this database lacks of them is said of the last one
            resuming.begin_next(campaign=key, lost=end)
        origin = resuming.begin_next(campaign=key, lost=tree)
        withdrawn = _take_up_statements(campaign, told)
        audit.note(Act.LOG_RESUME, campaign=campaign.slug, size=tree.size)
    return BegunAnew(origin, tree, size, withdrawn)


def sign_anew(*, campaign: Campaign) -> tuple[str | None, str]:
    """Sign by the key that lies here, or a new one; what checkpoints were checked with before, and are from now on."""
    shared.take_log_key()
    with transaction():
        head = tally_queries.head(campaign.id)
        before, now = head.verifier if head else "", tally.accept_key(campaign=campaign.id)
        if before != now:
            audit.note(Act.LOG_KEY, campaign=campaign.slug)
        return before, now


def _take_up_statements(campaign: Campaign, lost: Lost) -> int:
    """Count as taken in what the last published statement had taken in; withdraw again who had withdrawn.

    Figures go on from those that the public saw, so that none tells of fewer entries than a lot. Returns how many
    stood again.
    """
    key, survived = campaign.id, tally_queries.head(campaign.id)
    assert survived is not None
    end = survived.size
    _number(campaign)  # what waited in the database itself: it follows the statements that are there
    before = resuming.forget_stated(campaign=key)
    withdrawn = _leave_again(campaign, [each for each in lost.withdrawals if not each.waits])
    resuming.settle(
        campaign=key,
        taken_until=end if lost.taken_until is None else min(lost.taken_until + 1, end),
        leaves=None if lost.leaves_taken else before.leaves,
        joins_first=lost.taken_until is None,
    )
    withdrawn += paper.leave_again(campaign=key, places=[(index + 1, reason) for index, reason in lost.paper])
    return withdrawn + _leave_again(campaign, [each for each in lost.withdrawals if each.waits])


def _leave_again(campaign: Campaign, withdrawals: Sequence[LostWithdrawal]) -> int:
    """Withdraw them again, and number what waits."""
    places = [(each.index + 1, each.reason) for each in withdrawals]
    count = signing.leave_again(campaign=campaign.id, places=places)
    _number(campaign)
    return count


def _number(campaign: Campaign) -> None:
    while tally.sequence(campaign=campaign.id, unstated=campaign.unstated, stating=False):
        pass


def _note(last: str) -> str:
    """The text of a checkpoint: from a file of any name, or from where a log is served or copied."""
    if not last.startswith(WEB) and Path(last).is_file():
        try:
            return Path(last).read_text()
        except (OSError, ValueError) as problem:
            raise BadMirror("tally/mirror-unread", place=last, says=problem) from None
    try:
        return Mirror.of(last).read("log/checkpoint").decode()
    except ValueError:
        raise BadMirror("tally/mirror-without-checkpoint", place=last) from None


def _lost(campaign: Campaign, tree: SignedTree, mirror: Mirror, *, entries_lost: bool) -> Lost:
    """What the copy tells; all of what `tree` covers, unless the operator says that the rest is lost.

    Where a log between was begun that this database doesn't know, only the copy can say how.
    """
    head = tally_queries.head(campaign.id)
    may_miss = entries_lost and head is not None and head.origin == tree.origin
    try:
        copy = resuming.open_last(campaign=campaign.id, note=mirror.read("log/checkpoint").decode())
        if copy.origin != tree.origin:
            raise BadMirror("tally/mirror-of-another", place=mirror.base, origin=copy.origin)
        told = lost(campaign=campaign.id, newer=mirror.lines(copy), origin=copy.origin)
    except (BadMirror, ValueError):
        if not may_miss:
            raise _unread(campaign, tree, mirror, 0) from None
        return Lost()
    if copy.size >= tree.size:
        return told
    if not entries_lost:
        raise _unread(campaign, tree, mirror, copy.size)
    return told.with_unknown_end()


def _unread(campaign: Campaign, tree: SignedTree, mirror: Mirror, size: int) -> Refusal:
    return Refusal(
        "running/entries-unread",
        published=tree.size,
        place=mirror.base,
        size=size,
        folder=folder_of(tree.origin),
        slug=campaign.slug,
    )
