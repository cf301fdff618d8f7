"""Does mail leave, and what does its sender give away?"""

import re
from collections.abc import Iterable, Iterator
from email.utils import parseaddr

from campaign.checks import GOOD, NOTE, WRONG, Finding
from campaign.current import settings
from campaign.lib import clock
from campaign.lib.addresses import NotAnAddress, deliverable
from campaign.lib.mail_targets import MailFolder, MailServer
from campaign.lib.terminal import sentence
from campaign.mail.actions import new_record_id
from campaign.mail.composing import Mail, as_message
from campaign.mail.transports import Refused, transport
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.vault.day_keys import has_key

SHORTEST = 4
# Words that say that there is a campaign, not which.
NEUTRAL = frozenset(
    {"call", "campaign", "demand", "from", "letter", "mail", "news", "office", "open", "petition", "press"}
    | {"release", "sign", "team", "with"}
)
REASONS = {
    "530": "it wants a name and a password: smtps://USER:PASSWORD@HOST",
    "535": "it doesn't accept this name and password",
    "550": "it doesn't let this sender write to this address",
    "554": "it doesn't let this sender write to this address",
    "SMTPServerDisconnected": (
        "it hung up: often because of a wrong name or password, or because smtps:// on 465 is meant"
    ),
    "gaierror": "its name can't be found",
    "ConnectionRefusedError": "nothing is listening there on this port",
    "TimeoutError": "it doesn't answer; many hosting companies block port 25, so try smtps:// on 465 or smtp:// on 587",
    "SSLCertVerificationError": "its certificate isn't valid for this name",
}
LETTER = """This is the mail that `campaign check --mail-to` sends.

If it is in the spam folder, look at SPF, DKIM and DMARC: campaign check names what is missing.
"""


def mail(*, to: str | None) -> Iterator[Finding]:
    """Where mail goes, by which key, from whom; with `to`, one is sent."""
    target = settings().mail_url
    if isinstance(target, MailFolder):
        yield Finding(NOTE, "Mail: it stays on this machine, in a folder. Nobody outside gets any.")
    else:
        yield Finding(GOOD, f"Mail: it is sent through {target.host}, from {settings().mail_from}.")
    if not has_key():
        yield Finding(WRONG, "Mail: there is no key for today's mail. Is the worker running?")
    if words := telltale(settings().mail_from, _words()):
        yield Finding(
            NOTE,
            f"Sender: {settings().mail_from} gives the cause away ({', '.join(words)}) to anyone who glances at a "
            "signer's list of mails. A neutral CAMPAIGN_MAIL_FROM protects those who sign at risk.",
        )
    if to:
        yield sent(to)


def sent(to: str) -> Finding:
    """Send one mail now, past the outbox, and say what became of it."""
    try:
        to = deliverable(to)
    except NotAnAddress as problem:
        return Finding(
            WRONG, f"Mail: {to!r} is not an address. {'' if problem.is_plain else sentence(problem)}".rstrip()
        )
    letter = Mail(to, "A mail to try", LETTER, "en", new_record_id().hex())
    target = settings().mail_url
    line, place = transport(target), target.host if isinstance(target, MailServer) else "the folder"
    try:
        line.send(as_message(letter, sender=settings().mail_from, host=settings().host, date=clock.now()))
    except Refused as refusal:
        why = REASONS.get(refusal.answer, "see what its operator says about this answer")
        return Finding(WRONG, f"Mail: {place} did not accept one for {to} ({refusal.answer}): {why}.")
    finally:
        line.close()
    if isinstance(target, MailFolder):
        return Finding(GOOD, f"Mail: one for {to} is in the folder.")
    return Finding(
        GOOD,
        f"Mail: {place} accepted one for {to}. Check whether it arrived, and whether it went to the spam folder.",
    )


def telltale(sender: str, words: Iterable[str]) -> list[str]:
    """Which of the words stand in a sender's name or address."""
    name, address = parseaddr(sender)
    said = f"{name} {address}".casefold()
    parts = set(re.split(r"[\W_]+", said))
    return sorted({word for word in words if word in parts or (len(word) > SHORTEST and word in said)})


def _words() -> set[str]:
    """What the campaigns here are about; examples aside, and those whose mails name them anyway."""
    neutral = [each for each in releases_queries.campaigns() if each.protects_signers and not each.example]
    return set().union(*map(words_of, neutral))


def words_of(campaign: Campaign) -> set[str]:
    """What a campaign is about, by its slug and headlines."""
    texts = " ".join(text.headline for text in releases_queries.current_texts(campaign.id))
    words = {*re.split(r"[\W_]+", f"{campaign.slug} {texts}".casefold()), campaign.slug.replace("-", "")}
    return {word for word in words - NEUTRAL if len(word) >= SHORTEST and not word.isdigit()}
