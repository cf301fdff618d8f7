"""Mail addresses: what is sent to, what is compared, and the slips that fingers make."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

GMAIL = frozenset({"gmail.com", "googlemail.com"})

# Where a slip of the finger goes, by the domain that was typed.
SLIPS = {
    "gmial.com": "gmail.com", "gmai.com": "gmail.com", "gmail.co": "gmail.com", "gmail.con": "gmail.com",
    "gmal.com": "gmail.com", "gnail.com": "gmail.com", "gamil.com": "gmail.com", "gmaill.com": "gmail.com",
    "gmail.cm": "gmail.com", "hotmial.com": "hotmail.com", "hotmai.com": "hotmail.com",
    "hotmail.con": "hotmail.com", "hotmal.com": "hotmail.com", "homail.com": "hotmail.com",
    "yaho.com": "yahoo.com", "yahooo.com": "yahoo.com", "yahoo.con": "yahoo.com", "yhoo.com": "yahoo.com",
    "outlok.com": "outlook.com", "outlook.con": "outlook.com", "outllok.com": "outlook.com",
    "iclod.com": "icloud.com", "icloud.con": "icloud.com",
}  # fmt: skip


class NotAnAddress(ValueError):
    """What was typed can't be mailed to."""


def deliverable(typed: str) -> str:
    """The address to mail: NFKC, the domain in its ASCII form. Raises NotAnAddress."""
    folded = unicodedata.normalize("NFKC", typed).strip()
    try:
        valid = validate_email(folded, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as problem:
        raise NotAnAddress(str(problem)) from None
    if "=?" in valid.local_part:
        raise NotAnAddress("in a header an encoded word means another address")
    return f"{valid.local_part}@{valid.ascii_domain}"


def canonical(address: str) -> str:
    """The form in which two spellings of one mailbox are equal: case, NFKC, IDNA, `+tag`, Gmail's dots.

    Only compared, never mailed to: a provider may tell apart what this makes equal.
    """
    local, _, domain = deliverable(address).lower().rpartition("@")
    local = local.split("+", 1)[0].rstrip(".") or local
    if domain in GMAIL:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def did_you_mean(address: str) -> str | None:
    """The address probably meant, where the domain is a common slip."""
    local, _, domain = address.rpartition("@")
    meant = SLIPS.get(domain.lower())
    return f"{local}@{meant}" if meant else None
