"""The public forms: plain string fields, checked in plain words, with a stateless token."""

from enum import StrEnum
from functools import lru_cache
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import BooleanField, StringField, ValidationError
from wtforms.csrf.core import CSRF

from campaign.lib import addresses, countries, stamps
from campaign.lib.names import NoName
from campaign.lib.refusal import message
from campaign.lib.text import Unfit
from campaign.signing import typed

ON_THE_PAGE = ("name", "email", "country", "updates", "consent")


class StampProblem(StrEnum):
    """What is wrong with a form's token."""

    OLD = "old"
    AHEAD = "ahead"
    FORGED = "forged"


class Stamped(CSRF):  # type: ignore[misc]  # WTForms has no types
    """A token signed and stamped with the second of rendering; no cookie, no session (architecture.md, rule 8)."""

    def setup_form(self, form: Any) -> Any:
        form.stamp_age = None
        form.stamp_problem = None
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Any) -> str:
        return typed.fresh_token()

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        try:
            form.stamp_age = typed.stamp_age(field.data or "")
        except stamps.TooOld:
            form.stamp_problem = StampProblem.OLD
            raise ValidationError(
                gettext("This page was open for more than a day. Please press the button again.")
            ) from None
        except stamps.FromAhead:
            form.stamp_problem = StampProblem.AHEAD
            raise ValidationError(
                gettext("The time on this page doesn’t match our server’s. Please press the button again.")
            ) from None
        except stamps.Forged:
            form.stamp_problem = StampProblem.FORGED
            raise ValidationError(gettext("This form did not come from our page.")) from None


class StampedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form with nothing but its token: a button. Subclasses add fields."""

    class Meta:
        csrf = True
        csrf_class = Stamped
        csrf_field_name = "token"

    stamp_age: float | None
    stamp_problem: StampProblem | None

    @property
    def fresh_token(self) -> str:
        """For the page that is made now, whatever token came in."""
        return typed.fresh_token()

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(field, sentence) of each visible field that needs mending, in the order of the page."""
        fields = [self[name] for name in ON_THE_PAGE if name in self]
        return [(field.name, field.errors[0]) for field in fields if field.errors]


class NameAndCountry(StampedForm):
    """What a signer may mend before confirming."""

    name = StringField()
    country = StringField()

    def validate_name(self, field: Any) -> None:
        """Any script, initials too; not empty and no code."""
        try:
            self.clean_name = typed.name_in(field.data or "")
        except Unfit as problem:
            raise ValidationError(_unfit(str(problem))) from None

    def validate_country(self, field: Any) -> None:
        """One code that we know, or UNSAID."""
        if typed.country_in(field.raw_data or []) is None:
            raise ValidationError(gettext("Choose where you live, or “I prefer not to say”."))


class SignForm(NameAndCountry):
    """Three fields, two boxes, and one that only programs see."""

    email = StringField()
    updates = BooleanField()
    consent = BooleanField()
    website = StringField()
    replaces = StringField()
    meant = StringField()  # the spelling we asked about, so that we ask once
    use = StringField()  # which of two buttons answered that

    clean_name: str
    suggestion: str | None = None

    def validate_email(self, field: Any) -> None:
        """Something that can be mailed to; a common slip is asked about once, and taken for what was meant on a yes."""
        fields = {"email": field.data, "meant": self.meant.data, "use": self.use.data}
        try:
            understood = typed.address_in(fields)
        except addresses.NotAnAddress as problem:
            raise ValidationError(gettext(message(problem).sentence)) from None
        self.clean_email, self.suggestion = understood.address, understood.slip
        if understood.is_to_be_asked:
            raise ValidationError(gettext("Did you mean %(address)s?", address=understood.slip))
        if understood.is_mended:
            field.data = understood.address

    def validate_consent(self, field: Any) -> None:
        """No signature without it."""
        if not field.data:
            raise ValidationError(
                gettext("To sign, tick the box. We may not store your signature without it.")
            )

    @property
    def replaced(self) -> bool:
        """Whether this one corrects another, as our own page said."""
        return typed.correction_in(self.replaces.data or "") is not None


def country_options(locale: str, *, chosen: str | None, first: tuple[str, ...] = ()) -> Markup:
    """The options of the country field; `first` are the codes where most signers live."""
    options = _options(locale, first)
    if chosen and (chosen in countries.codes() or chosen == countries.UNSAID):
        marked = options.rsplit(f'<option value="{chosen}">', 1)
        return Markup(f'<option value="{chosen}" selected>'.join(marked))  # nosec B704 # noqa: S704  our own markup, cut at a known code
    return options


@lru_cache(maxsize=100)  # who signs decides which countries come first
def _options(locale: str, first: tuple[str, ...]) -> Markup:
    named, offered = dict(countries.collated(locale)), countries.offered(locale)
    parts = [
        Markup('<option value="{}">{}</option>').format(countries.UNSAID, gettext("I prefer not to say"))
    ]
    if first:
        parts.append(
            _group(gettext("Where most signers live"), [_option(c, named[c]) for c in first if c in named])
        )
    every = [_option(code, name, other=name != named[code]) for code, name in offered]
    parts += [_group(gettext("All countries and territories"), every)] if first else every
    return Markup("").join(parts)


def _group(label: str, options: list[Markup]) -> Markup:
    return Markup('<optgroup label="{}">{}</optgroup>').format(label, Markup("").join(options))


def _option(code: str, name: str, *, other: bool = False) -> Markup:
    """`other` is a name beside the country's own, to be found by and never the one that is marked as chosen."""
    return Markup('<option {}value="{}">{}</option>').format("data-other " if other else "", code, name)


def _unfit(problem: str) -> str:
    unseen = gettext("This name contains characters that can’t be shown. Type it again.")
    return {
        "": gettext("Enter your name or your initials."),
        "control characters": unseen,
        "invisible characters": unseen,
        "piled marks": unseen,
        NoName.LOST: gettext("Some characters of this name were lost on the way. Type it again."),
        NoName.PICTURE: gettext("Enter your name in letters, without pictures."),
        NoName.MAIL: gettext("Enter your name without an email address."),
        NoName.WEB: gettext("Enter your name without a web address."),
        NoName.TELEPHONE: gettext("Enter your name without a telephone number."),
        "too long": gettext("Enter a shorter name, at most 120 characters."),
        "no letter": gettext("A name needs at least one letter."),
        "formula": gettext("A name starts with a letter, not a symbol."),
    }[problem]
