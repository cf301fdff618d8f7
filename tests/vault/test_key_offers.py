"""A public half that comes by a link: an owner compares it, accepts it, and its holder proves it."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from pyrage.x25519 import Identity

from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.vault import actions as vault
from campaign.vault import key_offers
from campaign.vault import queries as vault_queries
from campaign.vault.laptop_cli import drilled_word
from campaign.vault.models import KeyOffer
from tests.cast import Site
from tests.tables import count, dump

MAYA = Identity.generate()
PUBLIC, ANOTHER = str(MAYA.to_public()), str(Identity.generate().to_public())


def refused(work: object, **words: object) -> str:
    with pytest.raises(Refusal) as refusal:
        work(**words)  # type: ignore[operator]  # a verb
    return sentence(refusal.value)


def asked(site: Site, name: str = "maya") -> tuple[str, int]:
    """A link's token, and the number of its row."""
    token = key_offers.ask_for_key(name=name, campaign_id=site.campaign.id)
    return token, key_offers.offers(site.campaign.id)[0].id


def test_a_key_that_came_by_a_link_opens_nothing_until_it_is_accepted_and_is_proved_by_file_and_paper(
    site: Site, tmp_path: Path
) -> None:
    token, key = asked(site)
    for _ in range(2):  # a page that was sent twice
        key_offers.offer(token=token, recipient=PUBLIC)
    assert [holder.name for holder in vault_queries.holders()] == ["skies"]
    assert refused(key_offers.drill, token=token) == "Nobody has accepted this key yet."
    holder = key_offers.accept(offer_id=key, campaign_id=site.campaign.id, recipient=PUBLIC)
    assert (holder.name, holder.recipient, holder.proved_at) == ("maya", PUBLIC, None)
    assert key_offers.offers(site.campaign.id) == []
    for on_paper in (False, True):
        file = tmp_path / "drill.txt"
        file.write_text(key_offers.drill(token=token))
        key_offers.prove(token=token, word=drilled_word(file, [MAYA]), on_paper=on_paper)
        assert (holder.proved_at is not None, holder.paper_proved_at is not None) == (True, on_paper)


def test_what_an_owner_compared_is_what_is_accepted(site: Site) -> None:
    token, key = asked(site)
    mine = {"offer_id": key, "campaign_id": site.campaign.id}
    changed = "This is not the key that you compared. Look at it again."
    assert refused(key_offers.accept, **mine, recipient=PUBLIC) == changed
    key_offers.offer(token=token, recipient=ANOTHER)
    before = dump()
    assert refused(key_offers.accept, **mine, recipient=PUBLIC) == changed
    assert refused(key_offers.accept, **(mine | {"campaign_id": 0}), recipient=ANOTHER) == changed
    assert refused(key_offers.offer, token=token, recipient=PUBLIC) == (
        "Another key has already come by this link, for maya."
    )
    assert dump() == before


def test_a_link_ends_after_a_week_when_it_is_taken_back_and_by_the_next_one(site: Site) -> None:
    over = "This link has been used or has expired."
    first, _ = asked(site)
    second, key = asked(site)
    assert refused(key_offers.offer, token=first, recipient=PUBLIC) == over
    key_offers.withdraw_offer(offer_id=key, campaign_id=0)
    key_offers.offer(token=second, recipient=PUBLIC)
    key_offers.withdraw_offer(offer_id=key, campaign_id=site.campaign.id)
    for token in (second, "", "x" * 32, "x" * 5_000):
        assert refused(key_offers.offer, token=token, recipient=PUBLIC) == over
    third, _ = asked(site)
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        assert refused(key_offers.offer, token=third, recipient=PUBLIC) == over
        assert (key_offers.tidy_offers(), key_offers.tidy_offers(), count(KeyOffer)) == (1, 0, 0)


def test_a_name_is_one_word_and_nobodys_yet(site: Site) -> None:
    for name in ("", "two words", "-x", "x" * 41, "a/b", "maya\n\n<b>"):
        assert refused(key_offers.ask_for_key, name=name, campaign_id=site.campaign.id) == (
            "A holder’s name is one word here: letters, digits, hyphens, 40 at most."
        )
    assert refused(key_offers.ask_for_key, name="skies", campaign_id=site.campaign.id) == (
        "There is already a holder 'skies' with a different key. Choose another name."
    )
    asked(site, "مايا")
    with pytest.raises(ValueError, match="recipient"):
        key_offers.offer(token=asked(site)[0], recipient="age1nonsense")


def test_links_are_few(site: Site) -> None:
    for number in range(20):
        asked(site, f"h{number}")
    assert refused(key_offers.ask_for_key, name="one-more", campaign_id=site.campaign.id) == (
        "At most 20 links can wait at once. Cancel one first."
    )


def test_whoever_was_retired_proves_no_more(site: Site) -> None:
    token, key = asked(site)
    key_offers.offer(token=token, recipient=PUBLIC)
    key_offers.accept(offer_id=key, campaign_id=site.campaign.id, recipient=PUBLIC)
    vault.retire(name="maya", keep_last=True)
    assert refused(key_offers.drill, token=token) == "This link has been used or has expired."


def test_the_signs_that_are_compared_are_the_last_sixteen() -> None:
    recipient = "age1" + "q" * 42 + "abcdefghjkmnpqrs"
    assert key_offers.compared_signs(recipient) == "abcd efgh jkmn pqrs"


def test_a_holder_gets_another_link_and_the_one_before_is_over(site: Site, tmp_path: Path) -> None:
    token, key = asked(site)
    key_offers.offer(token=token, recipient=PUBLIC)
    holder = key_offers.accept(offer_id=key, campaign_id=site.campaign.id, recipient=PUBLIC)
    anew = key_offers.link_for_holder(holder_id=holder.id, campaign_id=site.campaign.id)
    assert refused(key_offers.drill, token=token) == refused(key_offers.drill, token="x" * 32)
    assert key_offers.offers(site.campaign.id) == []
    file = tmp_path / "drill.txt"
    file.write_text(key_offers.drill(token=anew))
    assert key_offers.prove(token=anew, word=drilled_word(file, [MAYA]), on_paper=True).paper_proved_at
    assert (
        refused(key_offers.offer, token=anew, recipient=ANOTHER)
        == "Another key has already come by this link, for maya."
    )


def test_who_is_no_holder_any_more_gets_no_link(site: Site) -> None:
    token, key = asked(site)
    key_offers.offer(token=token, recipient=PUBLIC)
    holder = key_offers.accept(offer_id=key, campaign_id=site.campaign.id, recipient=PUBLIC)
    vault.retire(name="maya", keep_last=False)
    before = dump()["key_offers"]
    for holder_id in (holder.id, 99):
        assert refused(key_offers.link_for_holder, holder_id=holder_id, campaign_id=site.campaign.id)
    assert dump()["key_offers"] == before
