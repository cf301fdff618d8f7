"""When two spellings are one mailbox (architecture.md, case 1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib import clock
from campaign.lib.addresses import NotAnAddress, canonical, deliverable, did_you_mean
from campaign.mail.composing import Mail, as_message

ATOM = st.text("abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=12).map(lambda text: f"a{text}")
LOCAL = st.lists(ATOM, min_size=1, max_size=3).map(".".join)
DOMAIN = st.sampled_from(
    ["example.org", "mail.example.net", "gmail.com", "googlemail.com", "münchen.de", "مثال.com"]
)
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz0123456789"}


@given(LOCAL, DOMAIN, ATOM, st.data())
def test_every_spelling_of_a_mailbox_is_one(local: str, domain: str, tag: str, data: st.DataObject) -> None:
    address = f"{local}@{domain}"
    spellings = [
        address.upper() if domain.isascii() else f"{local.upper()}@{domain}",
        f"  {address}\t",
        f"{local}+{tag}@{domain}",
        f"{local}+{tag}+{tag}@{domain}",
        f"{local}.+{tag}@{domain}",
        f"{local.translate(WIDE)}＠{domain}",
        f"{local}@{deliverable(address).rpartition('@')[2]}",
        address.replace(".", "。") if "." not in local else address,
    ]
    if canonical(address).endswith("@gmail.com"):
        cut = data.draw(st.integers(1, len(local) - 1))
        dotted = f"{local[:cut]}.{local[cut:]}".replace("..", ".").strip(".")
        spellings += [f"{dotted}@gmail.com", f"{dotted}@googlemail.com"]
    assert {canonical(spelling) for spelling in spellings} == {canonical(address)}


@given(LOCAL, DOMAIN)
def test_canonical_is_its_own_canonical(local: str, domain: str) -> None:
    for address in (f"{local}@{domain}", f"{local}+x@{domain}", f"{local}.+x@{domain}", f"+{local}@{domain}"):
        once = canonical(address)
        assert canonical(once) == once


@given(st.text(max_size=80) | st.from_regex(r"[a.+@ x\u0301-]{1,30}@[a.x-]{1,20}", fullmatch=True))
def test_whatever_is_typed_is_an_address_or_refused(typed: str) -> None:
    try:
        address = deliverable(typed)
    except NotAnAddress:
        return
    assert address.isascii()
    assert address.isprintable()
    assert address.count("@") == 1
    assert " " not in address
    assert deliverable(address) == address
    assert canonical(canonical(address)) == canonical(address)


@pytest.mark.parametrize(
    "typed",
    [
        "", "nour", "nour@", "@example.org", "nour@example", "nour@example.org, amelie@example.org",
        "nour@example.org\r\nBcc: amelie@example.org", "nour@example.org\nBcc:amelie@example.org",
        "Nour <nour@example.org>", '"nour"@example.org', "nour@[127.0.0.1]", "nour@localhost", "nour@127.0.0.1",
        "nour@example.org\0", "no\u202eur@example.org", "nour@exam\u200bple.org", "nour@" + "e" * 250 + ".org",
        "نور@example.org", "nour@example.org;amelie@example.org",
        # In a header an encoded word is what it decodes to: another mailbox, a list, a line break.
        "=?utf-8?q?=6Eour?=@example.org", "=?us-ascii?b?bm91cg==?=@example.org", "x=?utf-8?q?nour?=@example.org",
        "nour.=?utf-8?q?x?=@example.org", "=?utf-8?q?a=0D=0ABcc=3A?=@example.org", "=?utf-8?q?a=2C?=@example.org",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAddress):
        deliverable(typed)


ODD = st.text("abcXYZ019!#$%&'*+-/=?^_`{|}~.", min_size=1, max_size=14)
ENCODED = st.builds("{}=?{}?{}?{}?={}".format, ODD | st.just(""), st.sampled_from(["utf-8", "us-ascii", "x"]),
                    st.sampled_from("qQbB"), ODD, ODD | st.just(""))  # fmt: skip


@given(ODD | ENCODED)
def test_what_is_accepted_stands_in_a_header_as_it_was_typed(local: str) -> None:
    try:
        address = deliverable(f"{local}@example.org")
    except NotAnAddress:
        return
    mail = Mail(address, "Please confirm", "Hello\n", "en", "00" * 16)
    message = as_message(mail, sender="petition@example.org", host="example.org", date=clock.now())
    assert [each.addr_spec for each in message["To"].addresses] == [address]


def test_other_mailboxes_stay_others() -> None:
    addresses = [
        "a.b@example.org",
        "ab@example.org",
        "a-b@example.org",
        "ab@example.com",
        "ab@mail.example.org",
    ]
    assert len({canonical(address) for address in addresses}) == 5


def test_the_mail_goes_to_what_was_typed_not_to_its_canonical_form() -> None:
    assert deliverable("A.B+tag@GoogleMail.com") == "A.B+tag@googlemail.com"
    assert canonical("A.B+tag@GoogleMail.com") == "ab@gmail.com"


def test_a_common_slip_is_asked_about() -> None:
    assert did_you_mean("nour@gmial.com") == "nour@gmail.com"
    assert did_you_mean("nour@gmail.com") is None
