"""`campaign publish` and `discard`: a file becomes a draft, and a draft that was looked at becomes public."""

import sys
from datetime import date
from typing import Any

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import Day, asked, refusals
from campaign.reading.by_hand import ByHand
from campaign.reading.pieces import PieceKind
from campaign.releases import actions, publish_file_cli, queries
from campaign.releases.actions.refusing import named
from campaign.releases.facts_cli import apply, facts, say_unprintable
from campaign.releases.models import CampaignState, CorrectionKind
from campaign.releases.printing import unprintable_in_campaign, unprintable_in_text
from campaign.releases.publish_file import publish_file


class Sentence(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """`en=What was corrected.`"""

    name = "language=sentence"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> tuple[str, str]:
        language, equals, said = str(value).partition("=")
        if not equals or language.strip() not in LANGUAGES:
            self.fail(f"{value!r} doesn't begin with a language and =, such as en=.", param, context)
        return language.strip(), said.strip()


MOST_DIGITS = 9  # of the number of a line


class Kept(click.ParamType):  # type: ignore[type-arg]  # not generic in older versions of click
    """The number of a line, or a kind of piece."""

    name = "line|kind"

    def convert(
        self, value: Any, param: click.Parameter | None, context: click.Context | None
    ) -> PieceKind | int:
        if str(value).isdecimal() and len(value) <= MOST_DIGITS:
            return int(value)
        try:
            return PieceKind(value)
        except ValueError:
            kinds = ", ".join(PieceKind)
            self.fail(f"{value!r} is neither a line number nor one of: {kinds}.", param, context)


@click.command()
@click.argument("file", type=click.Path(allow_dash=True), metavar="FILE|SLUG")
@click.option("--slug", help="The campaign's address: small letters, digits, hyphens.")
@click.option("--demand", help="The one or two sentences that people sign.")
@click.option(
    "--language", type=click.Choice(list(LANGUAGES)), help="The text's language; en if none is given."
)
@click.option("--headline", help="The headline, where another line was taken for it.")
@click.option("--place", help='The place, where the dateline doesn\'t give it; --place "" for none.')
@click.option("--date", "day", type=Day(), help="The release's date, where its dateline doesn't give it.")
@click.option(
    "--keep",
    type=Kept(),
    multiple=True,
    help="Keep something that would be left out: the number of one of its lines, or its kind, such as notes.",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in CorrectionKind]),
    help="What this corrects in a public text: a spelling, or a fact, which is noted under the text.",
)
@click.option(
    "--corrected",
    "sentences",
    type=Sentence(),
    multiple=True,
    help='For a fact, in each language of the campaign: --corrected "en=An earlier text gave another number."',
)
@click.option("--part", is_flag=True, help="From a file in two languages, take what is in --language.")
@click.option("--yes", "is_sure", is_flag=True, help="The text is in this language, whatever it looks like.")
@click.option(
    "--confirm", "confirmed", is_flag=True, help="Make the drafts of SLUG public, or the one --language."
)
@facts
@with_appcontext
def publish(file: str, slug: str | None, language: str | None, *, confirmed: bool, **options: Any) -> None:
    """Make a draft of a press release (FILE in text or .docx, or - for standard input); --confirm makes it public.

    The whole of a campaign that isn't open yet is a draft: `campaign open` makes it public. If it is public, each
    new text, be it a correction or a further language, waits as a draft: look at its preview, then
    `campaign publish SLUG --confirm`. One draft waits in each language; a new FILE takes its place.
    """
    with refusals():
        if confirmed:
            _confirm(slug or file, language)
        elif slug is None:
            raise Refusal("releases/no-slug-given")
        else:
            _take_in(file, slug, language or DEFAULT, **options)


