"""Keys: who can open what signers give, where each key lies, and who is asked for one."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.current import settings
from campaign.desk.refusals import said
from campaign.desk.stale import Stale, as_seen, differing, version_of
from campaign.desk.typed_fields import called
from campaign.lib.refusal import Refusal
from campaign.notifications import actions as notifications
from campaign.notifications import queries as notifications_queries
from campaign.organisers import queries as organisers_queries
from campaign.releases import queries as releases_queries
from campaign.releases.actions.opening import holder_facts
from campaign.releases.models import CONFIRMABLE
from campaign.releases.readiness import holders_suffice
from campaign.vault import actions, key_offers
from campaign.vault import queries as vault_queries
from campaign.vault.first_identity import first_recipient
from campaign.vault.models import Holder
from campaign.vault.recipients import read_recipient

PLACES = ("place", "paper_keeper", "paper_place")

pages = Blueprint("keys", __name__, url_prefix="/desk/campaigns/<slug>/keys")


@pages.get("")
def show(slug: str) -> Any:
    """The holders, those who were asked, and the ways to add one."""
    return _page()


@pages.post("/links")
def ask(slug: str) -> Any:
    """A link for somebody to make her key by, shown this once."""
    name = request.form.get("name", "").strip()
    try:
        token = key_offers.ask_for_key(name=name, campaign_id=g.campaign.id)
    except Refusal as refusal:
        return _page(asked=name, problem=said(refusal)), 422
    made, proved = (_link(view, name, token) for view in ("make", "drill"))
    return render_template("desk/key_link.html", name=name, made=made, proved=proved)


@pages.post("/<int:holder_id>/link")
def link(slug: str, holder_id: int) -> Any:
    """A link for a holder to prove her key by, shown this once."""
    try:
        name = _name(holder_id)
        token = key_offers.link_for_holder(holder_id=holder_id, campaign_id=g.campaign.id)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    return render_template("desk/key_link.html", name=name, made=None, proved=_link("drill", name, token))


@pages.post("/links/<int:offer_id>/accepted")
def accept(slug: str, offer_id: int) -> Any:
    """Seal to her from now on, after her key was compared."""
    compared = request.form.get("recipient", "")
    try:
        holder = key_offers.accept(offer_id=offer_id, campaign_id=g.campaign.id, recipient=compared)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    return _back(
        gettext(
            "%(name)s can open what is given from now on. Next, the key has to be proved.", name=holder.name
        )
    )


@pages.post("/links/<int:offer_id>/withdrawn")
def withdraw(slug: str, offer_id: int) -> Any:
    """Make a link void."""
    key_offers.withdraw_offer(offer_id=offer_id, campaign_id=g.campaign.id)
    return _back(gettext("The link no longer works."))


@pages.post("/pasted")
def add(slug: str) -> Any:
    """Take a public half that came by another way."""
    name, public = request.form.get("name", "").strip(), request.form.get("public", "")
    try:
        said_name, recipient = read_recipient(public.encode())
        holder = actions.add(name=name or said_name, recipient=recipient)
    except Refusal as refusal:
        return _page(name=name, public=_unless_private(public), problem=said(refusal)), 422
    except ValueError:
        return _page(name=name, public=public, problem=gettext("This is not the public half of a key.")), 422
    return _back(
        gettext(
            "%(name)s can open what is given from now on. Next, the key has to be proved.", name=holder.name
        )
    )


@pages.post("/<int:holder_id>/place")
def keep(slug: str, holder_id: int) -> Any:
    """Write down where her key lies, who keeps it on paper, and with which account she works here."""
    fields = {field: request.form.get(field, "") for field in PLACES}
    try:
        name = _name(holder_id)
        with as_seen(slug, lambda _: _kept(holder_id), request.form.get("version")):
            actions.keep_apart(name=name, **fields)
            _know(holder_id)
    except Stale:
        tidied = {field: " ".join(words.split()) for field, words in fields.items()}
        if differences := differing(_kept(holder_id), tidied, _said_as):
            return _page(places={holder_id: fields}, differences=differences), 409
        _know(holder_id)
    except Refusal as refusal:
        return _page(places={holder_id: fields}, problem=said(refusal)), 422
    return _back(gettext("Saved."))


@pages.post("/drill")
def drill(slug: str) -> Any:
    """A word for each holder who hasn't proved her key lately, as a text for them to open."""
    return _page(drill=actions.write_drill())


