"""Who may open what signers give: add a holder, let her prove it, retire her."""

import base64
import hmac
import json
import secrets
from collections.abc import Sequence

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.audit.facts import key_mark
from campaign.current import settings
from campaign.extensions import transaction
from campaign.lib import clock, pasted
from campaign.lib.refusal import Refusal
from campaign.vault import queries
from campaign.vault.envelope import parse_recipient, seal_to
from campaign.vault.keys import keyed, secret
from campaign.vault.models import Holder
from campaign.vault.recipients import drill_record_id

LONGEST, LONGEST_PLACE = 60, 100
SYLLABLES = 9  # 78 ** 9: nobody guesses it, and it can be read out over a telephone
CONSONANTS, VOWELS = "bdfghklmnprstvz", "aeiou"


def add(*, name: str, recipient: str, proved: bool = False) -> Holder:
    """From now on everything is sealed to her too; safe to repeat. Raises Refusal, and ValueError for no recipient.

    What was sealed before stays closed to her.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise Refusal("vault/holder-name", most=LONGEST)
    public = str(parse_recipient(recipient))
    with transaction() as session:
        for row in queries.holders(retired=True):
            if (row.name, row.recipient, row.retired_at) == (name, public, None):
                return row
            if row.recipient == public and row.retired_at:
                raise Refusal("vault/key-retired", name=row.name)
            if row.recipient == public:
                raise Refusal("vault/key-of-another", name=row.name)
            if row.name == name:
                raise Refusal("vault/holder-with-another-key", name=name)
        now = clock.now()
        holder = Holder(name=name, recipient=public, added_at=now, proved_at=now if proved else None)
        session.add(holder)
        session.flush()
        audit.note(Act.KEY_ADD, key=key_mark(public))
        return holder


def retire(*, name: str, keep_last: bool) -> Holder:
    """Nothing is sealed to her any more; what was stays readable by her. Raises Refusal.

    With `keep_last` the only holder left can't go, nor the only one who has proved that she can open what is sealed.
    """
    with transaction() as session:
        holder = _known(name)
        others = [each for each in queries.holders() if each.name != name]
        if keep_last and not others and holder.retired_at is None:
            raise Refusal("vault/only-holder", name=name)
        if keep_last and _alone_proved(holder, others):
            raise Refusal("vault/only-proved")
        if holder.retired_at is None:
            audit.note(Act.KEY_RETIRE, key=key_mark(holder.recipient))
        holder.retired_at = holder.retired_at or clock.now()
        holder.drill = None
        session.flush()
        return holder


def write_drill(*, name: str | None = None) -> str:
    """A word for each holder whose key is due (or for `name`), sealed to her alone, a line of JSON each.

    Here only an HMAC of each word stays. Empty if none is due. Raises Refusal for an unknown name.
    """
    with transaction() as session:
        asked = [_active(name)] if name else queries.due_for_drill()
        lines = []
        for holder in asked:
            word = _word()
            sealed = seal_to(
                word.encode(),
                record_id=drill_record_id(holder.name),
                recipients=[parse_recipient(holder.recipient)],
            )
            holder.drill = _answer(word)
            audit.note(Act.KEY_DRILL, key=key_mark(holder.recipient))
            lines.append(
                json.dumps(
                    {"holder": holder.name, "sealed": base64.b64encode(sealed).decode()}, ensure_ascii=False
                )
            )
        session.flush()
        return "".join(line + "\n" for line in lines)


def prove(*, word: str, name: str | None = None) -> Holder:
    """Believe that whoever read this word out of a drill holds the key. Raises Refusal."""
    answer = _answer(word)
    with transaction() as session:
        asked = [_active(name)] if name else queries.holders()
        for holder in asked:
            if holder.drill is not None and hmac.compare_digest(holder.drill, answer):
                holder.proved_at, holder.drill = clock.now(), None
                audit.note(Act.KEY_PROVE, key=key_mark(holder.recipient))
                session.flush()
                return holder
        raise Refusal("vault/word-of-nobody")


def keep_apart(*, name: str, place: str, paper_keeper: str = "", paper_place: str = "") -> Holder:
    """Write down where her key lies, and who keeps it on paper where; empty is not said. Raises Refusal."""
    values = {"place": place, "paper_keeper": paper_keeper, "paper_place": paper_place}
    lines = {field: " ".join(words.split()) for field, words in values.items()}
    if any(len(line) > LONGEST_PLACE or not line.isprintable() for line in lines.values()):
        raise Refusal("vault/place", most=LONGEST_PLACE)
    with transaction() as session:
        holder = _active(name)
        for field, line in lines.items():
            setattr(holder, field, line or None)
        audit.note(Act.KEY_PLACE, key=key_mark(holder.recipient))
        session.flush()
        return holder


def _alone_proved(holder: Holder, others: Sequence[Holder]) -> bool:
    proves = holder.retired_at is None and holder.proved_at is not None
    return proves and all(other.proved_at is None for other in others)


def _answer(word: str) -> bytes:
    return keyed(secret(settings().keys, "drill"), "word", "".join(pasted.code(word).split()).lower())


def _word() -> str:
    return "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES))


def _known(name: str) -> Holder:
    holder = queries.holder(name)
    if holder is None:
        raise Refusal("vault/no-holder", name=name)
    return holder


def _active(name: str) -> Holder:
    holder = _known(name)
    if holder.retired_at is not None:
        raise Refusal("vault/holder-retired", name=name)
    return holder
