"""Tags: what stands in the database in place of an address, to be compared and never read back."""

from datetime import date
from pathlib import Path

from flask import current_app

from campaign.lib import addresses
from campaign.vault.keys import keyed, of_day, secret


def folder() -> Path:
    """Where this app keeps its keys."""
    return Path(current_app.config["SETTINGS"].keys)


def address_tag(address: str, *, campaign: str) -> bytes:
    """32 bytes, equal for two spellings of one mailbox, under the key of this campaign alone."""
    return keyed(_campaign_key(campaign), "address", addresses.canonical(address))


def domain_tag(address: str, *, campaign: str) -> bytes:
    """32 bytes, equal for all addresses of one mail domain."""
    return keyed(_campaign_key(campaign), "domain", addresses.domain_of(address))


def mail_tag(address: str) -> bytes:
    """What mail limits count by, across campaigns."""
    return keyed(secret(folder(), "mail-limit"), addresses.canonical(address))


def stop_tag(address: str) -> bytes:
    """What the list of addresses never to write to is looked up by."""
    return keyed(secret(folder(), "stop-list"), addresses.canonical(address))


def network_tag(network: str, *, day: date) -> str:
    """What limits key on: nobody can tell the network from it, nor link two days."""
    return keyed(of_day(secret(folder(), "network"), day), network).hex()[:32]


def shown_number(address: str, *, day: date) -> str:
    """Four digits that the page and the mail both show: they prove a message ours and name no campaign."""
    digest = keyed(of_day(secret(folder(), "number"), day), addresses.canonical(address))
    return f"{int.from_bytes(digest[:8], 'big') % 10_000:04d}"


def _campaign_key(slug: str) -> bytes:
    return secret(folder(), f"tag-{slug}")
