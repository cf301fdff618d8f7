"""An organiser's own mail server, as she names it on the command line, and who writes. Without Flask and SQLAlchemy."""

from collections.abc import Callable
from dataclasses import replace
from email.headerregistry import Address
from email.utils import parseaddr

from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.hosts import is_loopback
from campaign.lib.mail_targets import mail_server
from campaign.lib.refusal import Refusal
from campaign.mail.transports import Refused, Server


def line_to(smtp: str, *, password: Callable[[str], str]) -> Server:
    """An open line, with TLS unless it stays on this computer. Raises Refusal.

    `password` is asked for a user's password at a host.
    """
    try:
        server = mail_server(smtp)
    except ValueError:
        raise Refusal("lists/no-server") from None
    if server.password is not None:
        raise Refusal("lists/password-shown")
    if server.user:
        server = replace(server, password=password(server.host))
    line = Server(server, require_tls=not is_loopback(server.host))
    try:
        line.begin()
    except Refused as refusal:
        if refusal.answer == "SMTPNotSupportedError":
            raise Refusal("lists/no-tls") from None
        raise Refusal("lists/not-let-in", host=server.host, answer=refusal.answer) from None
    return line


def sender(typed: str) -> str:
    """What stands in From and Reply-To: `NAME <ADDRESS>` or an address. Raises Refusal."""
    name, address = parseaddr(typed)
    if not name.isprintable():
        raise Refusal("lists/sender-unfit")
    return str(Address(name, addr_spec=one_address(address)))


def one_address(typed: str) -> str:
    """A mail address in the form it is sent to. Raises Refusal."""
    try:
        return deliverable(typed)
    except NotAnAddress as problem:
        if problem.is_plain:
            raise Refusal("lists/no-address", typed=typed) from None
        raise Refusal("lists/unfit-address", typed=typed, problem=problem) from None
