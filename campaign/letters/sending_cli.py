"""`campaign letters send`, `stop`, `status`."""

from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.letters import actions, queries
from campaign.letters.actions.delivering import RESTORED
from campaign.letters.asking_cli import ask_about
from campaign.letters.fates import SendingState
from campaign.letters.issued import issued_letters
from campaign.letters.models import LetterSet, Sending
from campaign.letters.pace import moments, new_york
from campaign.letters.planning import Plan
from campaign.letters.returning import Returned, read_set
from campaign.letters.waves import sending_plan
from campaign.lib import clock, durable
from campaign.lib.languages import DEFAULT
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import as_csv, neutral
from campaign.lib.terminal import Address, Countries, refusals
from campaign.lib.un_names import un_name
from campaign.mail.transports import transport
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign

COLUMNS = ("country", "mission", "size", "dated", "round", "state", "at", "address", "answer", "attempts")


@click.command()
@click.argument("slug")
@click.option(
    "--from", "folder", type=click.Path(path_type=Path), help="What make wrote; else the set issued last."
)
@click.option("--except", "but", type=Countries(), default="none", help="Not to these missions: SY,RU.")
@click.option("--again", type=Countries(), default="none", help="To these again, to which one went: FR,DE.")
@click.option("--test-to", type=Address(), help="Send the first letter to this address only; marks nothing.")
@click.option("--per-hour", type=click.IntRange(1, 3600), default=60, show_default=True)
@click.option("--office-hours", is_flag=True, help="Monday to Friday, 9 to 17 in New York.")
@click.option("--confirm", type=int, help="The number of letters, instead of being asked for it.")
@with_appcontext
def send(
    slug: str,
    folder: Path | None,
    but: list[str],
    again: list[str],
    test_to: str | None,
    per_hour: int,
    office_hours: bool,
    confirm: int | None,
) -> None:
    """Issue a set and mail each mission its letter; the worker sends them, so this command can end."""
    with refusals():
        campaign = named(slug)
        letters = _set(folder) if folder else issued_letters(campaign)
        actions.require_issuable(campaign=campaign, letters=letters)
        _require_contact(campaign)
        actions.doubt_lost()
        plan = sending_plan(campaign, letters, but=but, again=again)
        if test_to:
            _send_specimen(campaign, letters, plan, test_to)
            return
        _show(plan)
        if not campaign.example and plan.going:
            ask_about(campaign, [one.country for one in plan.going], "Write to it?")
            _show_pace(len(plan.going), per_hour, office_hours)
            _require_number(len(plan.going), confirm)
        sent = actions.send(
            campaign=campaign,
            letters=letters,
            going=plan.going,
            per_hour=per_hour,
            office_hours=office_hours,
        )
        _tell(slug, sent)


@click.command()
@click.argument("slug")
@click.argument("codes", type=Countries(), default="none")
@with_appcontext
def stop(slug: str, codes: list[str]) -> None:
    """Stop all letters that are still waiting, or only those to CODES, such as FR,DE."""
    with refusals():
        stopped = actions.stop(campaign=named(slug), only=codes)
        if stopped.countries:
            listed = ",".join(stopped.countries)
            click.echo(
                f"{len(stopped.countries)} stopped: {listed}. The next campaign letters send {slug} takes them along, "
                "but for those that --except names."
            )
        else:
            click.echo("No such letter is waiting.")
        if stopped.leaving:
            click.echo(
                f"Being handed over right now: {', '.join(stopped.leaving)}. To see what became of it: "
                f"campaign letters status {slug}"
            )


@click.command()
@click.argument("slug")
@click.option(
    "--csv", "out", type=click.Path(path_type=Path), help="Every letter of every set, to this file."
)
@with_appcontext
def status(slug: str, out: Path | None) -> None:
    """What became of the letters of the set that was sent last."""
    with refusals():
        campaign = named(slug)
        rows = queries.all_sendings(campaign.id)
        if out:
            try:
                durable.replace(out, _as_csv(rows).encode())
            except OSError as problem:
                raise Refusal("letters/cant-write", out=out, problem=problem.strerror) from None
            click.echo(f"{len(rows)} lines in {out}.")
            return
        if not rows:
            click.echo(f"No letter of {slug} has been sent yet. See: campaign letters send --help")
            return
        _show_status(campaign, rows[0][0])


def _set(folder: Path) -> tuple[Returned, ...]:
    with refusals(ends="Nothing was sent."):
        return read_set(folder)


