"""Recovery codes are kept by a slow hash with a salt of their set; those of before serve still, each once."""

from hashlib import sha256

from sqlalchemy import update

from campaign.extensions import db, transaction
from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import Organiser
from campaign.organisers.recovery_codes import use_up
from campaign.organisers.slow_hashes import hashed_like, hashed_slowly
from tests.cast import Site
from tests.organisers.browser import Desk
from tests.organisers.test_signing_in import RIMA, rima, shown_codes

__all__ = ["rima"]


def kept() -> list[str]:
    """What is stored of Rima's."""
    db.session.expire_all()
    owner = organisers_queries.by_email(RIMA)
    assert owner is not None
    return owner.mf_recovery_codes or []


def number() -> int:
    """Of Rima."""
    owner = organisers_queries.by_email(RIMA)
    assert owner is not None
    return owner.id


def made(desk: Desk) -> list[str]:
    """Ten new ones."""
    desk.get("/desk/recovery-codes")
    return shown_codes(desk.post("/desk/recovery-codes").text)


def test_each_by_argon2id_with_one_salt_of_sixteen_bytes_for_the_ten(site: Site, rima: Desk) -> None:
    codes = made(rima)
    stored = kept()
    assert (len(set(stored)), {each.split("$")[1] for each in stored}) == (10, {"argon2id"})
    (salt,) = {each.split("$")[-2] for each in stored}
    assert len(salt) == 22
    assert made(rima)[0] not in codes
    assert salt not in {each.split("$")[-2] for each in kept()}
    assert not any(code.replace("-", "") in each for code in codes for each in stored)


def test_one_serves_once_however_it_is_typed_and_none_of_an_earlier_set(site: Site, rima: Desk) -> None:
    earlier, codes = made(rima), made(rima)
    tries = [codes[0].upper().replace("-", " "), codes[0], earlier[0], codes[9][:-1], "", codes[9]]
    assert [use_up(organiser_id=number(), code=code) for code in tries] == [
        True,
        False,
        False,
        False,
        False,
        True,
    ]
    assert len(kept()) == 8


def test_those_that_were_kept_by_a_quick_hash_serve_still(site: Site, rima: Desk) -> None:
    code = "abcd-efgh-jkmn-pqrs"
    quick = sha256(b"campaign/recovery-code/v1\nabcdefghjkmnpqrs").hexdigest()
    with transaction() as session:
        session.execute(update(Organiser).values(mf_recovery_codes=[quick, quick[::-1]]))
    assert [use_up(organiser_id=number(), code=code) for _ in range(2)] == [True, False]
    assert kept() == [quick[::-1]]


def test_a_hash_of_another_cost_is_made_as_that_one_was() -> None:
    before = "$argon2id$v=19$m=16,t=3,p=1$"
    kept_of_before = hashed_like("abcd", before + "c29tZXNhbHRzb21lc2FsdA$" + "A" * 43)
    assert kept_of_before.startswith(before + "c29tZXNhbHRzb21lc2FsdA$")
    assert hashed_like("abcd", kept_of_before) == kept_of_before
    assert hashed_like("abce", kept_of_before) != kept_of_before
    assert hashed_like("abcd", hashed_slowly("abcd", salt=b"s" * 16)) == hashed_slowly("abcd", salt=b"s" * 16)
