"""Tags: what stands in the database in place of an address, to be compared and never read back."""

from dataclasses import dataclass
from datetime import date

from campaign.current import settings
from campaign.lib import addresses
from campaign.vault import keys, shared
from campaign.vault.fingerprints import tag_purpose
from campaign.vault.keys import NoSecret, keyed, of_day, secret
from campaign.vault.shared import OtherSecrets


class NoTagKey(Exception):
    """A campaign's tag key isn't on this machine, or is another one: under it an address could sign a second time."""


@dataclass(frozen=True)
class Tags:
    """What stands for one address: 32 bytes each, and the four digits that page and mail show."""

    address: bytes
    domain: bytes
    mail: bytes
    stop: bytes
    number: str


def tags_of(address: str, *, campaign: str, day: date) -> Tags:
    """Every tag of an address in one go, equal for two spellings of one mailbox.

    `address` and `domain` stand under the campaign's own key; `mail` (what mail limits count by) and `stop` (the list
    of addresses never to write to) under keys of theirs, across campaigns. Raises NoTagKey; NoSecret and OtherSecrets
    where those are not the site's.
    """
    mailbox = addresses.canonical(address)
    own = _own(campaign)
    mail_limit, stop_list, number = shared.as_recorded("mail-limit", "stop-list", "number")
    return Tags(
        address=keyed(own, "address", mailbox),
        domain=keyed(own, "domain", mailbox.rpartition("@")[2]),
        mail=keyed(mail_limit, mailbox),
        stop=keyed(stop_list, mailbox),
        number=_shown(number, mailbox, day),
    )


def stop_tag(address: str) -> bytes:
    """What the list of addresses never to write to knows an address by. Raises NotAnAddress, NoSecret, OtherSecrets."""
    (stop_list,) = shared.as_recorded("stop-list")
    return keyed(stop_list, addresses.canonical(address))


def domain_tag(domain: str, *, campaign: str) -> bytes:
    """The tag that every address under a domain has in one campaign. Raises NotAnAddress, NoTagKey."""
    mailbox = addresses.canonical(f"someone@{domain.strip().removeprefix('@')}")
    return keyed(_own(campaign), "domain", mailbox.rpartition("@")[2])


def make_tag_key(campaign: str) -> None:
    """For a campaign in which nobody has signed yet; safe again. Raises OtherSecrets where another machine made it."""
    shared.make(tag_purpose(campaign))


def taggable(campaign: str) -> bool:
    """Whether the campaign's tag key is there; after the purge no address can be looked for any more."""
    return keys.exists(settings().keys, tag_purpose(campaign))


def destroy_tag_key(campaign: str) -> bool:
    """From now on nobody can test whether a guessed address signed. False if it was destroyed before."""
    purpose = tag_purpose(campaign)
    was_there = keys.destroy(settings().keys, purpose)
    return (
        shared.forget(purpose) or was_there
    )  # a crash in between leaves the row, and the next time takes it


def _own(campaign: str) -> bytes:
    try:
        (own,) = shared.as_recorded(tag_purpose(campaign))
        return own
    except (NoSecret, OtherSecrets):
        raise NoTagKey(campaign) from None


def _shown(key: bytes, mailbox: str, day: date) -> str:
    """Four digits that prove a message ours and name no campaign."""
    digest = keyed(of_day(key, day), mailbox)
    return f"{int.from_bytes(digest[:8], 'big') % 10_000:04d}"


def network_tag(network: str, *, day: date) -> str:
    """What limits key on: nobody can tell the network from it, nor link two days."""
    return keyed(of_day(secret(settings().keys, "network"), day), network).hex()[:32]
