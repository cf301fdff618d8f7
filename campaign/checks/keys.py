"""Who can open what signers give?"""

from collections.abc import Iterator
from typing import assert_never

from campaign.checks import GOOD, NOTE, WRONG, Finding, wrong_in_public
from campaign.current import settings
from campaign.signing import actions as signing
from campaign.vault import queries as vault_queries
from campaign.vault.fingerprints import SHARED, Standing, recorded, standings
from campaign.vault.first_identity import not_moved


def keys() -> Iterator[Finding]:
    """Holders, whether they proved their keys, the first identity, and lost tag keys."""
    names = [holder.name for holder in vault_queries.holders()]
    if names:
        yield Finding(GOOD, f"Keys: what signers give is sealed to {', '.join(names)}.")
    else:
        yield Finding(WRONG, "Keys: nobody holds one, so nobody can sign. campaign keys add FILE")
    grade = wrong_in_public()
    if waiting := [holder.name for holder in vault_queries.unproved()]:
        yield Finding(grade, f"Keys: not proved yet: {', '.join(waiting)}. campaign keys drill --write FILE")
    if len(names) == 1:
        yield Finding(
            NOTE, "Keys: there is one holder. If the only key is lost, so is the list; two are safer."
        )
    if said := not_moved():
        yield Finding(grade, f"Keys: {said[0].lower()}{said[1:]}")
    yield from _secrets()
    for slug in signing.left_over_tag_keys():
        yield Finding(
            WRONG,
            f"Keys: tag-{slug}.key is still here, after the day on which the purge destroys it: with it, guesses at "
            f"who signed {slug} can be tested. The worker's machine does so automatically; elsewhere: shred -u "
            f"{settings().keys}/tag-{slug}.key",
        )
    for slug in signing.lost_tag_keys():
        yield Finding(
            WRONG,
            f"Keys: tag-{slug}.key isn't in {settings().keys}, so nobody can sign {slug}. Bring it from the worker's "
            "machine or a backup; a new one would let the same addresses sign again.",
        )


def _secrets() -> Iterator[Finding]:
    """Those that this machine shares with the site's others: nothing where they are the same."""
    for purpose, standing in standings(recorded()).items():
        if said := _of_secret(purpose, standing):
            yield Finding(WRONG, f"Keys: {said}")


def _of_secret(purpose: str, standing: Standing) -> str | None:
    folder = settings().keys
    match standing:
        case Standing.SAME:
            return None
        case Standing.MISSING if purpose not in SHARED:
            return None  # said of open campaigns, with what comes of it
        case Standing.MISSING:
            return (
                f"{purpose}.key isn't in {folder}. Copy it from the site's other machine or a backup; it is never made "
                "again automatically."
            )
        case Standing.OTHER:
            return (
                f"{purpose}.key in {folder} is not the site's. Copy the site's over it, from the machine "
                "that has the worker or a backup."
            )
        case Standing.BEFORE:
            return (
                f"{purpose}.key was replaced on another machine, and {folder} has the previous one. Copy {purpose}.key "
                f"and {purpose}.before.key from there."
            )
        case Standing.UNFINISHED:
            return (
                f"{purpose}.key was being replaced when that was interrupted. campaign keys rotate {purpose}"
            )
        case Standing.UNRECORDED:
            return f"the database doesn't know {purpose}.key yet. On the machine that has the worker: campaign migrate"
    assert_never(standing)
