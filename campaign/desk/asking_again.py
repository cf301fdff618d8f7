"""Saying again before danger that it is she: the form that waits goes along in the pages, with all that was typed.

Then it is shown again, to be sent with one press. Nothing of it is stored, and nothing of it stands in an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import (
    after_this_request,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext, lazy_gettext
from flask_login import current_user
from flask_security.webauthn import has_webauthn
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from campaign.desk.access import FRESH
from campaign.organisers import sessions

# The buttons of the forms that wait, as their own pages have them.
DEEDS: Mapping[str, Any] = {
    "security.mf_recovery_codes": lazy_gettext("Make ten codes"),
    "security.wan_delete": lazy_gettext("Remove this passkey"),
    "account.sign_out_everywhere": lazy_gettext("Sign out everywhere"),
    "account.end_session": lazy_gettext("Sign out there"),
    "account.end_other_sessions": lazy_gettext("Sign out in all other browsers"),
    "people.invite": lazy_gettext("Invite"),
    "second.invite": lazy_gettext("Send the invitation"),
    "people.change_role": lazy_gettext("Change"),
    "people.remove": lazy_gettext("Remove this person from the campaign"),
    "people.readmit": lazy_gettext("Let this person in anew, after 24 hours"),
    "people.lift_freeze": lazy_gettext("Let this person in again"),
    "revisions.withdraw": lazy_gettext("Erase it for good"),
    "keys.accept": lazy_gettext("They are the same: accept it"),
    "keys.add": lazy_gettext("Add it"),
    "keys.retire": lazy_gettext("Retire this key"),
    "state.open_campaign": lazy_gettext("Open it to everybody"),
    "state.close": lazy_gettext("Close it for good"),
    "names.turn_on": lazy_gettext("Turn names on"),
    "signatures.begin": lazy_gettext("Remove them from the count"),
    "outgoing.issue": lazy_gettext("Issue them"),
    "outgoing.send": lazy_gettext("Send them"),
}
SAYS_SO = frozenset({"security.verify", "security.wan_verify", "security.wan_verify_response"})
TYPED, TO = "typed.", "to"
# A token is made anew for each page; what opens an account or a list is never shown again.
OPENS = frozenset({"csrf_token", "password", "code", "credential"})
PRIVATE = "AGE-SECRET-KEY-"


@dataclass(frozen=True)
class Begun:
    """A form that waits: where it goes, what its button says, and its fields in order."""

    to: str
    deed: str
    fields: tuple[tuple[str, str], ...]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The fields that take it along in a form of another page."""
        return [(TO, self.to), *((TYPED + name, value) for name, value in self.fields)]


def begun() -> Begun | None:
    """The form that waits in this request, if one does; of a request that wasn't let in nothing is read."""
    if request.method != "POST" or "organiser" not in g:
        return None
    if request.endpoint in FRESH:
        return _begun(request.path, request.form, "")
    return _begun(request.form.get(TO, ""), request.form, TYPED) if request.endpoint in SAYS_SO else None


def ask_again() -> Any:
    """Ask, in place of what was asked for: a page leads there afterwards, a form is taken along."""
    flash(gettext("Please confirm again that it is you."), "error")
    if request.method != "POST":
        return redirect(url_for("security.verify", next=request.full_path.rstrip("?")))
    return render_template(
        "desk/again.html", has_webauthn_verify_credential=has_webauthn(current_user, ["first"])
    )


def renew_once_said() -> None:
    """As soon as she has said that it is she, her browser gets a token anew."""
    if request.endpoint in SAYS_SO:
        before = session.get("fs_paa")
        after_this_request(lambda response: _renewed(response, before))


def show_again_once_said() -> None:
    """If a form waits, show it again as soon as she has said that it is she, in place of leading elsewhere."""
    if request.endpoint in SAYS_SO and (waits := begun()):
        before = session.get("fs_paa")
        after_this_request(lambda response: _in_place_of(response, waits, before))


def _renewed(response: Any, before: Any) -> Any:
    if session.get("fs_paa") != before:
        sessions.renew()
    return response


def _in_place_of(response: Any, waits: Begun, before: Any) -> Any:
    if response.status_code != 302:
        return response
    if session.get("fs_paa") == before:
        return make_response(ask_again())
    return make_response(render_template("desk/go_on.html", begun=waits))


def _begun(path: str, form: MultiDict[str, str], prefix: str) -> Begun | None:
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return None
    if endpoint not in FRESH:
        return None
    fields = tuple(
        (name.removeprefix(prefix), PRIVATE if PRIVATE in value.upper() else value)
        for name, value in form.items(multi=True)
        if name.startswith(prefix) and name.removeprefix(prefix) not in OPENS
    )
    return Begun(url_for(endpoint, **values), str(DEEDS[endpoint]), fields)
