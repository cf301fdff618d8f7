"""What was typed into a form, looked at without an object of it: a page that shows a form makes one, thanks don't.

Forms ask the same functions and put what these raise into words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from campaign.current import settings
from campaign.lib import addresses, countries, stamps
from campaign.lib.text import Unfit, clean_name
from campaign.signing.models import HeldReason
from campaign.vault.keys import accepted

DAY = 86_400
# Seconds in which nobody reads three labels and types. Pages out of a cache are older than that: there it holds nobody.
TOO_FAST = 2
SUGGESTED = "suggested"
UNTICKED = frozenset({None, "", "false"})  # as WTForms has it
Correction = tuple[HeldReason | None, str]


@dataclass(frozen=True)
class Typed:
    """A form in which nothing is to be mended; `replaces` is the id of the record that it corrects."""

    name: str
    address: str
    country: str
    wants_updates: bool
    replaces: bytes | None
    held: HeldReason | None


@dataclass(frozen=True)
class Understood:
    """An address, and what was probably meant by it, unless she has said so."""

    address: str
    slip: str | None
    is_to_be_asked: bool = False
    is_mended: bool = False


def typed(form: MultiDict[str, str]) -> Typed | None:
    """What the form of a campaign's page holds; None where anything is wrong, which its form object says in words."""
    fields = form.to_dict()  # a field that isn't there costs Werkzeug's own kind of them an error
    try:
        age = stamp_age(fields.get("token", ""))
        name = name_in(fields.get("name", ""))
        address = address_in(fields)
    except (stamps.TooOld, stamps.FromAhead, stamps.Forged, Unfit, addresses.NotAnAddress):
        return None
    country, correction = country_in(form.getlist("country")), correction_in(fields.get("replaces", ""))
    if address.is_to_be_asked or country is None or not is_ticked(fields, "consent"):
        return None
    return Typed(
        name=name,
        address=address.address,
        country=country,
        wants_updates=is_ticked(fields, "updates"),
        replaces=bytes.fromhex(correction[1]) if correction else None,
        held=held_because(fields.get("website"), correction, age),
    )


def stamp_age(token: str) -> float:
    """How many seconds ago the form's token was made. Raises TooOld, FromAhead or Forged, of `stamps`."""
    return stamps.read(token, keys=stamp_keys(), purpose="form", most=DAY)[1]


def fresh_token() -> str:
    """For the page that is made now, whatever token came in."""
    return stamps.stamp("form", keys=stamp_keys(), purpose="form")


def replaces_stamp(record_id: str, *, held: HeldReason | None) -> str:
    """What the correcting form carries: the id (hexadecimal) of the record it replaces, and why that is held."""
    said = f"{held}-{record_id}" if held else record_id
    return stamps.stamp(said, keys=stamp_keys(), purpose="replaces")


def name_in(text: str) -> str:
    """Any script, initials too; not empty and no code. Raises Unfit, with nothing to say of an empty one."""
    if not text.strip():
        raise Unfit("")
    return clean_name(text)


def country_in(values: Sequence[str]) -> str | None:
    """One code that we know, or UNSAID."""
    if len(values) != 1:
        return None
    return values[0] if values[0] in countries.codes() or values[0] == countries.UNSAID else None


def address_in(form: Mapping[str, str | None]) -> Understood:
    """Something that can be mailed to; a common slip is asked about once, and taken for what was meant on a yes.

    Raises NotAnAddress.
    """
    address = addresses.deliverable(form.get("email") or "")
    suggestion = addresses.did_you_mean(address)
    is_answered = form.get("meant") == address
    if suggestion and is_answered and form.get("use") == SUGGESTED:
        return Understood(suggestion, None, is_mended=True)
    return Understood(address, suggestion, is_to_be_asked=suggestion is not None and not is_answered)


def is_ticked(form: Mapping[str, str | None], name: str) -> bool:
    """Whether a box is."""
    return form.get(name) not in UNTICKED


def held_because(website: str | None, correction: Correction | None, age: float | None) -> HeldReason | None:
    """What a program would have done: the hidden field, or faster than anyone types. None of other forms.

    A correction stays what the first was.
    """
    if website:
        return HeldReason.HIDDEN_FIELD
    if correction:
        return correction[0]
    # Below zero the page came from a clock ahead of ours, and how long it was open can't be told.
    return HeldReason.TOO_FAST if age is not None and 0 <= age < TOO_FAST else None


def correction_in(stamp: str) -> Correction | None:
    """Of a correction: why the first form is held, if it is, and its record's id; None unless our own page said so."""
    if not stamp:
        return None
    try:
        said, _ = stamps.read(stamp, keys=stamp_keys(), purpose="replaces", most=DAY)
        reason, _, record_id = said.rpartition("-")
        return HeldReason(reason) if reason else None, record_id
    except (stamps.Forged, stamps.TooOld, stamps.FromAhead, ValueError):
        return None


def stamp_keys() -> list[bytes]:
    """Those that tokens of forms are read with; the last is the one they are made with."""
    return accepted(settings().keys, "forms")