def _require_contact(campaign: Campaign) -> None:
    if not campaign.contact:
        raise Refusal("letters/no-contact", slug=campaign.slug)


def _send_specimen(campaign: Campaign, letters: tuple[Returned, ...], plan: Plan, to: str) -> None:
    among = [one.country for one in plan.going] or [letter.line.country for letter in letters]
    with closing(transport(settings().mail_url)) as line:
        actions.send_specimen(campaign=campaign, letters=letters, country=among[0], to=to, transport=line)
    click.echo(
        f"The letter to {un_name(among[0], 'en')} went to {to}. Nothing was issued, and no mission heard of it."
    )


def _show(plan: Plan) -> None:
    for one in plan.going:
        times = f"  (time {one.round})" if one.round > 1 else ""
        if one.stopped_at:
            times += f"  (stopped on {one.stopped_at:%Y-%m-%d})"
        click.echo(f"{one.country}  {un_name(one.country, 'en'):<52} {one.address:<36} {one.language}{times}")
    for sentence, codes in (
        ("Left out as you said", plan.left_out),
        ("Without an address (campaign missions import)", plan.without_address),
        ("Sent before", tuple(f"{code} {state}" for code, state in plan.before)),
    ):
        if codes:
            click.echo(f"{sentence}: {', '.join(codes)}")


def _show_pace(count: int, per_hour: int, office_hours: bool) -> None:
    try:
        zone = new_york()
    except ZoneInfoNotFoundError:
        raise Refusal("letters/no-time-zones") from None
    times = moments(count, start=clock.now(), per_hour=per_hour, office_hours=office_hours)
    first, last = (moment.astimezone(zone) for moment in (times[0], times[-1]))
    click.echo(
        f"At most {per_hour} an hour, from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} in New York."
    )


def _require_number(count: int, typed: int | None) -> None:
    """What was typed, or given in a script, is the number shown."""
    if typed is None:
        typed = click.prompt(
            f"Sent letters can't be recalled. Type their number, {count}, to send them", type=int
        )
    if typed != count:
        raise Refusal("letters/other-number-typed", count=count, typed=typed)


def _tell(slug: str, sent: actions.Sent) -> None:
    if sent.issued.again:
        click.echo("The set was issued before; its pages stay as they are.")
    else:
        click.echo(f"Issued: {settings().base_url}/{DEFAULT}/{slug}/letters")
    click.echo(
        f"{sent.queued} letters are waiting for the worker (campaign run, or campaign worker), which sends them.\n"
        f"To follow them: campaign letters status {slug}"
    )


def _show_status(campaign: Campaign, letters: LetterSet) -> None:
    rows = queries.sendings(letters.id).values()
    click.echo(f"Letters dated {letters.date}, log size {letters.size:,}:")
    for row in rows:
        click.echo(_line(row))
    counted = Counter(row.state for row in rows)
    click.echo(", ".join(f"{counted[state]} {state}" for state in SendingState if counted[state]))
    if unknown := ",".join(row.country for row in rows if row.state == SendingState.UNKNOWN):
        restored = any(row.answer == RESTORED for row in rows)
        why = "a backup was restored" if restored else "sending was cut off"
        click.echo(
            f"Nobody knows whether {unknown} arrived: {why}. Ask the mission, or look at the mail "
            f"server's log; then perhaps: campaign letters send {campaign.slug} --again {unknown}"
        )


def _line(row: Sending) -> str:
    moment = _at(row)
    when = f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""
    parts = [row.country, f"{un_name(row.country, 'en'):<52}", f"{row.state:<8}", f"{when:<20}", row.address]
    return "  ".join([*parts, row.answer] if row.answer else parts)


def _at(row: Sending) -> datetime | None:
    """When it ended, or when it is due."""
    return row.due_at if row.state == SendingState.QUEUED else row.ended_at or row.tried_at


def _as_csv(rows: list[tuple[LetterSet, Sending]]) -> str:
    lines = []
    for letters, row in rows:
        moment = _at(row)
        at = moment.isoformat(timespec="seconds") if moment else ""
        name = un_name(row.country, "en")
        what = (row.country, name, letters.size, letters.date, row.round, row.state, at, row.address)
        lines.append([neutral(cell) for cell in (*what, row.answer or "", row.attempts)])
    return as_csv([COLUMNS, *lines])


commands = [send, stop, status]
