"""`campaign set`, and what `publish` and `open` take of it: what is known of a campaign besides its texts."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, assert_never

import click
from flask.cli import with_appcontext

from campaign.extensions import transaction
from campaign.lib.languages import LANGUAGES
from campaign.lib.terminal import Address, Countries, Day, InLanguage, refusals
from campaign.releases import actions, printing
from campaign.releases.actions import addressing
from campaign.releases.actions.notices import NOTICES
from campaign.releases.actions.refusing import named
from campaign.releases.models import Addressees, Campaign
from campaign.tally import queries as tally_queries

RUNS_SAID = 5
HARM = "Could it harm anyone to have signed: arrest, family, work, asylum?"
FONTS_MEND = "make fonts installs the fonts for it (docs/letters.md)."


class Whom(NamedTuple):
    """Whose missions are written to; `states` are codes, where they are chosen."""

    addressees: Addressees | None
    states: tuple[str, ...] = ()


class Missions(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """`all`, `council`, `later`, or codes of States such as `FR,LB`."""

    name = "missions"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> Whom:
        if isinstance(value, Whom):
            return value
        match value.strip().lower():
            case "later":
                return Whom(None)
            case "all":
                return Whom(Addressees.ALL)
            case "council":
                return Whom(Addressees.SECURITY_COUNCIL)
            case codes:
                return Whom(
                    Addressees.CHOSEN,
                    tuple(code.strip() for code in codes.upper().split(",") if code.strip()),
                )


def facts(command: Any) -> Any:
    """The options that `publish` and `set` share."""
    for option in (
        click.option(
            "--withhold", type=Countries(), help="Countries whose figures are never shown: SY,IR or none."
        ),
        click.option("--contact", type=Address(), help="Where questions go."),
        click.option(
            "--organiser",
            "organisers",
            type=InLanguage(),
            multiple=True,
            help="Who is behind it; may be repeated. ar=NAME is how one is called in Arabic.",
        ),
        click.option("--closes", type=Day(), help="Last day to sign, such as 2017-03-24."),
        click.option("--goal", type=click.IntRange(1, 10**9), help="The number of signatures hoped for."),
    ):
        command = option(command)
    return command


def risk_option(command: Any) -> Any:
    """The answer that decides how much is shown."""
    said = f"{HARM} yes if you don't know."
    return click.option("--risk", "--harm", "risk", type=click.Choice(["yes", "no"]), help=said)(command)


@click.command(name="set")
@click.argument("slug")
@facts
@click.option(
    "--write-to-mission",
    type=click.Choice(["on", "off"]),
    help="Offer people who have confirmed a letter to their own State's mission; off until you say on.",
)
@click.option(
    "--reminder",
    type=click.Choice(["on", "off"]),
    help="One reminder after three days to those who haven't confirmed; on before the opening, without harm.",
)
@click.option(
    "--territories",
    type=click.Choice(["together", "named"]),
    help="How letters give the figures of territories that are not States; together until you say named.",
)
@click.option(
    "--letter-place",
    "letter_places",
    type=InLanguage(),
    multiple=True,
    help="Where letters are written; ar=PLACE as it is called in Arabic.",
)
@click.option(
    "--signatory",
    "signatories",
    type=InLanguage(),
    multiple=True,
    help="Who signs letters, “Name, office, organisation”; may be given again. ar=… in Arabic letters.",
)
@click.option(
    "--write-to",
    type=Missions(),
    help="Whose missions get letters in the end: all, council for the Security Council's, FR,LB, or later.",
)
@click.option(
    "--controller", help="Who answers for signers' data by law, with a postal address; on the privacy page."
)
@click.option("--representative", help="Who represents them in the EU, where they have no seat there.")
@click.option("--authority", help="The data protection authority that signers can complain to.")
@click.option(
    "--server-country", type=Countries(), help="In which country the server is: DE; none says nothing."
)
@risk_option
@with_appcontext
def set_facts(slug: str, **options: Any) -> None:
    """Change goal, closing day, organisers, contact, who is written to; say whether signing could harm; withhold more.

    The privacy page says controller, representative, authority and server country where they are set; "" takes one
    back.
    What is said as ar=… holds for Arabic, and so on for each language of pages and letters; ar= takes it back.
    """
    with refusals():
        before = described(named(slug))
        with transaction():
            if (whom := options.pop("write_to")) is not None:
                addressing.write_to(slug=slug, addressees=whom.addressees, states=whom.states)
            apply(slug, options)
        after = described(named(slug))
        for name, value in after.items():
            arrow = f"{before.get(name, 'none')}  →  {value}" if before.get(name) != value else value
            click.echo(f"{name:<20} {arrow}")
        for name in before.keys() - after.keys():
            click.echo(f"{name:<20} {before[name]}  →  none")
        if options.get("write_to_mission") and named(slug).protects_signers:
            click.echo(
                "No letter to one's own mission is offered while signing may harm somebody (--risk no)."
            )
        if options["withhold"] == [] and after["withheld countries"] != "none":
            click.echo("Withheld countries can be added, never removed.")
        if before["organisers"] != after["organisers"] and tally_queries.has_signatures(named(slug).id):
            click.echo(
                f"Those who have signed so far agreed that {before['organisers']} keeps their data. Tell them."
            )
        say_unprintable(printing.unprintable_in_campaign(named(slug)))


def apply(slug: str, options: dict[str, Any]) -> None:
    """Change what `facts` were given, and nothing else."""
    names = _by_language(options.pop("organisers", ()))
    organisers = names.pop("", None) or None
    signatories = _by_language(options.pop("signatories", ())) or None
    places = {
        code: "".join(said[-1:]) for code, said in _by_language(options.pop("letter_places", ())).items()
    }
    if (offered := options.get("write_to_mission")) is not None:
        options["write_to_mission"] = offered == "on"
    if (reminder := options.get("reminder")) is not None:
        options["reminder"] = reminder == "on"
    if (risk := options.pop("risk", None)) is not None:
        options["at_risk"] = risk == "yes"
    options["notices"] = _notices(options)
    if (shown := options.get("territories")) is not None:
        options["territories"] = shown == "named"
    actions.change(
        slug=slug, organisers=organisers, called=names or None, letter_places=places or None,
        signatories=signatories, **options,
    )  # fmt: skip


def _notices(options: dict[str, Any]) -> dict[str, str]:
    """Those that were given, out of all that was."""
    notices = {name: options.pop(name, None) for name in NOTICES}
    if (codes := notices["server_country"]) is not None:
        notices["server_country"] = ",".join(codes)
    return {name: words for name, words in notices.items() if words is not None}


def _by_language(said: Sequence[tuple[str, str]] | None) -> dict[str, list[str]]:
    """Each language's, in their order, without what is empty."""
    several: dict[str, list[str]] = {}
    for code, words in said or ():
        several.setdefault(code, []).extend([words] if words else [])
    return several


