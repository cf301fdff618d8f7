"""The slips that fingers make in the domain of a mail address: which provider was meant.

data/providers.txt has the providers and the domains each has mailboxes under. None of these is ever asked about, nor is
the name of one that is in many countries under the domain of a further one: nobody knows for good which of them exist.
"""

from collections import Counter, defaultdict
from functools import lru_cache

from campaign.lib.slips import is_one_slip, is_short_slip, without_one
from campaign.lib.un_names import DATA, all_codes

# Their names alone say whom they mean, whatever stands behind: there is no gmail.fr.
ONE_DOMAIN = {"gmail": "gmail.com", "googlemail": "googlemail.com", "icloud": "icloud.com"}
GENERIC = frozenset({"org", "info"})  # where a provider in many countries has no mailboxes
DISTINCT = 5  # a shorter name is near to others' names, so that only the commonest slips count
# Domains of countries that a slip in "com" or "net" makes.
SECOND = frozenset({"", "co", "com", "net", "org"})
MANY = 5
LIKE_COM = frozenset({"co", "cm", "om", "ne", "cn"})


def did_you_mean(address: str) -> str | None:
    """The address probably meant, where its domain is a provider's with a slip in it; None if it may be right."""
    local, _, domain = address.rpartition("@")
    meant = provider_meant(domain.lower())
    return f"{local}@{meant}" if meant else None


def provider_meant(domain: str) -> str | None:
    """The provider's domain that one slip in the name, in what follows it, or in each of the two leads to."""
    if domain in _domains() or _is_abroad(domain):
        return None
    if only := ONE_DOMAIN.get(domain.partition(".")[0]):
        return only
    near = [meant for meant in _candidates(domain) if _is_slip(domain, meant)]
    whole = [meant for meant in near if is_one_slip(domain, meant)]
    return next(iter(whole or near), None) or _by_name_alone(domain)


def _candidates(domain: str) -> list[str]:
    """Those that one slip in the whole or in the name may lead to, the likelier meant first.

    Nothing typed is kept for the next who types the same: how long that takes would tell whether somebody did before.
    """
    by_part, places = _shortened()
    shorter = without_one(domain) | without_one(domain.partition(".")[0])
    near = {meant for part in shorter if part in by_part for meant in by_part[part]}
    return sorted((meant for meant in near if abs(len(meant) - len(domain)) <= 2), key=places.__getitem__)


def _by_name_alone(domain: str) -> str | None:
    name, _, ending = domain.partition(".")
    if ending in GENERIC and name in _abroad() and f"{name}.com" in _domains():
        return f"{name}.com"
    return _with_the_ending_twice(domain)


def _with_the_ending_twice(domain: str) -> str | None:
    """hotmail.com.com, hotmail.frcom: the ending that a keyboard offers, behind one that is there."""
    behind = (domain.removesuffix(end) for end in (".com", "com", ".net", ".org") if domain.endswith(end))
    return next((shorter for shorter in behind if shorter in _domains()), None)


def _is_slip(domain: str, meant: str) -> bool:
    name, _, ending = domain.partition(".")
    its_name, _, its_ending = meant.partition(".")
    if len(its_name) < DISTINCT:
        return (name == its_name and is_one_slip(ending, its_ending)) or (
            is_short_slip(domain, meant)
            and (ending == its_ending or name == its_name or sorted(domain) == sorted(meant))
        )
    if is_one_slip(domain, meant):
        return True
    return is_one_slip(name, its_name) and is_one_slip(ending, its_ending)


def _is_abroad(domain: str) -> bool:
    """Whether it is the name of a provider in many countries under a country's domain."""
    name, _, ending = domain.partition(".")
    second, _, country = ending.rpartition(".")
    is_country = second in SECOND and country.upper() in _ends_of_countries() and ending not in LIKE_COM
    return is_country and name in _abroad()


@lru_cache(maxsize=1)
def _ends_of_countries() -> frozenset[str]:
    return frozenset(all_codes()) | {"UK"}


@lru_cache(maxsize=1)
def _domains() -> dict[str, None]:
    """Every domain, the likelier meant first."""
    lines = (DATA / "providers.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return {f"{name}.{ending}": None for name, *endings in rows for ending in endings}


@lru_cache(maxsize=1)
def _shortened() -> tuple[dict[str, list[str]], dict[str, int]]:
    """The domains by all that is left of them and of their names where one sign is missing; and their order."""
    by_part: dict[str, list[str]] = defaultdict(list)
    for domain in _domains():
        for part in (domain, domain.partition(".")[0]):
            for shorter in without_one(part):
                by_part[shorter].append(domain)
    return dict(by_part), {domain: place for place, domain in enumerate(_domains())}


@lru_cache(maxsize=1)
def _abroad() -> frozenset[str]:
    count = Counter(domain.partition(".")[0] for domain in _domains())
    return frozenset(name for name, endings in count.items() if endings >= MANY)
