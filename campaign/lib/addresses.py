"""Mail addresses: what is sent to, what is compared, and what is wrong with those that can't be."""

import re
import unicodedata
from enum import StrEnum

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from campaign.lib.names import LOST
from campaign.lib.pasted import in_latin_digits
from campaign.lib.pasted_address import address_in
from campaign.lib.providers import did_you_mean
from campaign.lib.refusal import Refusal

__all__ = ["AddressProblem", "NotAnAddress", "account", "canonical", "deliverable", "did_you_mean"]

GMAIL = frozenset({"gmail.com", "googlemail.com"})
LONGEST, LONGEST_LOCAL = 254, 64  # RFC 5321
LONGEST_LABEL = 63  # RFC 1035
# Small letters and digits with single signs between them.
PLAIN_LOCAL = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*")
PLAIN_DOMAIN = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}")
NOBODYS = frozenset(SPECIAL_USE_DOMAIN_NAMES)
MOST_TYPED = 1_000
REASON = "lib/address-"
TURNS = frozenset("\u202d\u202e")  # overrides: what is read isn't what stands there


class AddressProblem(StrEnum):
    """What is wrong with what was typed as an address. Each has its sentence in `messages_cli`."""

    EMPTY = "empty"
    NO_AT = "no-at"
    SEVERAL = "several"
    BLANK = "blank"
    UNSEEN = "unseen"
    OTHER_SCRIPT = "other-script"
    LONG = "long"
    LONG_LOCAL = "long-local"
    LOCAL = "local"
    DOMAIN = "domain"


class NotAnAddress(Refusal, ValueError):
    """What was typed can't be mailed to; its sentence says why."""

    @property
    def problem(self) -> AddressProblem:
        """Which of the problems it is."""
        return AddressProblem(self.reason.removeprefix(REASON))

    @property
    def is_plain(self) -> bool:
        """Whether who looks at what she typed sees it: there is no address at all."""
        return self.problem in {AddressProblem.EMPTY, AddressProblem.NO_AT}


class Deliverable(str):
    """An address as `deliverable` gives it, which needs no second look."""


def deliverable(typed: str) -> Deliverable:
    """The address to mail: NFKC, the domain in its ASCII form. Raises NotAnAddress.

    It is read out of what people paste: unseen signs, `mailto:`, `Name <…>` and punctuation around it are left out.
    """
    if isinstance(typed, Deliverable):
        return typed
    if _is_plain(*typed.partition("@")[::2]):
        return Deliverable(typed)
    local, domain = _parts(typed)
    try:
        valid = validate_email(f"{local}@{domain}", check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as problem:
        raise _unfit(local, domain) from problem
    if "=?" in valid.local_part:
        raise NotAnAddress("lib/address-local")  # in a header an encoded word means another address
    address = f"{valid.local_part}@{valid.ascii_domain}"
    if len(valid.local_part) > LONGEST_LOCAL:
        raise NotAnAddress("lib/address-long-local")
    if len(address) > LONGEST:
        raise NotAnAddress("lib/address-long")
    return Deliverable(address)


def _is_plain(local: str, domain: str) -> bool:
    """Whether it is as nearly all are: `validate_email` takes it and changes nothing, which costs it ten times this."""
    if not PLAIN_LOCAL.fullmatch(local) or not PLAIN_DOMAIN.fullmatch(domain):
        return False
    labels = domain.split(".")
    return (
        len(local) <= LONGEST_LOCAL
        and len(local) + len(domain) < LONGEST
        and max(map(len, labels)) <= LONGEST_LABEL
        and not any(".".join(labels[at:]) in NOBODYS for at in range(len(labels)))
    )


def account(typed: str) -> str:
    """What somebody's account is looked for by: her address in small letters; what is none, as it is."""
    try:
        return deliverable(typed).casefold()
    except NotAnAddress:
        return typed.strip().casefold()


def canonical(address: str) -> str:
    """The form in which two spellings of one mailbox are equal: case, NFKC, IDNA, `+tag`, Gmail's dots.

    Only compared, never mailed to: a provider may tell apart what this makes equal.
    """
    local, _, domain = deliverable(address).lower().rpartition("@")
    local = local.split("+", 1)[0].rstrip(".") or local
    if domain in GMAIL:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def _parts(typed: str) -> tuple[str, str]:
    if len(typed) > MOST_TYPED:
        raise NotAnAddress("lib/address-long")
    if TURNS & set(typed.strip().strip("".join(TURNS))):
        raise NotAnAddress("lib/address-unseen")
    text = address_in(typed)
    if not text:
        raise NotAnAddress("lib/address-empty")
    if text.count("@") != 1:
        raise NotAnAddress("lib/address-several") if "@" in text else NotAnAddress("lib/address-no-at")
    local, domain = (part.strip() for part in text.split("@"))
    if not local or not domain:
        raise NotAnAddress("lib/address-empty")
    domain = ".".join(_label(part.strip()) for part in domain.split("."))
    return in_latin_digits(local), domain


def _label(label: str) -> str:
    plain = in_latin_digits(label)
    return plain if plain.isascii() else label  # in a domain of another script its digits are others


def _unfit(local: str, domain: str) -> NotAnAddress:
    """Which of the two parts no mailbox has, and why, as far as that can be told."""
    if any(
        sign == LOST or (unicodedata.category(sign) == "Cc" and not sign.isspace()) for sign in local + domain
    ):
        return NotAnAddress("lib/address-unseen")
    if not local.isascii():
        return NotAnAddress("lib/address-other-script")
    if any(sign.isspace() for sign in local + domain):
        return NotAnAddress("lib/address-blank")
    if len(local) > LONGEST_LOCAL:
        return NotAnAddress("lib/address-long-local")
    if len(local) + len(domain) >= LONGEST:
        return NotAnAddress("lib/address-long")
    try:
        validate_email(f"{local}@example.org", check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return NotAnAddress("lib/address-local")
    return NotAnAddress("lib/address-domain")
