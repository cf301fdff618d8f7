"""Who can open what signers give?"""

from collections.abc import Iterator

from campaign.checks import GOOD, NOTE, WRONG, Finding, wrong_in_public
from campaign.current import settings
from campaign.signing import actions as signing
from campaign.vault import queries as vault_queries
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
            NOTE, "Keys: there is one holder. Who loses the only key loses the list; two are safer."
        )
    if said := not_moved():
        yield Finding(grade, f"Keys: {said[0].lower()}{said[1:]}")
    for slug in signing.lost_tag_keys():
        yield Finding(
            WRONG,
            f"Keys: tag-{slug}.key isn't in {settings().keys}, so nobody can sign {slug}. Bring it from the worker's "
            "machine or a backup; a new one would let the same addresses sign again.",
        )