def say_unprintable(parts: tuple[printing.Unprintable, ...]) -> None:
    """Each part with what no letter can print of it; a campaign that writes none may leave it so."""
    for each in parts:
        where = f"{each.part} in {LANGUAGES[each.language].name}" if each.language else each.part
        runs = ", ".join(f"“{run}”" for run in each.runs[:RUNS_SAID])
        more = f" and {len(each.runs) - RUNS_SAID} more" if len(each.runs) > RUNS_SAID else ""
        mending = FONTS_MEND if each.awaits_fonts else "write it otherwise before people sign."
        click.echo(f"No letter can print {runs}{more} in the {where}: {mending}")
    if parts:
        click.echo("As long as it is there, no letters can be made.")


def described(campaign: Campaign) -> dict[str, str]:
    withheld = "not answered" if campaign.withheld is None else ", ".join(campaign.withheld) or "none"
    return {
        "goal": str(campaign.goal or "none"),
        "closing day": str(campaign.closes or "six months after opening"),
        "organisers": ", ".join(campaign.organisers) or "none",
        **_in_languages("organisers", campaign.called),
        "contact": campaign.contact or "none",
        **{name.replace("_", " "): words for name in NOTICES if (words := getattr(campaign, name))},
        "withheld countries": withheld,
        "could harm": {None: "not answered", True: "yes", False: "no"}[campaign.at_risk],
        "write to mission": "on" if campaign.write_to_mission else "off",
        "reminder": "on" if campaign.reminds else "off",
        "written to": _whom(campaign),
        "territories": "named" if campaign.territories else "together",
        **_in_languages("letters from", campaign.letter_places),
        **_in_languages("letters signed by", campaign.signatories),
    }


def _in_languages(what: str, said: Mapping[str, str | list[str]] | None) -> dict[str, str]:
    return {
        f"{what}, {code}" if code else what: words if isinstance(words, str) else "; ".join(words)
        for code, words in (said or {}).items()
    }


def _whom(campaign: Campaign) -> str:
    match campaign.addressees:
        case None:
            return "decided later"
        case Addressees.ALL:
            return "all missions"
        case Addressees.SECURITY_COUNCIL:
            return "members of the Security Council"
        case Addressees.CHOSEN:
            return ", ".join(campaign.addressed or ())
    assert_never(campaign.addressees)


commands = [set_facts]
