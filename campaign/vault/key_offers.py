"""Links by which holders to be hand in the public half of a key that they made on their own device.

docs/holders.md has what a holder's page sends. Whoever has the link may hand in a key, so an owner compares a few signs
of it by telephone before anything is sealed to it; until then it opens nothing.
"""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.audit.facts import key_mark
from campaign.extensions import db, transaction
from campaign.lib import clock, tokens
from campaign.lib.refusal import Refusal
from campaign.vault import actions, queries
from campaign.vault.envelope import parse_recipient
from campaign.vault.models import Holder, KeyOffer

OPEN_FOR = timedelta(days=7)
PURPOSE = "key-offer"
ONE_WORD = re.compile(r"[^\W][\w-]{0,39}")
MOST_WAITING, BATCH = 20, 1_000
COMPARED = 16


def ask_for_key(*, name: str, campaign_id: int) -> str:
    """The token of a link for somebody to be called so; an earlier link to her is void. Raises Refusal."""
    name = name.strip()
    if not ONE_WORD.fullmatch(name):
        raise Refusal("vault/one-word")
    token = tokens.new_token()
    with transaction() as session:
        if queries.holder(name) is not None:
            raise Refusal("vault/holder-with-another-key", name=name)
        same = (KeyOffer.campaign_id == campaign_id, KeyOffer.name == name, KeyOffer.holder_id.is_(None))
        session.execute(delete(KeyOffer).where(*same))
        if len(offers(campaign_id)) >= MOST_WAITING:
            raise Refusal("vault/too-many-offers", most=MOST_WAITING)
        audit.note(Act.KEY_ASK)
        session.add(_link(token, name=name, campaign_id=campaign_id))
    return token


def link_for_holder(*, holder_id: int, campaign_id: int) -> str:
    """The token of a link by which a holder proves her key; an earlier one of hers is void. Raises Refusal."""
    token = tokens.new_token()
    with transaction() as session:
        holder = session.get(Holder, holder_id)
        if holder is None or holder.retired_at is not None:
            raise Refusal("vault/no-holder", name=holder_id)
        session.execute(delete(KeyOffer).where(KeyOffer.holder_id == holder_id))
        audit.note(Act.KEY_ASK)
        link = _link(token, name=holder.name, campaign_id=campaign_id)
        link.recipient, link.holder_id = holder.recipient, holder_id
        session.add(link)
    return token


def offer(*, token: str, recipient: str) -> None:
    """Hand in a public half; the same again is fine. Raises Refusal, and ValueError for no recipient."""
    with transaction():
        waiting = _good(token)
        public = str(parse_recipient(recipient))
        if waiting.recipient not in {None, public}:
            raise Refusal("vault/offer-of-another", name=waiting.name)
        if waiting.recipient is None:
            audit.note(Act.KEY_OFFER, key=key_mark(public))
        waiting.recipient = public


def take_along(*, name: str, recipient: str, campaign_id: int) -> bool:
    """A public half that a file brings: an owner compares and accepts it as one that came by a link.

    False where it is a holder's already. Raises Refusal, and ValueError for no recipient.
    """
    name, public = " ".join(name.split()), str(parse_recipient(recipient))
    if not name or len(name) > actions.LONGEST or not name.isprintable():
        raise Refusal("vault/holder-name", most=actions.LONGEST)
    if any(each.recipient == public for each in queries.holders(retired=True)):
        return False
    nobodys = _link(tokens.new_token(), name=name, campaign_id=campaign_id)
    nobodys.recipient = public
    with transaction() as session:
        if len(offers(campaign_id)) >= MOST_WAITING:
            raise Refusal("vault/too-many-offers", most=MOST_WAITING)
        audit.note(Act.KEY_OFFER, key=key_mark(public))
        session.add(nobodys)
    return True


def accept(*, offer_id: int, campaign_id: int, recipient: str) -> Holder:
    """Seal to her from now on. `recipient` is what the owner saw and compared: another one isn't accepted meanwhile.

    Raises Refusal.
    """
    with transaction() as session:
        waiting = session.scalar(select(KeyOffer).where(*_mine(offer_id, campaign_id)).with_for_update())
        if waiting is None or waiting.recipient is None or waiting.recipient != recipient:
            raise Refusal("vault/offer-changed")
        holder = actions.add(name=waiting.name, recipient=waiting.recipient)
        waiting.holder_id = holder.id
        return holder


def withdraw_offer(*, offer_id: int, campaign_id: int) -> None:
    """Make a link void, and forget what came by it; safe to repeat."""
    with transaction() as session:
        if (
            session.scalar(delete(KeyOffer).where(*_mine(offer_id, campaign_id)).returning(KeyOffer.id))
            is not None
        ):
            audit.note(Act.KEY_OFFER_VOID)


def drill(*, token: str) -> str:
    """A word sealed to her, in the form of a drill's file. Raises Refusal."""
    with transaction():
        return actions.write_drill(name=_accepted(token).name)


def prove(*, token: str, word: str, on_paper: bool) -> Holder:
    """Believe that she can open what is sealed: with her key's file, or with the page that she printed."""
    with transaction():
        holder = actions.prove(word=word, name=_accepted(token).name)
        if on_paper:
            holder.paper_proved_at = holder.proved_at
        return holder


def offers(campaign_id: int) -> Sequence[KeyOffer]:
    """Those that nobody has accepted yet, the newest first."""
    waiting = (
        KeyOffer.campaign_id == campaign_id,
        KeyOffer.holder_id.is_(None),
        KeyOffer.expires_at > clock.now(),
    )
    return db.session.scalars(select(KeyOffer).where(*waiting).order_by(KeyOffer.id.desc())).all()


def compared_signs(recipient: str) -> str:
    """The last signs of a public half, in fours: what two people read to each other over the telephone."""
    end = recipient[-COMPARED:]
    return " ".join(end[at : at + 4] for at in range(0, COMPARED, 4))


def tidy_offers() -> int:
    """Forget a batch of links whose time is over; returns how many."""
    ids = db.session.scalars(select(KeyOffer.id).where(KeyOffer.expires_at < clock.now()).limit(BATCH)).all()
    if ids:
        with transaction() as session:
            session.execute(delete(KeyOffer).where(KeyOffer.id.in_(ids)))
    return len(ids)


def _link(token: str, *, name: str, campaign_id: int) -> KeyOffer:
    now, mark = clock.now(), tokens.hash_token(token, purpose=PURPOSE)
    return KeyOffer(
        token_hash=mark, campaign_id=campaign_id, name=name, made_at=now, expires_at=now + OPEN_FOR
    )


def _mine(offer_id: int, campaign_id: int) -> tuple[Any, ...]:
    return (KeyOffer.id == offer_id, KeyOffer.campaign_id == campaign_id, KeyOffer.holder_id.is_(None))


def _good(token: str) -> KeyOffer:
    """The row behind a token, locked. Raises Refusal."""
    if not tokens.well_formed(token):
        raise Refusal("vault/offer-over")
    good = (
        KeyOffer.token_hash == tokens.hash_token(token, purpose=PURPOSE),
        KeyOffer.expires_at > clock.now(),
    )
    row = db.session.scalar(select(KeyOffer).where(*good).with_for_update())
    if row is None:
        raise Refusal("vault/offer-over")
    return row


def _accepted(token: str) -> Holder:
    holder_id = _good(token).holder_id
    if holder_id is None:
        raise Refusal("vault/offer-waits")
    holder = db.session.get_one(Holder, holder_id)
    if holder.retired_at is not None:
        raise Refusal("vault/offer-over")
    return holder
