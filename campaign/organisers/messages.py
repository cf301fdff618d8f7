"""What the pages of signing in say, in place of what Flask-Security would."""

from flask_babel import lazy_gettext

WRONG = lazy_gettext("That did not match. Check the address and the password, or use your passkey.")
CODE_WRONG = lazy_gettext("That code is wrong, or has already been used. Wait for the next one.")
TOO_LONG_AGO = lazy_gettext("That took too long. Please start again.")

MESSAGES = {
    "GENERIC_AUTHN_FAILED": (WRONG, "error"),
    "INVALID_PASSWORD": (WRONG, "error"),
    "USER_DOES_NOT_EXIST": (WRONG, "error"),
    "PASSWORD_NOT_SET": (WRONG, "error"),
    "DISABLED_ACCOUNT": (WRONG, "error"),
    "EMAIL_NOT_PROVIDED": (lazy_gettext("Enter your email address."), "error"),
    "INVALID_EMAIL_ADDRESS": (lazy_gettext("Enter an email address like name@example.org."), "error"),
    "PASSWORD_NOT_PROVIDED": (lazy_gettext("Enter your password."), "error"),
    "TWO_FACTOR_INVALID_TOKEN": (CODE_WRONG, "error"),
    "INVALID_CODE": (CODE_WRONG, "error"),
    "INVALID_RECOVERY_CODE": (lazy_gettext("That isn’t one of your recovery codes, or it has already "
        "been used."), "error"),
    "TWO_FACTOR_SETUP_EXPIRED": (TOO_LONG_AGO, "error"),
    "WEBAUTHN_EXPIRED": (TOO_LONG_AGO, "error"),
    "API_ERROR": (TOO_LONG_AGO, "error"),
    "TWO_FACTOR_PERMISSION_DENIED": (TOO_LONG_AGO, "error"),
    "WEBAUTHN_NAME_REQUIRED": (lazy_gettext("Give the passkey a name, such as “my phone”."), "error"),
    "WEBAUTHN_NAME_INUSE": (lazy_gettext("You already have a passkey with that name."), "error"),
    "WEBAUTHN_NAME_NOT_FOUND": (lazy_gettext("There is no passkey with that name."), "error"),
    "WEBAUTHN_NO_VERIFY": (lazy_gettext("The passkey’s answer did not match. Please try again."), "error"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (lazy_gettext("We don’t know this passkey."), "error"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": (lazy_gettext("This passkey is already registered."), "error"),
    "WEBAUTHN_CREDENTIAL_DELETED": (lazy_gettext("The passkey is removed."), "success"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": (lazy_gettext("The passkey is registered."), "success"),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (lazy_gettext("You are signed in."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (lazy_gettext("One-time codes are on."), "success"),
    "TWO_FACTOR_DISABLED": (lazy_gettext("One-time codes are off."), "success"),
    "REAUTHENTICATION_SUCCESSFUL": (lazy_gettext("Thank you. Please continue."), "success"),
    "REAUTHENTICATION_REQUIRED": (lazy_gettext("Please confirm again that it is you."), "error"),
    "UNAUTHENTICATED": (lazy_gettext("Please sign in."), "error"),
}  # fmt: skip
