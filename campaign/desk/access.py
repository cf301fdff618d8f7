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
    "account.sign_out_everywhere": {"POST": A},
    "campaigns.index": {"GET": A},
    "overview.show": {"GET": VIEWER},
    "overview.countries": {"GET": ORGANISER},
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
    "security.mf_recovery_codes", "security.wan_delete", "account.sign_out_everywhere", "signatures.choose",
    "signatures.begin",
})  # fmt: skip
