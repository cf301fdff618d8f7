"""Signing in, by Flask-Security: its views for passwords, one-time codes, passkeys and recovery codes, and no others.

It hangs some of itself into every request; outside the desk nothing of it stays, so that public pages are the same
bytes for everyone, and cost nothing more.
"""

from datetime import timedelta
from typing import Any

from flask import (
    Blueprint,
    Flask,
    after_this_request,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user, user_logged_in, user_logged_out
from flask_login.utils import _user_context_processor
from flask_principal import Principal
from flask_security import Security, recovery_codes, views, webauthn
from flask_security.utils import login_user, set_request_attr
from sqlalchemy import select

from campaign.audit import actions as audit
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.organisers import one_time_codes, passwords, queries, sessions
from campaign.organisers.datastore import Datastore
from campaign.organisers.desk_keys import Signed
from campaign.organisers.mail_names import MailNames
from campaign.organisers.messages import MESSAGES
from campaign.organisers.models import Organiser
from campaign.organisers.passkeys import Passkeys
from campaign.organisers.recovery_codes import RecoveryCodes
from campaign.organisers.slow_hashes import HASHING
from campaign.organisers.throttle import is_known, remember_browser

FRESH = timedelta(minutes=10)
ACCOUNT_IS_NEW = "account is new"  # in g
PLACEHOLDER = "given by desk_keys.hand_over"
CONFIG: dict[str, Any] = {
    "API_ENABLED_METHODS": ["session"],
    "BLUEPRINT_NAME": "security",
    "CLI_ROLES_NAME": None,
    "CLI_USERS_NAME": None,
    "CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
    "DATETIME_FACTORY": clock.now,
    "DEPRECATED_PASSWORD_SCHEMES": [],
    "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "FRESHNESS": FRESH,
    "FRESHNESS_GRACE_PERIOD": timedelta(0),
    "JOIN_USER_ROLES": False,
    "LOGIN_USER_TEMPLATE": "desk/sign_in.html",
    "LOGOUT_USER_TEMPLATE": "desk/sign_in.html",
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "MULTI_FACTOR_RECOVERY_CODES_TEMPLATE": "desk/recovery_codes.html",
    "MULTI_FACTOR_RECOVERY_TEMPLATE": "desk/recovery.html",
    "PASSWORD_HASH": "argon2",  # nosec B105 # how they are hashed
    "PASSWORD_HASH_PASSLIB_OPTIONS": HASHING,
    "PASSWORD_LENGTH_MIN": passwords.SHORTEST,
    "PASSWORD_SALT": PLACEHOLDER,
    "PASSWORD_SCHEMES": ["argon2"],
    "POST_LOGIN_VIEW": "/desk/",
    "POST_LOGOUT_VIEW": "/desk/sign-in",
    "POST_VERIFY_VIEW": "/desk/",
    "RETURN_GENERIC_RESPONSES": True,
    "TOTP_ISSUER": PLACEHOLDER,
    "TOTP_SECRETS": {"1": PLACEHOLDER},
    "TRACKABLE": False,
    "TWO_FACTOR": True,
    "TWO_FACTOR_ALWAYS_VALIDATE": True,
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_POST_SETUP_VIEW": "/desk/account",
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "TWO_FACTOR_SETUP_WITHIN": one_time_codes.SET_UP_WITHIN,
    "TWO_FACTOR_SETUP_TEMPLATE": "desk/codes.html",
    "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "desk/code.html",
    "URL_PREFIX": "/desk",
    "VERIFY_TEMPLATE": "desk/again.html",
    "WAN_ALLOW_AS_FIRST_FACTOR": True,
    "WAN_ALLOW_AS_MULTI_FACTOR": True,
    "WAN_ALLOW_AS_VERIFY": ["first"],
    "WAN_ALLOW_USER_HINTS": False,
    "WAN_POST_REGISTER_VIEW": "/desk/account",
    "WAN_REGISTER_TEMPLATE": "desk/passkeys.html",
    "WAN_SIGNIN_TEMPLATE": "desk/passkey.html",
    "WAN_SIGNIN_WITHIN": timedelta(minutes=5),
    "WAN_VERIFY_TEMPLATE": "desk/passkey.html",
    "WEBAUTHN": True,
}
GET_POST, POST = ("GET", "POST"), ("POST",)
# With what somebody came in, by the page that let her in.
FACTORS = (
    ("password", "security.login"), ("codes", "security.two_factor_token_validation"),
    ("recovery-code", "security.mf_recovery"), ("passkey", "security.wan_signin_response"), ("link", "anew.begin"),
)  # fmt: skip


def ask_for_code() -> Any:
    """The second step of signing in. Whoever is in already, by Back or by a form sent twice, goes on to the desk.

    Flask-Security would sign her out.
    """
    if current_user.is_authenticated:
        return redirect(str(CONFIG["POST_LOGIN_VIEW"]))
    return views.two_factor_token_validation()


PAGES: list[tuple[str, str, Any, tuple[str, ...]]] = [
    ("/sign-in", "login", views.login, GET_POST),
    ("/sign-out", "logout", views.logout, POST),
    ("/again", "verify", views.verify, GET_POST),
    ("/code", "two_factor_token_validation", ask_for_code, GET_POST),
    ("/codes", "two_factor_setup", views.two_factor_setup, GET_POST),
    ("/codes/<token>", "two_factor_setup_validate", one_time_codes.switch_on, POST),
    ("/recovery", "mf_recovery", recovery_codes.mf_recovery, GET_POST),
    ("/recovery-codes", "mf_recovery_codes", recovery_codes.mf_recovery_codes, GET_POST),
    ("/passkey", "wan_signin", webauthn.webauthn_signin, GET_POST),
    ("/passkey/<token>", "wan_signin_response", webauthn.webauthn_signin_response, POST),
    ("/passkeys", "wan_register", webauthn.webauthn_register, GET_POST),
    ("/passkeys/<token>", "wan_register_response", webauthn.webauthn_register_response, POST),
    ("/passkey-removal", "wan_delete", webauthn.webauthn_delete, POST),
    ("/again/passkey", "wan_verify", webauthn.webauthn_verify, GET_POST),
    ("/again/passkey/<token>", "wan_verify_response", webauthn.webauthn_verify_response, POST),
]


class SignIn(Security):
    """Flask-Security without what it would bring for pictures of codes and names of keys: those are ours."""

    def _check_modules(self, module: str, config_name: str) -> Any:
        return module in {"qrcode", "nh3"} or super()._check_modules(module, config_name)  # type: ignore[no-untyped-call]


def init_app(app: Flask) -> None:
    """Hang signing in into the app."""
    app.config.update({f"SECURITY_{name}": value for name, value in CONFIG.items()})
    app.config.update({f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()})
    app.config["SECRET_KEY"] = PLACEHOLDER  # nothing is signed with it: see `desk_keys`
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # the session's end is the token's
    app.session_interface = sessions.DeskCookie()
    security = SignIn(
        register_blueprint=False,
        render_template=_page,
        totp_cls=one_time_codes.OneTimeCodes,
        mail_util_cls=MailNames,
        webauthn_util_cls=Passkeys,
        mf_recovery_codes_util_cls=RecoveryCodes,
    )
    security.init_app(app, Datastore())
    for name in ("wan", "tf_setup", "tf_validity"):
        setattr(security, f"{name}_serializer", Signed(name))
    security._want_json = lambda _: False
    _keep_to_the_desk(app)
    user_logged_in.connect(_begin, app)
    user_logged_out.connect(_end, app)
    app.register_blueprint(_blueprint())
    app.url_build_error_handlers.append(_instead)


def _blueprint() -> Blueprint:
    pages = Blueprint("security", __name__, url_prefix="/desk")
    for rule, name, view, methods in PAGES:
        pages.add_url_rule(rule, name, view, methods=methods)
    return pages


def _instead(error: Exception, endpoint: str, values: dict[str, Any]) -> str:
    """Flask-Security asks for the address of a page that sends codes by mail, even where it is told to send none."""
    if endpoint == "security.two_factor_rescue":
        return url_for("security.mf_recovery", **values)
    raise error


def _page(template: str, **context: Any) -> str:
    return render_template(template, **context)


def _keep_to_the_desk(app: Flask) -> None:
    """Take off what asks on every request who it is, and what takes a token from an address or a header."""
    before = app.before_request_funcs[None]
    app.before_request_funcs[None] = [
        each for each in before if not isinstance(getattr(each, "__self__", None), Principal)
    ]
    login = app.login_manager  # type: ignore[attr-defined]  # set by Flask-Login
    login._request_callback = None
    login.user_loader(load)
    after = app.after_request_funcs[None]
    app.after_request_funcs[None] = [each for each in after if getattr(each, "__self__", None) is not login]
    said = app.template_context_processors[None]
    app.template_context_processors[None] = [each for each in said if each is not _user_context_processor]


def load(uniquifier: str) -> Organiser | None:
    """Whoever a session says that it is, if it is on still and she isn't frozen."""
    row = db.session.scalar(select(Organiser).where(Organiser.fs_uniquifier == uniquifier))
    if row is None or not row.active or not sessions.is_on(row.id):
        return None
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return row


def _begin(_: Flask, user: Organiser, **__: Any) -> None:
    account = user.email
    with transaction():
        sessions.begin(user)
        if not g.get(ACCOUNT_IS_NEW):
            _note_sign_in(user)
            if not is_known(account):
                _note_new_browser(user)
    after_this_request(lambda response: remember_browser(response, account))
    after_this_request(sessions.let_upload)


def sign_in_at_first(organiser: Organiser) -> None:
    """Sign in somebody whose account this very request has made: no browser of hers could be known."""
    setattr(g, ACCOUNT_IS_NEW, True)
    login_user(organiser)


def _note_sign_in(user: Organiser) -> None:
    factor = next((kind for kind, page in FACTORS if page == request.endpoint), None)
    with acting(Actor(ActorKind.ORGANISER, user.audit_name)):
        audit.note(Act.SIGN_IN, kind=factor, person=user.id)


def _note_new_browser(user: Organiser) -> None:
    """In the list of each campaign that she works in; owners are mailed of it."""
    slugs = [queries.slug_of(key) for key in queries.roles_of(user.id)] or [None]
    with acting(Actor(ActorKind.ORGANISER, user.audit_name)):
        for slug in slugs:
            audit.note(Act.NEW_BROWSER, campaign=slug, person=user.id)


def _end(_: Flask, **__: Any) -> None:
    sessions.end()
