"""What the domain name system says of the sender's domain: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489)."""

from collections.abc import Iterator
from email.utils import parseaddr

import dns.exception
import dns.resolver

from campaign.checks import GOOD, NOTE, WRONG, Finding
from campaign.current import settings
from campaign.lib.mail_targets import MailFolder

SECONDS = 3


def sender(*, selector: str | None, name_server: str | None) -> Iterator[Finding]:
    """The three records that let a receiver believe a mail; nothing to ask while mail goes to a folder."""
    if isinstance(settings().mail_url, MailFolder):
        return
    domain = parseaddr(settings().mail_from)[1].rpartition("@")[2]
    try:
        names = Names(name_server)
        yield _spf(names, domain)
        yield _dkim(names, domain, selector)
        yield _dmarc(names, domain)
    except (dns.exception.DNSException, OSError) as problem:
        why = type(problem).__name__
        yield Finding(NOTE, f"Sender: SPF, DKIM and DMARC of {domain} could not be looked up ({why}).")


class Names:
    """A resolver that tells "no such record" from "no answer"."""

    def __init__(self, server: str | None) -> None:
        """`server` is ADDRESS or ADDRESS:PORT; without it, those of this machine. Raises DNSException."""
        self.resolver = dns.resolver.Resolver(configure=server is None)
        self.resolver.lifetime = SECONDS
        if server:
            address, _, port = server.partition(":") if server.count(":") < 2 else (server, "", "")
            self.resolver.nameservers, self.resolver.port = [address], int(port or 53)

    def texts(self, name: str, beginning: str) -> list[str]:
        """The TXT records of a name that begin so. Raises DNSException or OSError where nobody answers."""
        try:
            answer = self.resolver.resolve(name, "TXT")
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        texts = (b"".join(record.strings).decode("ascii", "replace") for record in answer)
        return [text for text in texts if text.lower().replace(" ", "").startswith(beginning)]

    def mail_hosts(self, name: str) -> list[str]:
        """Who takes mail for a name, the most wanted first; "" where it takes none (RFC 7505). Raises as `texts`."""
        try:
            answer = self.resolver.resolve(name, "MX")
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        wanted = sorted(answer, key=lambda record: record.preference)
        return [
            record.exchange.to_text(omit_final_dot=True) if len(record.exchange) > 1 else ""
            for record in wanted
        ]


def _spf(names: Names, domain: str) -> Finding:
    records = names.texts(domain, "v=spf1")
    if not records:
        return Finding(
            WRONG,
            f"SPF: {domain} doesn't say who may send for it, so its mail looks forged. Add a TXT record.",
        )
    if len(records) > 1:
        return Finding(WRONG, f"SPF: {domain} has {len(records)} records; with more than one, none counts.")
    if records[0].split()[-1].lower() in {"+all", "all"}:
        return Finding(WRONG, f"SPF: {domain} lets everybody send for it: {records[0]}")
    return Finding(GOOD, f"SPF: {domain} says {records[0]}")


def _dkim(names: Names, domain: str, selector: str | None) -> Finding:
    if not selector:
        return Finding(
            NOTE,
            "DKIM: not checked; --dkim SELECTOR checks it, with the selector that your mail server signs with.",
        )
    name = f"{selector}._domainkey.{domain}"
    records = names.texts(name, "v=dkim1") or names.texts(name, "k=") or names.texts(name, "p=")
    if not records:
        return Finding(WRONG, f"DKIM: {name} has no key, so no signature of your mail server is believed.")
    if "p=" not in records[0].replace(" ", "") or records[0].replace(" ", "").rstrip(";").endswith("p="):
        return Finding(WRONG, f"DKIM: the key at {name} has been revoked.")
    return Finding(GOOD, f"DKIM: there is a key at {name}.")


def _dmarc(names: Names, domain: str) -> Finding:
    labels = domain.split(".")
    # A policy holds for what lies below it, so the parents are asked too.
    for start in range(max(1, len(labels) - 1)):
        place = ".".join(["_dmarc", *labels[start:]])
        if records := names.texts(place, "v=dmarc1"):
            if "p=none" in records[0].replace(" ", "").lower():
                return Finding(
                    NOTE, f"DMARC: {place} only watches (p=none); p=quarantine protects your name."
                )
            return Finding(GOOD, f"DMARC: {place} says {records[0]}")
    return Finding(
        WRONG, f"DMARC: _dmarc.{domain} says nothing; large mail services refuse much of such mail."
    )