@pages.post("/proof")
def prove(slug: str) -> Any:
    """The word that a holder read."""
    word = request.form.get("word", "")
    try:
        holder = actions.prove(word=word)
    except Refusal as refusal:
        return _page(word=word, problem=said(refusal)), 422
    return _back(gettext("%(name)s can open what is sealed.", name=holder.name))


@pages.post("/<int:holder_id>/retired")
def retire(slug: str, holder_id: int) -> Any:
    """Seal to her no longer."""
    try:
        holder = actions.retire(
            name=_name(holder_id), keep_last=bool(releases_queries.in_state(*CONFIRMABLE))
        )
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    return _back(
        gettext(
            "Nothing more will be sealed to %(name)s. What was sealed before stays readable with that key.",
            name=holder.name,
        )
    )


def _link(view: str, name: str, token: str) -> str:
    """The token last: a name may end in a sign that mail programs leave out of a link."""
    return f"{settings().base_url}/holder.html#{view}&name={quote(name)}&invitation={token}"


def _know(holder_id: int) -> None:
    """Note with which account she works here, where that is asked."""
    if "account" in request.form:
        notifications.know_holder(holder_id=holder_id, organiser_id=_account(holder_id))


def _account(holder_id: int) -> int | None:
    """The one that was chosen, of those that are offered."""
    chosen = request.form["account"]
    return next((key for key, _ in _people([holder_id])[holder_id] if str(key) == chosen), None)


def _kept(holder_id: int) -> dict[str, str]:
    """What the form of a holder's place shows; of one who isn't there, nothing."""
    return _written(
        next((each for each in vault_queries.holders(retired=True) if each.id == holder_id), None)
    )


def _written(holder: Holder | None) -> dict[str, str]:
    return {name: getattr(holder, name, None) or "" for name in PLACES}


def _said_as(name: str, value: str) -> tuple[str, str]:
    words = gettext("Where it is kept") if name == "place" else called(name) or name
    return words, value or gettext("not given")


def _people(holder_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """For each holder who works in this campaign, and the person who is noted already, wherever she works."""
    here = {person.id: person.name for person, _ in organisers_queries.people_of(g.campaign.id)}
    accounts = {key: noted for key, noted in notifications_queries.accounts().items() if noted not in here}
    offered = {key: dict(here) for key in holder_ids}
    for key, noted in accounts.items():
        if key in offered and (person := organisers_queries.organiser(noted)):
            offered[key][person.id] = person.name
    return {key: list(people.items()) for key, people in offered.items()}


def _name(holder_id: int) -> str:
    """Raises Refusal."""
    for each in vault_queries.holders(retired=True):
        if each.id == holder_id:
            return each.name
    raise Refusal("vault/no-holder", name=holder_id)


def _unless_private(public: str) -> str:
    """What was pasted, to be mended; of a private half nothing is shown again."""
    return "" if "SECRET" in public.upper() else public


def _back(sentence: str) -> Any:
    flash(sentence, "success")
    return redirect(url_for("keys.show", slug=g.campaign.slug))


def _page(**more: Any) -> str:
    """With what was typed, each in the form that it was typed into; `places` by the holder's id."""
    typed = {
        "problem": None,
        "asked": "",
        "name": "",
        "public": "",
        "word": "",
        "drill": None,
        "places": {},
        "differences": (),
        **more,
    }
    holders = vault_queries.holders(retired=True)
    return render_template(
        "desk/keys.html", **typed,
        holders=[each for each in holders if each.retired_at is None],
        retired=[each for each in holders if each.retired_at is not None],
        offers=[(each, key_offers.compared_signs(each.recipient or "")) for each in key_offers.offers(g.campaign.id)],
        suffices=holders_suffice(holder_facts()), unmoved=_unmoved(),
        accounts=notifications_queries.accounts(), people=_people([each.id for each in holders]),
        versions={each.id: version_of(_written(each)) for each in holders},
        unproved=bool(vault_queries.unproved()), due=bool(vault_queries.due_for_drill()),
    )  # fmt: skip


def _unmoved() -> str:
    """Whether the key that came with the site is `there`, or there and `retired`; empty once it was moved."""
    recipient = first_recipient()
    if recipient is None:
        return ""
    return "there" if recipient in {each.recipient for each in vault_queries.holders()} else "retired"
