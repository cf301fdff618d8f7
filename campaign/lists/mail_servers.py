"""An organiser's own mail server, as she names it on the command line, and who writes. Pure."""

from collections.abc import Callable
from email.headerregistry import Address
from email.utils import parseaddr
from urllib.parse import quote, urlsplit

from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.hosts import is_loopback, is_mail_url
from campaign.lib.refusal import Refusal
from campaign.mail.transports import Refused, Server


def line_to(smtp: str, *, password: Callable[[str], str]) -> Server:
    """An open line, with TLS unless it stays on this computer. Raises Refusal.

    `password` is asked for a user's password at a host.
    """
    if not is_mail_url(smtp) or smtp.startswith("folder:"):
        raise Refusal("lists/no-server")
    parts = urlsplit(smtp)
    if parts.password is not None:
        raise Refusal("lists/password-shown")
    host, where = str(parts.hostname), parts.netloc.rpartition("@")[2]
    if parts.username:
        where = f"{parts.username}:{quote(password(host), safe='')}@{where}"
    line = Server(f"{parts.scheme}://{where}", require_tls=not is_loopback(host))
    try:
        line.begin()
    except Refused as refusal:
        if refusal.answer == "SMTPNotSupportedError":
            raise Refusal("lists/no-tls") from None
        raise Refusal("lists/not-let-in", host=host, answer=refusal.answer) from None
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
    except NotAnAddress:
        raise Refusal("lists/no-address", typed=typed) from None
