"""When two spellings are one mailbox (architecture.md, case 1)."""

import pytest
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib import clock
from campaign.lib.addresses import (
    AddressProblem,
    NotAnAddress,
    _is_plain,
    account,
    canonical,
    deliverable,
    did_you_mean,
)
from campaign.lib.messages_cli import MESSAGES
from campaign.lib.terminal import sentence
from campaign.mail.composing import Mail, as_message

ATOM = st.text("abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=12).map(lambda text: f"a{text}")
LOCAL = st.lists(ATOM, min_size=1, max_size=2).map(".".join)
DOMAIN = st.sampled_from(
    ["example.org", "mail.example.net", "gmail.com", "googlemail.com", "münchen.de", "مثال.com"]
)
LABEL = st.text("abcxn09-", min_size=1, max_size=4) | st.sampled_from(["x" * 63, "x" * 64, "xn--a", "1"])
ENDING = st.sampled_from(
    ["org", "com", "test", "local", "onion", "arpa", "example", "uk", "x1", "1", "o", "invalid"]
)
ANY_LOCAL = st.text("abz09._+-", min_size=1, max_size=8) | st.sampled_from(
    ["a" * 64, "a" * 65, "postmaster", "info"]
)
WIDE = {ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnopqrstuvwxyz0123456789"}


@given(ANY_LOCAL, st.lists(LABEL, max_size=4), ENDING)
def test_what_is_plain_is_taken_as_the_library_takes_it(local: str, labels: list[str], ending: str) -> None:
    domain = ".".join([*labels, ending])
    if not _is_plain(local, domain):
        return
    valid = validate_email(f"{local}@{domain}", check_deliverability=False, allow_smtputf8=False)
    assert (
        f"{valid.local_part}@{valid.ascii_domain}" == deliverable(f"{local}@{domain}") == f"{local}@{domain}"
    )


def test_nearly_all_are_plain_and_what_is_nobodys_is_none() -> None:
    assert _is_plain("amelie.d", "example.org")
    assert _is_plain("n0ur+sign", "mail-1.example.co.uk")
    for local, domain in (
        ("Amelie", "example.org"),
        ("a..b", "example.org"),
        ("a", "x.test"),
        ("a", "localhost"),
    ):
        assert not _is_plain(local, domain)


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
        "amelie@example.org <nour@example.org>", '"nour"@example.org', "nour@[127.0.0.1]", "nour@localhost",
        "nour@127.0.0.1",
        "nour@example.org\0", "no\u202eur@example.org", "no ur@example.org", "nour@" + "e" * 250 + ".org",
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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nour@example.org\u00a0", "nour@example.org"), ("\u200bnour@example.org\ufeff", "nour@example.org"),
        ("\u202anour@example.org\u202c", "nour@example.org"), ("\u2068nour@example.org\u2069", "nour@example.org"),
        ("nour@exam\u00adple.org", "nour@example.org"), ("nour@exam\u200bple.org", "nour@example.org"),
        ("\u202enour@example.org\u202c", "nour@example.org"), ("no\u200cur@example.org", "nour@example.org"),
        ("mailto:nour@example.org", "nour@example.org"), ("MAILTO:nour%40example.org?subject=Hi", "nour@example.org"),
        ("E-mail: nour@example.org", "nour@example.org"), ("البريد: nour@example.org", "nour@example.org"),
        ("Nour H. <nour@example.org>", "nour@example.org"), ("\"H, Nour\" <nour@example.org>;", "nour@example.org"),
        ("<nour@example.org>", "nour@example.org"), ("nour@example.org<mailto:nour@example.org>", "nour@example.org"),
        ("Nour (nour@example.org)", "nour@example.org"), ("[nour@example.org]", "nour@example.org"),
        ("“nour@example.org”", "nour@example.org"), ("«nour@example.org»", "nour@example.org"),
        ("nour@example.org. ", "nour@example.org"), ("nour@example.org،", "nour@example.org"),
        ("nour@example.org/", "nour@example.org"), ("nour@example.org…", "nour@example.org"),
        ("nour @ example.org", "nour@example.org"), ("nour@example. org", "nour@example.org"),
        ("nour＠example．org", "nour@example.org"), ("nour@example。org", "nour@example.org"),
        ("nour.١۹@example.org", "nour.19@example.org"), ("nour@example٢.org", "nour@example2.org"),
        ("Nour.H@Example.Org", "Nour.H@example.org"), ("o’kane@example.org", "o'kane@example.org"),
        ("nour@my–group.example.org", "nour@my-group.example.org"), ("a&b@example.org", "a&b@example.org"),
        ("نور <nour@مثال.example.org>", "nour@xn--mgbh0fb.example.org"),
        ("nour@می\u200cخواهم.example.org", deliverable("nour@میخواهم.example.org")),
        ("n" * 64 + "@example.org", "n" * 64 + "@example.org"),
        # A name, a label, a bullet or a mark of any program around it
        ("nour@example.org (Nour H.)", "nour@example.org"), ("Nour (Hope) <nour@example.org>", "nour@example.org"),
        ("Нур «nour@example.org»", "nour@example.org"), ("نور “nour@example.org”", "nour@example.org"),
        ("On Tue, 3 Mar, Nour <nour@example.org> wrote:", "nour@example.org"),
        ("mailto://nour@example.org", "nour@example.org"), ("nour%40example.org", "nour@example.org"),
        ("• nour@example.org", "nour@example.org"), ("- nour@example.org", "nour@example.org"),
        ("2. nour@example.org", "nour@example.org"), ("> nour@example.org", "nour@example.org"),
        ("📧 nour@example.org 🙏", "nour@example.org"), ("\ufffcnour@example.org", "nour@example.org"),
        ("_nour@example.org_", "nour@example.org"), ("`nour@example.org`", "nour@example.org"),
        ("„nour@example.org“", "nour@example.org"), ("»nour@example.org«", "nour@example.org"),
        ("nour@example.org।", "nour@example.org"), ("nour@example.org։", "nour@example.org"),
        ("nour@example.org።", "nour@example.org"), ("nour@example.org\\", "nour@example.org"),
        ("&lt;nour@example.org&gt;", "nour@example.org"), ("nour@example.org&nbsp;", "nour@example.org"),
        ("[nour@example.org](mailto:nour@example.org)", "nour@example.org"),
        ('<a href="mailto:nour@example.org">nour@example.org</a>', "nour@example.org"),
        ("nour@example.org nour@example.org", "nour@example.org"),
        ("o´kane@example.org", "o'kane@example.org"), ("o′kane@example.org", "o'kane@example.org"),
        ("_nour@example.org", "_nour@example.org"), ("#nour@example.org", "#nour@example.org"),
    ],
)  # fmt: skip
def test_what_is_pasted_is_taken_for_what_it_is(typed: str, meant: str) -> None:
    assert deliverable(typed) == meant


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", AddressProblem.EMPTY), ("\u200b ", AddressProblem.EMPTY), ("nour@", AddressProblem.EMPTY),
        ("nour", AddressProblem.NO_AT), ("nour at example.org", AddressProblem.NO_AT),
        ("nour@example.org, amelie@example.org", AddressProblem.SEVERAL), ("nour@@example.org", AddressProblem.SEVERAL),
        ("no ur@example.org", AddressProblem.BLANK), ("nour@exam ple.org", AddressProblem.BLANK),
        ("no\u202eur@example.org", AddressProblem.UNSEEN), ("no\x1bur@example.org", AddressProblem.UNSEEN),
        ("\ufffdour@example.org", AddressProblem.UNSEEN), ("nour@example.org\ufffd", AddressProblem.UNSEEN),
        ("a@b@example.org", AddressProblem.SEVERAL), ("@nour@example.org", AddressProblem.SEVERAL),
        ("نور@example.org", AddressProblem.OTHER_SCRIPT), ("müller@example.org", AddressProblem.OTHER_SCRIPT),
        ("n" * 65 + "@example.org", AddressProblem.LONG_LOCAL), ("n" * 2_000, AddressProblem.LONG),
        ("n@" + ".".join(["e" * 60] * 5), AddressProblem.LONG), ("nour..h@example.org", AddressProblem.LOCAL),
        ("https://nour@example.org", AddressProblem.LOCAL), ("nour@example", AddressProblem.DOMAIN),
        ("nour@example,org", AddressProblem.DOMAIN), ("nour@127.0.0.1", AddressProblem.DOMAIN),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_apart(typed: str, problem: AddressProblem) -> None:
    with pytest.raises(NotAnAddress) as refused:
        deliverable(typed)
    assert refused.value.problem is problem
    assert sentence(refused.value) == MESSAGES[f"address-{problem}"].sentence


def test_each_problem_has_a_sentence_of_its_own() -> None:
    said = {problem: MESSAGES[f"address-{problem}"].sentence for problem in AddressProblem}
    assert len({*said.values()}) == len(said)


def test_an_account_is_found_by_what_is_pasted() -> None:
    assert account("\u200eNour@Example.org.") == account("nour@example.org") == "nour@example.org"
    assert account(" Nobody ") == "nobody"