def _take_in(
    file: str,
    slug: str,
    language: str,
    *,
    demand: str | None,
    headline: str | None,
    place: str | None,
    day: date | None,
    keep: tuple[PieceKind | int, ...],
    kind: str | None,
    sentences: tuple[tuple[str, str], ...],
    part: bool,
    is_sure: bool,
    **options: Any,
) -> None:
    may_ask = _at_a_terminal(file)
    taken = publish_file(
        file=file,
        slug=slug,
        by_hand=ByHand(headline=headline, place=place, date=day, demand=demand, keep=frozenset(keep)),
        language=language,
        kind=CorrectionKind(kind) if kind else None,
        corrected=dict(sentences),
        show=publish_file_cli.show,
        complete=publish_file_cli.ask if may_ask else publish_file_cli.refuse,
        is_sure=lambda question: is_sure or publish_file_cli.is_sure(question, may_ask=may_ask),
        wants_part=lambda question: publish_file_cli.wants_part(
            question, language=language, part=part, is_sure=is_sure, may_ask=may_ask
        ),
    )
    apply(slug, options)
    _tell(slug, language, taken)


@click.command()
@click.argument("slug")
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="Only the draft in this language.")
@click.option("--confirm", "typed", metavar="SLUG", help="The slug again, instead of being asked for it.")
@with_appcontext
def discard(slug: str, language: str | None, typed: str | None) -> None:
    """Delete the drafts of SLUG that are waiting to be published; what is public stays as it is.

    A campaign that was never opened is a draft as a whole: it is deleted with all its texts, once its slug is typed.
    """
    with refusals():
        if named(slug).state != CampaignState.DRAFT:
            for code in actions.discard_drafts(slug=slug, language=language):
                click.echo(f"The draft in {LANGUAGES[code].name} is deleted.")
        elif language:
            actions.discard_language(slug=slug, language=language)
            click.echo(f"The text in {LANGUAGES[language].name} is deleted.")
        else:
            _discard_campaign(slug, typed)


def _discard_campaign(slug: str, typed: str | None) -> None:
    if typed is None:
        click.echo(f"{slug} was never opened. Its texts and settings are deleted, which can't be undone.")
        typed = asked("Type its slug to delete it")
    if typed != slug:
        raise Refusal("releases/other-slug-typed", typed=typed, slug=slug)
    actions.discard_campaign(slug=slug)
    click.echo(f"{slug} is deleted, and its address is free again.")


def _tell(slug: str, language: str, taken: actions.TakenIn) -> None:
    name, base = LANGUAGES[language].name, settings().base_url
    if taken.draft:
        token = actions.draft_token(taken.draft)
        click.echo(
            f"\nA draft in {name} is waiting under {slug}. Only people with this link can read it yet:"
        )
        if taken.replaced:
            click.echo("It takes the place of the draft that was waiting before.")
        click.echo(f"Preview: {base}/{language}/p/{token}")
        publish_file_cli.show_changes(taken)
        say_unprintable(unprintable_in_text(taken.draft))
        click.echo(f"When it is right: campaign publish {slug} --confirm")
        return
    text = taken.text or queries.current_text(named(slug).id, language)
    if text:
        click.echo(f"\nRevision {text.revision} in {name} is stored under {slug}.")
    if named(slug).state == CampaignState.DRAFT:
        say_unprintable(unprintable_in_campaign(named(slug)))
        click.echo(f"Preview, for you alone: {base}/{language}/p/{actions.preview_token(slug)}")
        click.echo(f"When it is right: campaign open {slug}")
    else:
        click.echo("It already says the same; nothing was changed, and no draft is waiting.")


def _confirm(slug: str, language: str | None) -> None:
    texts = actions.publish_drafts(slug=slug, language=language)
    campaign = named(slug)
    for text in texts:
        click.echo(f"Revision {text.revision} in {LANGUAGES[text.language].name} is stored under {slug}.")
        click.echo(f"It is public now: {settings().base_url}/{text.language}/{slug}")
    if campaign.taken_down_at is not None:
        click.echo(f"The campaign is still taken down. To show it again: campaign open {slug}")
        click.echo(f"The previous text can be withdrawn for good: campaign withdraw-text {slug} HASH")


def _at_a_terminal(file: str) -> bool:
    return file != "-" and sys.stdin.isatty()


commands = [publish, discard]
