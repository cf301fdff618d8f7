"""What every request for the desk passes: its host, its form's token, who asks, and whether that page is hers."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Any, NoReturn
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    abort,
    g,
    has_request_context,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user
from flask_security.utils import check_and_update_authn_fresh
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError

from campaign.audit import actions as audit
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.audit.acts import Act
from campaign.current import asked, settings
from campaign.desk import asking_again, waiting_views
from campaign.desk.access import ACCESS, FRESH, HELD, Anyone
from campaign.desk.form_pages import page_with_form, to_its_form
from campaign.desk.throttled import slow_down
from campaign.desk.typed_fields import typed_back
from campaign.organisers import desk_keys
from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import Organiser
from campaign.organisers.roles import Role, suffices
from campaign.organisers.sessions import is_desk
from campaign.organisers.sign_in import FRESH as FRESH_FOR
from campaign.releases import queries as releases_queries
from campaign.web.admission import is_unmarked
from campaign.web.near import to_what_was_meant

PUT_OFF = "second factor put off"
STRANGER = "somebody who isn’t signed in"
NUMBERED = ("127.0.0.1", "::1")


def init_app(app: Flask) -> None:
    """Put it before every page of the desk. What it says of who asks stands in `g`."""
    app.before_request(admit)
    app.after_request(_note_what_is_not_here)
    app.teardown_request(_acts_no_more)
    app.jinja_env.globals.update(desk_token=generate_csrf)
    app.jinja_env.filters.update(one=lambda errors: next(iter(errors), None))
    app.context_processor(_about_the_desk)


def admit() -> Any:
    """Let a request in, or say where to go first; None for all that isn't the desk."""
    if not is_desk(asked().path):
        return None
    if away := _to_a_name():
        return away
    if led := _to_another_page():
        return led
    desk_keys.require()
    _acts_as(STRANGER)
    g.organiser = g.role = g.campaign = None
    if request.method == "POST":
        if refused := _refused_form():
            return refused
        if late := slow_down():
            return late
        asking_again.renew_once_said()
        asking_again.show_again_once_said()
    least = _least()
    if least is Anyone.STRANGER:
        g.organiser = _whoever_asks()
        return None
    return _let_in(least)


def _acts_as(who: str) -> None:
    """What is done from here on in this request is noted under this name."""
    g.setdefault("acts", ExitStack()).enter_context(acting(Actor(ActorKind.ORGANISER, who)))


def _acts_no_more(_: BaseException | None) -> None:
    if acts := g.pop("acts", None):
        acts.close()


def _to_a_name() -> Any:
    """Passkeys know sites by name: on this machine the desk is at localhost."""
    numbered = urlsplit(f"//{request.host}").hostname in NUMBERED
    if settings().loopback and numbered and request.method == "GET":
        return redirect(f"http://localhost:{settings().port}{request.full_path.rstrip('?')}")
    return None


def _to_another_page() -> Any:
    """From an address that has no page: to the form that is sent there, or to what was meant by it.

    Before signing in, which would be the end of an invitation's link with a sign too many.
    """
    if request.method not in {"GET", "HEAD"}:
        return None
    return to_its_form() or (to_what_was_meant() if request.routing_exception else None)


def _refused_form() -> Any:
    """A POST says by its header that we sent it, and carries the token of its session (architecture.md, rule 8)."""
    if is_unmarked():
        abort(403)
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRF-Token"))
    except ValidationError:
        return typed_back() or abort(403)
    return None


def _least() -> Any:
    if request.routing_exception is not None:
        return Anyone.ORGANISER  # a page that isn't there looks to strangers like any other
    return ACCESS.get(request.endpoint or "", {}).get("GET" if request.method == "HEAD" else request.method)


def _whoever_asks() -> Organiser | None:
    return current_user._get_current_object() if current_user.is_authenticated else None


def _let_in(least: Any) -> Any:
    g.organiser = _whoever_asks()
    if g.organiser is None:
        return _to_sign_in()
    _acts_as(g.organiser.audit_name)
    if least is None:
        abort(404)
    if least is not Anyone.HALF and not _is_whole(g.organiser):
        return redirect(url_for("account.show"))
    _require_right(least)
    if request.endpoint in HELD and organisers_queries.is_held(g.organiser.id):
        return render_template("desk/second_person.html"), 403
    if request.endpoint in FRESH and not check_and_update_authn_fresh(FRESH_FOR, timedelta(0)):
        return asking_again.ask_again()
    return None


def _to_sign_in() -> Any:
    if request.method == "GET":
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return typed_back() or redirect(url_for("security.login", next=page_with_form()))


def _is_whole(organiser: Organiser) -> bool:
    """Whether she has a second factor; on this machine alone it may be put off."""
    return organiser.has_second_factor or bool(settings().loopback and session.get(PUT_OFF))


def _require_right(least: Any) -> None:
    """What isn't hers isn't there; what she may see and not do is refused."""
    if "slug" in (request.view_args or {}):
        g.campaign = releases_queries.campaign(request.view_args["slug"])  # type: ignore[index]  # looked at above
        if g.campaign is None:
            abort(404)
        g.role = organisers_queries.role_in(organiser_id=g.organiser.id, campaign_id=g.campaign.id)
        if g.role is None:
            _refuse(404)
    if isinstance(least, Role) and not suffices(g.role, least):
        _refuse(403 if request.method == "POST" else 404)
    if least is Anyone.SITE_OWNER and not g.organiser.is_site_owner:
        _refuse(404)


def _refuse(status: int) -> NoReturn:
    """Whoever is signed in and tries what isn't hers is in the list of acts, of a page that was opened too: so those
    whose campaign it is learn of a session that somebody else has.
    """
    audit.note(Act.REFUSED, campaign=g.campaign.slug if g.campaign else None)
    abort(status)


def _note_what_is_not_here(response: Response) -> Response:
    """A form sent with a number of something that isn't in the campaign: of another one's, perhaps."""
    if response.status_code == 404 and request.method == "POST" and g.get("role") is not None:
        audit.note(Act.REFUSED, campaign=g.campaign.slug)
    return response


def _may(endpoint: str, method: str = "GET") -> bool:
    """Whether whoever asks may do that in this campaign: what isn't hers isn't offered."""
    least = ACCESS[endpoint][method]
    return isinstance(least, Role) and suffices(g.get("role"), least)


def _about_the_desk() -> dict[str, Any]:
    """What the desk's templates may ask for; nothing of it stands in public ones."""
    if not has_request_context() or not is_desk(request.path):
        return {}
    return {
        "organiser": g.get("organiser"), "campaign": g.get("campaign"), "role": g.get("role"),
        "waiting": waiting_views.waiting(), "waiting_letters": waiting_views.waiting_letters(),
        "may": _may, "form_page": page_with_form(), "begun": asking_again.begun(),
        "put_off": bool(session.get(PUT_OFF)), "loopback": settings().loopback, "Role": Role,
    }  # fmt: skip
