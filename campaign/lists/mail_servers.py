"""An organiser's own mail server, as she names it on the command line, and who writes. Pure."""

import sys
from dataclasses import replace
from email.headerregistry import Address
from email.utils import parseaddr

import click

from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.hosts import is_loopback
from campaign.lib.mail_targets import mail_server
from campaign.mail.transports import Refused, Server

NO_TLS = (
    "This mail server offers no TLS: addresses would cross the network readable by anyone on the way. Use smtps://, or "
    "another port."
)


class BadCall(Exception):
    """A sentence: what was given that can't be right, or why it can't be done now."""


def line_to(smtp: str) -> Server:
    """An open line, with TLS unless it stays on this computer; a user's password is asked for. Raises BadCall."""
    try:
        server = mail_server(smtp)
    except ValueError:
        raise BadCall("--smtp may be smtp://HOST:PORT or smtps://USER@HOST.") from None
    if server.password is not None:
        raise BadCall("Leave the password out of --smtp, where others may see it: you are asked for it.")
    if server.user:
        server = replace(server, password=_password(server.host))
    line = Server(server, require_tls=not is_loopback(server.host))
    try:
        line.begin()
    except Refused as refusal:
        if refusal.answer == "SMTPNotSupportedError":
            raise BadCall(NO_TLS) from None
        raise BadCall(
            f"The mail server {server.host} did not let us in ({refusal.answer}). Nothing was sent."
        ) from None
    return line


def sender(typed: str) -> str:
    """What stands in From and Reply-To: `NAME <ADDRESS>` or an address. Raises BadCall."""
    name, address = parseaddr(typed)
    if not name.isprintable():
        raise BadCall("--from-address holds characters that can't be shown.")
    return str(Address(name, addr_spec=one_address(address)))


def one_address(typed: str) -> str:
    """A mail address in the form it is sent to. Raises BadCall."""
    try:
        return deliverable(typed)
    except NotAnAddress:
        raise BadCall(f"{typed!r} is no mail address.") from None


def _password(host: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(f"Password at {host}", hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")
