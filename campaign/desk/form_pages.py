"""Where the form of each address stands that takes a POST alone: who opens that address is led there.

Browsers open one by a reload in the address bar, by the list of pages visited, and when they are started again.
"""

from collections.abc import Mapping
from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask_babel import lazy_gettext
from flask_login import current_user
from werkzeug.exceptions import HTTPException

FORM_ON: Mapping[str, str] = {
    "security.logout": "account.show",
    "security.two_factor_setup_validate": "security.two_factor_setup",
    "security.wan_signin_response": "security.wan_signin",
    "security.wan_register_response": "security.wan_register",
    "security.wan_delete": "security.wan_register",
    "security.wan_verify_response": "security.wan_verify",
    "invitation.join": "invitation.show",
    "account.end_session": "account.show",
    "account.end_other_sessions": "account.show",
    "account.prove_code": "account.show",
    "account.put_off": "account.show",
    "account.change_language": "account.show",
    "account.choose_mails": "account.show",
    "account.sign_out_everywhere": "account.show",
    "campaigns.found": "campaigns.index",
    "trial.begin_from": "campaigns.index",
    "waiting.stop": "overview.show",
    "people.invite": "people.show",
    "people.withdraw_invitation": "people.show",
    "people.drop_named": "people.show",
    "people.change_role": "people.show",
    "people.remove": "people.show",
    "people.freeze": "people.show",
    "people.confirm_freeze": "people.show",
    "people.lift_freeze": "people.show",
    "people.readmit": "people.show",
    "people.stop_readmission": "people.show",
    "exports.stop": "exports.show",
    "text.publish": "text.one",
    "text.discard": "text.one",
    "reading.read": "reading.paste",
    "drafts.save": "drafts.edit",
    "taking_down.put_back": "text.show",
    "picture.upload": "picture.show",
    "picture.describe": "picture.show",
    "picture.publish": "picture.show",
    "picture.remove": "picture.show",
    "outgoing.make": "outgoing.show",
    "outgoing.stop_making": "outgoing.show",
    "outgoing.discard": "outgoing.show",
    "outgoing.issue": "outgoing.show",
    "outgoing.stop_sending": "outgoing.show",
    "outgoing.plan": "outgoing.choose",
    "outgoing.publish": "outgoing.answer",
    "outgoing.take_back": "outgoing.answer",
    "missions.take": "missions.show",
    "missions.write_to_all_in": "missions.show",
    "missions.remove": "missions.one",
    "missions.drop_own": "missions.own",
    "newsroom.publish": "newsroom.answer",
    "telling.write": "telling.edit",
    "telling.publish": "telling.edit",
    "telling.discard": "telling.edit",
    "conclusion.note": "conclusion.show",
    "conclusion.ask": "conclusion.show",
    "conclusion.publish": "conclusion.outcome",
    "conclusion.publish_report": "conclusion.report",
    "signatures.stop": "signatures.invalidations",
    "signatures.go_on": "signatures.invalidations",
    "signatures.undo": "signatures.invalidations",
    "names.turn_on": "names.show",
    "names.turn_off": "names.show",
    "names.go": "names.show",
    "names.seal": "names.show",
    "slips.keep": "slips.show",
    "slips.print_some": "slips.show",
    "slips.erase": "slips.show",
    "slips.shredded": "slips.show",
    "slips.undo": "slips.rows",
    "slips.take_file": "slips.choose",
    "slips.undo_file": "slips.choose",
    "rehearsal.send": "rehearsal.show",
    "rehearsal.send_letter": "rehearsal.show",
    "state.open_campaign": "state.show",
    "state.pause": "state.show",
    "state.close": "state.show",
    "keys.ask": "keys.show",
    "keys.link": "keys.show",
    "keys.accept": "keys.show",
    "keys.withdraw": "keys.show",
    "keys.add": "keys.show",
    "keys.keep": "keys.show",
    "keys.drill": "keys.show",
    "keys.prove": "keys.show",
    "keys.retire": "keys.show",
}
# What the answer showed isn't stored, so that no page can show it again.
SHOWN_ONCE: Mapping[str, Any] = {
    "people.invite": lazy_gettext("The link of an invitation is shown once. Below you can make a new one."),
    "keys.ask": lazy_gettext("A holder’s link is shown once. Below you can make a new one."),
    "keys.link": lazy_gettext("A holder’s link is shown once. Below you can make a new one."),
    "keys.drill": lazy_gettext("A drill is shown once. Below you can make a new one."),
    "conclusion.ask": lazy_gettext("A holder’s link is shown once. Below you can make a new one."),
}


def to_its_form() -> Any:
    """The redirect to the page with the form that this address belongs to; None where it belongs to none.

    It tells nobody more than the address does: that page asks who comes.
    """
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None  # in a request
    try:
        endpoint, values = adapter.match(method="POST")
    except HTTPException:
        return None
    if endpoint not in FORM_ON:
        return None
    if endpoint in SHOWN_ONCE and current_user.is_authenticated:
        flash(str(SHOWN_ONCE[endpoint]), "success")
    return redirect(_address(FORM_ON[endpoint], values), 303)


def page_with_form() -> str:
    """The address of the page that the form of this request stands on."""
    page = FORM_ON.get(request.endpoint or "")
    return _address(page, request.view_args or {}) if page else request.path


def _address(page: str, values: Mapping[str, Any]) -> str:
    (rule,) = current_app.url_map.iter_rules(page)
    return url_for(page, **{name: values[name] for name in rule.arguments})
