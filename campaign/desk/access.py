"""Which page of the desk is for whom, by method: the one place that says so. One that isn't here is for nobody.

A test walks all addresses of the desk and compares them with this. Pure.
"""

from collections.abc import Mapping
from enum import StrEnum

from campaign.organisers.roles import Role


class Anyone(StrEnum):
    """Whom a page is for, if not for a role in its campaign."""

    STRANGER = "stranger"  # who isn't signed in, or not yet whole
    HALF = "half signed in"  # signed in, perhaps without a second factor yet
    ORGANISER = "any organiser"
    SITE_OWNER = "site owner"


Least = Anyone | Role
S, H, A, SITE = Anyone.STRANGER, Anyone.HALF, Anyone.ORGANISER, Anyone.SITE_OWNER
VIEWER, ORGANISER, OWNER = Role.VIEWER, Role.ORGANISER, Role.OWNER

SIGN_IN: Mapping[str, Mapping[str, Least]] = {
    "security.login": {"GET": S, "POST": S},
    "security.logout": {"POST": S},
    "security.verify": {"GET": A, "POST": A},
    "security.two_factor_token_validation": {"GET": S, "POST": S},
    "security.two_factor_setup": {"GET": H, "POST": H},
    "security.two_factor_setup_validate": {"POST": H},
    "security.mf_recovery": {"GET": S, "POST": S},
    "security.mf_recovery_codes": {"GET": A, "POST": A},
    "security.wan_signin": {"GET": S, "POST": S},
    "security.wan_signin_response": {"POST": S},
    "security.wan_register": {"GET": H, "POST": H},
    "security.wan_register_response": {"POST": H},
    "security.wan_delete": {"POST": A},
    "security.wan_verify": {"GET": A, "POST": A},
    "security.wan_verify_response": {"POST": A},
}
ACCESS: Mapping[str, Mapping[str, Least]] = {
    **SIGN_IN,
    "invitation.show": {"GET": S},
    "invitation.take_up": {"POST": S},
    "invitation.join": {"POST": A},
    "account.show": {"GET": H},
    "account.prove_code": {"POST": A},
    "account.put_off": {"POST": H},
    "account.change_language": {"POST": H},
    "account.choose_mails": {"POST": A},
    "account.sign_out_everywhere": {"POST": A},
    "campaigns.index": {"GET": A},
    "anew.show": {"GET": S},
    "anew.begin": {"POST": S},
    "overview.show": {"GET": VIEWER},
    "waiting.stop": {"POST": OWNER},
    "exports.show": {"GET": ORGANISER},
    "exports.ask": {"POST": ORGANISER},
    "exports.fetch": {"GET": ORGANISER},
    "exports.stop": {"POST": ORGANISER},
    "acts.show": {"GET": ORGANISER},
    "acts.export": {"GET": ORGANISER},
    "people.show": {"GET": VIEWER},
    "people.gone": {"GET": VIEWER},
    "people.invite": {"POST": OWNER},
    "people.withdraw_invitation": {"POST": OWNER},
    "people.drop_named": {"POST": OWNER},
    "people.change_role": {"POST": OWNER},
    "people.remove": {"POST": OWNER},
    "people.freeze": {"POST": ORGANISER},
    "people.confirm_freeze": {"POST": ORGANISER},
    "people.lift_freeze": {"POST": ORGANISER},
    "people.readmit": {"POST": OWNER},
    "people.stop_readmission": {"POST": OWNER},
    "text.show": {"GET": VIEWER},
    "text.one": {"GET": VIEWER},
    "text.publish": {"POST": ORGANISER},
    "text.discard": {"POST": ORGANISER},
    "reading.paste": {"GET": ORGANISER},
    "reading.read": {"POST": ORGANISER},
    "drafts.edit": {"GET": ORGANISER},
    "drafts.save": {"POST": ORGANISER},
    "revisions.show": {"GET": VIEWER},
    "revisions.ask": {"GET": ORGANISER},
    "revisions.withdraw": {"POST": ORGANISER},
    "misprint.ask": {"GET": ORGANISER},
    "misprint.note": {"POST": ORGANISER},
    "taking_down.ask": {"GET": ORGANISER},
    "taking_down.take_down": {"POST": ORGANISER},
    "taking_down.put_back": {"POST": ORGANISER},
    "outgoing.show": {"GET": ORGANISER},
    "outgoing.make": {"POST": ORGANISER},
    "outgoing.stop_making": {"POST": ORGANISER},
    "outgoing.read_one": {"GET": ORGANISER},
    "outgoing.read_as_page": {"GET": ORGANISER},
    "outgoing.preview": {"GET": ORGANISER},
    "outgoing.discard": {"POST": ORGANISER},
    "outgoing.issue": {"POST": ORGANISER},
    "outgoing.stop_sending": {"POST": ORGANISER},
    "outgoing.choose": {"GET": ORGANISER},
    "outgoing.plan": {"POST": ORGANISER},
    "outgoing.send": {"POST": ORGANISER},
    "outgoing.answer": {"GET": ORGANISER},
    "outgoing.note": {"POST": ORGANISER},
    "outgoing.publish": {"POST": ORGANISER},
    "outgoing.take_back": {"POST": ORGANISER},
    "missions.show": {"GET": ORGANISER},
    "missions.example": {"GET": ORGANISER},
    "missions.example_workbook": {"GET": ORGANISER},
    "missions.take": {"POST": ORGANISER},
    "missions.own": {"GET": ORGANISER},
    "missions.name_own": {"POST": ORGANISER},
    "missions.drop_own": {"POST": ORGANISER},
    "missions.one": {"GET": ORGANISER},
    "missions.change": {"POST": ORGANISER},
    "missions.remove": {"POST": ORGANISER},
    "newsroom.show": {"GET": VIEWER},
    "newsroom.answer": {"GET": ORGANISER},
    "newsroom.write": {"POST": ORGANISER},
    "newsroom.publish": {"POST": ORGANISER},
    "conclusion.show": {"GET": ORGANISER},
    "conclusion.note": {"POST": ORGANISER},
    "conclusion.ask": {"POST": OWNER},
    "conclusion.outcome": {"GET": ORGANISER},
    "conclusion.write": {"POST": ORGANISER},
    "conclusion.publish": {"POST": ORGANISER},
    "conclusion.report": {"GET": ORGANISER},
    "conclusion.publish_report": {"POST": OWNER},
    "campaigns.found": {"POST": SITE},
    "trial.begin_from": {"POST": SITE},
    "trial.server": {"GET": A},
    "trial.show": {"GET": OWNER},
    "trial.save": {"POST": OWNER},
    "start.show": {"GET": ORGANISER},
    "risk.show": {"GET": ORGANISER},
    "risk.answer": {"POST": OWNER},
    "organisation.show": {"GET": ORGANISER},
    "organisation.answer": {"POST": OWNER},
    "second.show": {"GET": ORGANISER},
    "second.invite": {"POST": OWNER},
    "ending.show": {"GET": ORGANISER},
    "ending.answer": {"POST": OWNER},
    "rehearsal.show": {"GET": ORGANISER},
    "rehearsal.send": {"POST": ORGANISER},
    "rehearsal.send_letter": {"POST": ORGANISER},
    "rehearsal.note": {"POST": ORGANISER},
    "state.show": {"GET": ORGANISER},
    "state.open_campaign": {"POST": OWNER},
    "state.pause": {"POST": OWNER},
    "state.close": {"POST": OWNER},
    "keys.show": {"GET": ORGANISER},
    "keys.ask": {"POST": OWNER},
    "keys.link": {"POST": OWNER},
    "keys.accept": {"POST": OWNER},
    "keys.withdraw": {"POST": OWNER},
    "keys.add": {"POST": OWNER},
    "keys.keep": {"POST": OWNER},
    "keys.drill": {"POST": OWNER},
    "keys.prove": {"POST": OWNER},
    "keys.retire": {"POST": OWNER},
    "overview.countries": {"GET": ORGANISER, "POST": ORGANISER},
    "signatures.show": {"GET": ORGANISER},
    "signatures.unusual": {"GET": ORGANISER},
    "signatures.held": {"GET": ORGANISER},
    "signatures.decide": {"POST": ORGANISER},
    "signatures.invalidations": {"GET": ORGANISER},
    "signatures.choose": {"GET": ORGANISER},
    "signatures.count_anew": {"GET": ORGANISER},
    "signatures.count": {"POST": ORGANISER},
    "signatures.begin": {"POST": ORGANISER},
    "signatures.stop": {"POST": ORGANISER},
    "signatures.go_on": {"POST": ORGANISER},
    "signatures.undo": {"POST": ORGANISER},
}

