"""`campaign mailout`: updates from an organiser's own computer, over her own mail server, without settings."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

import click

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import asked_passphrase, refusals, unseen
from campaign.lists.delivery import (
    Pace,
    Sending,
    Signer,
    letter,
    opened,
    reason_of,
    site_of,
    wanting,
)
from campaign.lists.journal import Mailout, planned
from campaign.lists.mail_servers import line_to, one_address, sender
from campaign.lists.sealed_format import Frame
from campaign.lists.unseal import frame_of
from campaign.lists.update_texts import Update, fingerprint, read_updates, version_for
from campaign.mail.transports import Refused, Server
from campaign.vault.envelope import Opener
from campaign.vault.identities import read_identities

FILE = click.Path(path_type=Path, dir_okay=False)
SAMPLE = "x" * 36


@dataclass(frozen=True)
class Call:
    """What to send to whose signers; `again` also to those who may have got it. `site` is where links lead."""

    slug: str
    listed: Path
    frame: Frame
    site: str
    updates: dict[str, Update]
    sender: str
    again: bool
    sample: Signer

    def planned(self) -> Mailout:
        """Begun, or to be gone on with. Raises Refusal."""
        campaign = f"{self.site}/{self.slug}" + ("/removed" if self.sample.removed else "")
        return planned(listed=self.listed, campaign=campaign, mail=fingerprint(self.updates))

    def update_for(self, signer: Signer) -> Update:
        """The version she gets."""
        return version_for(signer.language, self.updates)

    def signers(self, plan: Mailout, opener: Opener) -> Iterator[Signer]:
        """Those who are still to get it. Raises Refusal."""
        for line in wanting(self.listed, self.frame):
            if plan.is_for(line.known.record_id, again=self.again):
                yield opened(line, self.slug, opener)


@click.command(name="mailout")
@click.argument("slug")
@click.argument("text", type=FILE, metavar="FILE.md")
@click.option("--from", "listed", type=FILE, required=True, help="What campaign export SLUG --sealed wrote.")
@click.option("--identity", type=FILE, required=True, help="Your key, such as anna.key.")
@click.option("--smtp", required=True, help="Your mail server: smtp://HOST:PORT or smtps://USER@HOST.")
@click.option("--from-address", required=True, help='The sender, such as "Skies <news@example.org>".')
@click.option("--language", default="en", show_default=True, help="The language of FILE.md itself.")
@click.option("--test-to", metavar="ME", help="Send each version once, to this address only.")
@click.option("--per-hour", type=click.IntRange(1, 1_000_000), default=500, show_default=True)
@click.option("--confirm", type=int, metavar="N", help="The number to send to, for scripts.")
@click.option("--again", is_flag=True, help="Also to those who may have got it when it was interrupted.")
def mailout(
    slug: str, text: Path, listed: Path, identity: Path, smtp: str, from_address: str, language: str,
    test_to: str | None, per_hour: int, confirm: int | None, again: bool,
) -> None:  # fmt: skip
    """Send an update to the signers of SLUG who asked for one, each in their language. On your own computer.

    With a list from export --removed, it tells each of them, once, that they are no longer counted, and why.

    FILE.md begins with a line `# Subject`; FILE.ar.md beside it is the Arabic version, and so on. Once a week at most.
    The same command continues where an interrupted one ended.
    """
    with refusals():
        updates, frame = read_updates(text, language=language), _frame(listed, slug)
        site, sample = _site(listed, frame)
        call = Call(slug, listed, frame, site, updates, sender(from_address), again, sample)
        if test_to is not None:
            _rehearse(call, one_address(test_to), smtp)
            return
        plan = call.planned()
        opener = Opener(read_identities(identity, passphrase=asked_passphrase))
        languages, unasked = _counted(call, plan, opener)
        _tell_unasked(unasked)
        if not _anyone(plan, languages, again=again):
            return
        with closing(line_to(smtp, password=_password)) as line:
            _agree(call, languages, per_hour=per_hour, confirm=confirm)
            _send(call, plan, opener, languages.total(), line, Pace(per_hour))


def _frame(listed: Path, slug: str) -> Frame:
    frame = frame_of(listed)
    if frame.header.slug != slug:
        raise Refusal("lists/list-of-another", path=listed, other=frame.header.slug, slug=slug)
    return frame


def _site(listed: Path, frame: Frame) -> tuple[str, Signer]:
    """Where links lead, and one who stands for all of the list where it is tried out."""
    first = next(wanting(listed, frame), None)
    if first is None:
        raise Refusal("lists/nobody-asked", path=listed)
    site, reason = site_of(first), reason_of(first)
    if reason is not None:
        return site, Signer(b"", "", None, None, reason, str(first.known.page))
    return site, Signer(b"", "", None, f"{site}/en/u/{SAMPLE}")


def _counted(call: Call, plan: Mailout, opener: Opener) -> tuple[Counter[str], int]:
    """How many are still to get it in each language, once every one of them was opened: nothing is half done.

    Beside them, how many the list names although their own records say that they want no updates.
    """
    languages, unasked = Counter[str](), 0
    with click.progressbar(call.signers(plan, opener), length=call.frame.count, label="Opening") as signers:
        for signer in signers:
            if signer.asked:
                languages[call.update_for(signer).language] += 1
            else:
                unasked += 1
    return languages, unasked


def _tell_unasked(unasked: int) -> None:
    if unasked:
        click.echo(
            f"{unasked:,} on this list never asked for updates, as their own records say. They are left out. Ask "
            "whoever runs the server how they came to be on it."
        )


def _anyone(plan: Mailout, languages: Counter[str], *, again: bool) -> bool:
    if plan.uncertain and not again:
        click.echo(
            f"{plan.uncertain:,} may or may not have got it when it was interrupted. They are left out; --again "
            "writes to them too."
        )
    if not languages:
        click.echo("Nobody is left to write to.")
    return bool(languages)


def _agree(call: Call, languages: Counter[str], *, per_hour: int, confirm: int | None) -> None:
    """Go on once the number was typed. Raises Refusal."""
    count = languages.total()
    for language, number in sorted(languages.items()):
        click.echo(f"{number:,} in {language}: {call.updates[language].subject}")
    if call.sample.removed:
        click.echo(
            f"They are told that their signature is no longer counted, and why. Links lead to {call.site}"
        )
    else:
        click.echo(f"The links that end updates lead to {call.site}")
    click.echo(f"{count:,} would get it. At {per_hour:,} an hour it takes {_time(count / per_hour)}.")
    if (confirm if confirm is not None else _typed()) != count:
        raise Refusal("lists/another-number", count=count)


def _password(host: str) -> str:
    return unseen(f"Password at {host}")


def _typed() -> int | None:
    answer = str(click.prompt("Type the number to send", default="", show_default=False))
    digits = re.sub(r"[\s,.]", "", answer)
    return int(digits) if digits.isdecimal() and len(digits) < 10 else None


def _send(call: Call, plan: Mailout, opener: Opener, count: int, line: Server, pace: Pace) -> None:
    def written(signer: Signer) -> EmailMessage:
        name = plan.message_id(signer.record_id)
        return letter(call.update_for(signer), signer, sender=call.sender, message_id=name)

    bar = click.progressbar(length=count, label="Sending")
    run = Sending(plan, line, written, pace, bar.update)
    try:
        with plan.begun():
            try:
                with bar:
                    run.send(signer for signer in call.signers(plan, opener) if signer.asked)
            finally:
                _report(run)
    except OSError as problem:
        raise Refusal("lists/disk", path=problem.filename or plan.path, says=problem.strerror) from None


def _report(run: Sending) -> None:
    plan = run.mailout
    click.echo(f"{run.sent:,} sent")
    for code, number in sorted((+run.refused).items()):
        click.echo(f"{number:,} refused for good ({code})")
    if plan.put_off:
        click.echo(f"{plan.put_off:,} put off by the mail server: run the same command again later")
    if plan.uncertain:
        click.echo(
            f"{plan.uncertain:,} may or may not have got it, because the connection broke: --again writes to them too"
        )


def _rehearse(call: Call, me: str, smtp: str) -> None:
    """Each version once, to one address. The link at its end has the right shape and leads nowhere."""
    with closing(line_to(smtp, password=_password)) as line:
        for update in call.updates.values():
            signer = replace(call.sample, address=me, language=update.language)
            name = fingerprint({update.language: update})[:32]
            try:
                line.send(letter(update, signer, sender=call.sender, message_id=name))
            except Refused as refusal:
                raise Refusal("lists/not-taken", answer=refusal.answer) from None
            click.echo(f"Sent to you alone, in {update.language}: {update.subject}")
    if not call.sample.removed:
        click.echo("The link at the end of each is a sample and leads nowhere.")


def _time(hours: float) -> str:
    minutes = round(hours * 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{max(1, minutes)} min"


commands = [mailout]
