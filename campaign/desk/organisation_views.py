"""Who is behind a campaign: in public, and for missions that want to telephone."""

from typing import Any

from flask import g, request
from flask_babel import gettext

from campaign.desk.answers import Question, lines_of, pages_of
from campaign.desk.stale import Values
from campaign.desk.text_words import language_name
from campaign.lib import countries
from campaign.lib.languages import LETTER_LANGUAGES, SPOKEN
from campaign.lib.name_rows import plain_row
from campaign.lib.pasted import site
from campaign.releases import queries as releases_queries
from campaign.releases.actions.naming import OPTIONAL, name_organisers
from campaign.releases.actions.notices import NOTICES
from campaign.releases.models import Campaign, LegalForm
from campaign.spoken import spoken


def _read(campaign: Campaign) -> Values:
    row = releases_queries.responsible(campaign.id)
    about = {name: (getattr(row, name) or "") if row else "" for name in (*OPTIONAL, "legal_name")}
    form = row.legal_form.value if row else ""
    notices = {name: getattr(campaign, name) or "" for name in NOTICES}
    called = {f"organisers-{code}": "\n".join((campaign.called or {}).get(code, [])) for code in SPOKEN}
    return {"organisers": "\n".join(campaign.organisers), **called, "legal_form": form, **about, **notices}


def _typed() -> Values:
    form = request.form
    chosen = (
        LegalForm.COALITION if form.get("legal_form") == LegalForm.COALITION.value else LegalForm.REGISTERED
    )
    fields = ("organisers", *(f"organisers-{code}" for code in SPOKEN))
    names = {name: "\n".join(lines_of(form.get(name, ""))) for name in fields}
    about = {name: form.get(name, "").strip() for name in (*OPTIONAL, "legal_name", *NOTICES)}
    return {**names, "legal_form": chosen.value, **about, "website": site(about["website"])}


def _save(slug: str, typed: Values) -> None:
    name_organisers(
        slug=slug,
        organisers=typed["organisers"].splitlines(),
        called={code: typed[f"organisers-{code}"].splitlines() for code in SPOKEN},
        legal_form=LegalForm(typed["legal_form"]),
        legal_name=typed["legal_name"],
        about={name: typed[name] for name in OPTIONAL},
        notices={name: typed[name] for name in NOTICES},
    )


def _said_as(name: str, value: Any) -> tuple[str, str]:
    labels = {
        "organisers": gettext("Who is behind it, as signers see it"),
        **{f"organisers-{code}": _in_language(code) for code in SPOKEN},
        "controller": gettext("Who is responsible by law, with a postal address"),
        "representative": gettext("Representative in the European Union"),
        "authority": gettext("Data protection authority to complain to"),
        "server_country": gettext("Country of the server"),
        "legal_form": gettext("Legal status"),
        "legal_name": gettext("Legal name, or the names of the coalition"),
        "seat": gettext("Where you are based"),
        "website": gettext("Website"),
        "person": gettext("A person for missions"),
        "office": gettext("Position"),
        "telephone": gettext("Telephone"),
    }
    if name == "legal_form":
        words = {
            "": gettext("not answered"),
            LegalForm.REGISTERED.value: gettext("registered"),
            LegalForm.COALITION.value: gettext("unregistered coalition"),
        }
        return labels[name], words[value]
    if name == "server_country" and value in countries.codes():
        return labels[name], countries.name(value, str(spoken()))
    return labels[name], plain_row(value.splitlines(), str(spoken())) or gettext("empty")


def _in_language(code: str) -> str:
    return gettext("Who is behind it, in %(language)s", language=language_name(code))


def _shown() -> set[str]:
    """Languages of its pages and of letters, and those in which they have names already."""
    return {*g.campaign.languages, *LETTER_LANGUAGES, *(g.campaign.called or {})}


def _more() -> dict[str, Any]:
    return {
        "spoken": [(code, _in_language(code)) for code in SPOKEN if code in _shown()],
        "countries": countries.collated(str(spoken())),
    }


pages = pages_of(
    Question(name="organisation", read=_read, typed=_typed, save=_save, said_as=_said_as, more=_more)
)
