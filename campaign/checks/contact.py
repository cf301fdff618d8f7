"""Is what signers answer read? Their mails name the campaign's contact for answers, and so does each page."""

from collections.abc import Iterator

import dns.exception

from campaign.checks import GOOD, NOTE, WRONG, Finding
from campaign.checks.mail import telltale, words_of
from campaign.checks.sender import Names
from campaign.current import settings
from campaign.lib.mail_targets import MailFolder
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign

MOST_ASKED = 20


def contacts(*, name_server: str | None) -> Iterator[Finding]:
    """Whether mail for each campaign's contact arrives; no domain is asked for while mail goes to a folder."""
    written_to = [each for each in releases_queries.campaigns() if each.contact and not each.example]
    for campaign in written_to:
        yield from _telltale(campaign)
    if isinstance(settings().mail_url, MailFolder):
        return
    addresses = list(dict.fromkeys(str(each.contact) for each in written_to))[:MOST_ASKED]
    for address in addresses:
        domain = address.rpartition("@")[2]
        try:
            yield _taken(Names(name_server), domain, address)
        except (dns.exception.DNSException, OSError) as problem:
            why = type(problem).__name__
            yield Finding(NOTE, f"Contact: whether {domain} takes mail could not be asked ({why}).")
            return


def _telltale(campaign: Campaign) -> Iterator[Finding]:
    if campaign.protects_signers and (words := telltale(str(campaign.contact), words_of(campaign))):
        yield Finding(
            NOTE,
            f"Contact: {campaign.contact} gives the cause away ({', '.join(words)}) in each mail to a signer of "
            f"{campaign.slug}, where answers go to it. A neutral one protects those who sign at a risk: "
            f"campaign set {campaign.slug} --contact ADDRESS",
        )


def _taken(names: Names, domain: str, address: str) -> Finding:
    hosts = names.mail_hosts(domain)
    if "" in hosts:
        return Finding(WRONG, f"Contact: {domain} says that it takes no mail, so nobody reads {address}.")
    if hosts:
        return Finding(GOOD, f"Contact: {address} is where answers go; {hosts[0]} takes its mail.")
    return Finding(
        WRONG,
        f"Contact: {domain} has no MX record, so answers to {address} may reach nobody. Add one, or change the "
        "contact.",
    )
