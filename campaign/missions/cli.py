"""`campaign missions import`, `list`, `language`."""

from collections import Counter
from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.lib import clock
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import Countries, refusals
from campaign.lib.un_names import un_name
from campaign.missions import actions, queries
from campaign.missions.importing import LARGEST, read_contacts
from campaign.missions.states import member_states, observer_states, state


@click.group()
def missions() -> None:
    """The missions' addresses, as you found them; none comes with this program."""


@missions.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def import_addresses(file: Path) -> None:
    """Take addresses from FILE, a CSV or .xlsx with code,address,source,date and perhaps name,style,gender,language."""
    with refusals():
        try:
            with file.open("rb") as opened:
                contacts = read_contacts(opened.read(LARGEST + 1), today=clock.today())
        except OSError as problem:
            raise Refusal("missions/cant-read", file=file, problem=problem.strerror) from None
        taken = actions.take_addresses(contacts=contacts)
        for name, codes in (("new", taken.new), ("changed", taken.changed), ("as before", taken.same)):
            click.echo(f"{name:<12} {len(codes):>3}  {', '.join(codes)}".rstrip())
        click.echo(f"{'not named':<12} {len(queries.addresses()) - len(contacts):>3}  left as they were")


@missions.command(name="list")
@with_appcontext
def list_addresses() -> None:
    """The addresses that were imported, each with its source and its day."""
    rows, languages = queries.addresses(), queries.languages()
    for row in rows:
        person = " ".join(part for part in (row.style, row.name) if part)
        source = f"{row.source}, {row.date}"
        parts = [un_name(row.code, "en"), row.address, person, languages.get(row.code), source]
        click.echo(f"{row.code}  " + "  ·  ".join(part for part in parts if part))
    members = {state.code for state in member_states()}
    click.echo(
        f"{len(members & {row.code for row in rows})} of {len(members)} Member States have an address."
    )
    if others := languages.keys() - {row.code for row in rows}:
        chosen = ", ".join(f"{code} {languages[code]}" for code in sorted(others))
        click.echo(f"Without an address, but written to in a language that you chose: {chosen}")


@missions.command()
@click.argument("language", type=click.Choice([*LETTER_LANGUAGES, "default"]))
@click.option("--only", type=Countries(), help="Only these States: FR,DE.")
@click.option("--all", "everyone", is_flag=True, help="All Member and observer States.")
@with_appcontext
def language(language: str, only: list[str] | None, everyone: bool) -> None:
    """Write to missions in LANGUAGE from the next letters on; `default` is each State's own.

    English to all: campaign missions language en --all. With any other, an English copy is enclosed.
    """
    with refusals():
        codes = _chosen(only, everyone=everyone)
        actions.set_language(codes=codes, language="" if language == "default" else language)
        count = Counter(queries.languages().get(code, state(code).language) for code in _all_codes())
        said = ", ".join(f"{name} to {number}" for name, number in count.most_common())
        click.echo(f"{len(codes)} States set. Letters are written in {said}.")


def _chosen(only: list[str] | None, *, everyone: bool) -> list[str]:
    if bool(only) == everyone:
        raise Refusal("missions/which-missions")
    if unknown := sorted(set(only or ()) - _all_codes()):
        raise Refusal("missions/no-states", codes=unknown)
    return sorted(set(only)) if only else sorted(_all_codes())


def _all_codes() -> set[str]:
    return {state.code for state in member_states() + observer_states()}


commands = [missions]
