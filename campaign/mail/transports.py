"""Where mail goes: a folder, or an SMTP server. Neither touches the database."""

import smtplib
import socket
import ssl
import time
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

from campaign.lib import durable
from campaign.lib.mail_targets import MailFolder, MailServer

TIMEOUT = 15
IDLE = 1  # seconds after which a line is looked at before it is used
TAKEN, REFUSALS, FINAL, END_OF_CODES = 250, 400, 500, 600  # RFC 5321, 4.2.1


class Refused(Exception):
    """The server said no. `final` when it will say so again; `answer` is its code.

    `unsure` when the line broke once the mail itself was on its way: it may have arrived.
    """

    def __init__(self, answer: str, *, final: bool, unsure: bool = False) -> None:
        super().__init__(answer)
        self.answer = answer
        self.final = final
        self.unsure = unsure


class Transport(Protocol):
    """One connection's worth of mail."""

    def send(self, message: EmailMessage) -> None:
        """Hand the message over. Raises Refused."""

    def close(self) -> None:
        """Let the connection go."""

    def cut(self) -> None:
        """From another thread: end what is being sent, as a line that breaks would."""


class Folder:
    """Each mail a file `.eml`, written aside and renamed, so that a half one is never read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def send(self, message: EmailMessage) -> None:
        """Write the file; its name is the Message-ID, so a second attempt replaces the first."""
        name = str(message["Message-ID"]).strip("<>").split("@")[0]
        durable.replace(self.folder / f"{name}.eml", message.as_bytes())

    def close(self) -> None:
        """Nothing is open."""

    def cut(self) -> None:
        """Nothing takes long."""


class _Line(smtplib.SMTP):
    """Remembers whether the server has, or may have, the mail itself without having said yes or no to it."""

    unsure = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.unsure = True
        try:
            code, said = super().data(msg)
        except smtplib.SMTPDataError:
            self.unsure = False  # it didn't even let us begin
            raise
        self.unsure = code != TAKEN and not REFUSALS <= code < END_OF_CODES
        return code, said


class _SecureLine(_Line, smtplib.SMTP_SSL):
    """The same, encrypted from its first byte."""


class Server:
    """One SMTP connection, opened at the first mail and again after it broke.

    With `require_tls` nothing is said over a line that anyone on the way can read.
    """

    def __init__(self, server: MailServer, *, require_tls: bool = False) -> None:
        self.server = server
        self.require_tls = require_tls
        self.connection: _Line | None = None
        self.used_at = time.monotonic()

    def begin(self) -> None:
        """See that the line is open, before a mail. Raises Refused, and then no mail was handed over."""
        try:
            if self.connection is not None and self.connection.noop()[0] == TAKEN:
                return
        except (OSError, smtplib.SMTPException):
            pass
        self.close()
        try:
            self.connection = self._connect()
        except smtplib.SMTPResponseException as problem:
            raise Refused(str(problem.smtp_code), final=False) from None
        except (
            OSError,
            smtplib.SMTPException,
            ValueError,
        ) as problem:  # ValueError: a password that isn't ASCII
            raise Refused(type(problem).__name__, final=False) from None

    def send(self, message: EmailMessage) -> None:
        """Hand over; every refusal and every failure of the line comes out as Refused."""
        if time.monotonic() - self.used_at > IDLE:
            self.begin()  # a server ends a line that was silent for long
        try:
            self.connection = self.connection or self._connect()
            self.connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as problem:
            code = next(iter(problem.recipients.values()))[0]
            self._reset()
            raise Refused(str(code), final=code >= FINAL) from None
        except smtplib.SMTPResponseException as problem:
            # Only what the server says of this very mail is final; that it refuses us may be mended by an organiser.
            unsure = self._unsure()
            final = problem.smtp_code >= FINAL and isinstance(problem, smtplib.SMTPDataError) and not unsure
            self.close()
            raise Refused(str(problem.smtp_code), final=final, unsure=unsure) from None
        except (OSError, smtplib.SMTPException, ValueError) as problem:
            unsure = self._unsure()
            self.close()
            raise Refused(type(problem).__name__, final=False, unsure=unsure) from None
        finally:
            self.used_at = time.monotonic()

    def close(self) -> None:
        """Say goodbye, if anyone listens."""
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                connection.quit()
            except (OSError, smtplib.SMTPException):
                connection.close()

    def cut(self) -> None:
        """Whoever waits for the server's word gets none."""
        connection = self.connection
        with suppress(OSError):
            if connection is not None and connection.sock is not None:
                connection.sock.shutdown(socket.SHUT_RDWR)

    def _unsure(self) -> bool:
        return self.connection is not None and self.connection.unsure

    def _reset(self) -> None:
        try:
            if self.connection:
                self.connection.rset()
        except (OSError, smtplib.SMTPException):
            self.close()

    def _connect(self) -> _Line:
        host, port = self.server.host, self.server.port
        context = ssl.create_default_context()
        if self.server.tls:
            connection: _Line = _SecureLine(host, port, timeout=TIMEOUT, context=context)
        else:
            connection = _Line(host, port, timeout=TIMEOUT)
        try:
            self._introduce(connection, context)
        except BaseException:
            connection.close()
            raise
        return connection

    def _introduce(self, connection: _Line, context: ssl.SSLContext) -> None:
        if not self.server.tls:
            connection.ehlo()
            if connection.has_extn("starttls"):
                connection.starttls(context=context)
            elif self.require_tls:
                raise smtplib.SMTPNotSupportedError("no TLS")
        if self.server.user:
            connection.login(self.server.user, self.server.password or "")


def transport(target: MailFolder | MailServer) -> Transport:
    """The transport to where `CAMPAIGN_MAIL_URL` says."""
    return Folder(target.path) if isinstance(target, MailFolder) else Server(target)