# Before danger somebody has to have said within ten minutes that it is she.
FRESH = frozenset({
    "security.mf_recovery_codes", "security.wan_delete", "account.sign_out_everywhere",
    "people.invite", "second.invite", "people.change_role", "people.remove", "people.readmit", "people.lift_freeze",
    "revisions.withdraw",
    "keys.accept", "keys.add", "keys.retire", "state.open_campaign", "state.close",
    "signatures.choose", "signatures.begin", "outgoing.issue", "outgoing.send",
})  # fmt: skip

# Where much is typed: whoever isn't signed in any more is shown what she typed, to copy it, and comes back here.
TYPED: Mapping[str, str] = {
    "reading.read": "text.one",
    "drafts.save": "text.one",
    "newsroom.write": "newsroom.answer",
    "conclusion.write": "conclusion.outcome",
}

# What waits for whoever has stopped somebody, until a second person has confirmed that it was right.
HELD = frozenset({
    "people.invite", "people.change_role", "people.remove", "people.readmit", "people.withdraw_invitation",
    "exports.ask", "exports.fetch", "state.close", "state.open_campaign", "second.invite",
    "keys.ask", "keys.link", "keys.accept", "keys.add", "keys.withdraw", "outgoing.issue", "outgoing.send",
})  # fmt: skip
