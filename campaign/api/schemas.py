"""The shapes of what the API answers, as JSON Schema (2020-12); a test holds each answer against its own. Pure."""

from collections.abc import Mapping

from campaign.api.json_schema import (
    Schema,
    address,
    by_language,
    count,
    day,
    of,
    one_of,
    perhaps,
    shape,
    some,
    words,
    yes_or_no,
)
from campaign.tally.entries import HEX

COUNTRY, SLUG = "[A-Z]{2}", "[a-z0-9]+(?:-[a-z0-9]+)*"
NEXT = perhaps(address("Where the list goes on; null at its end."))
IN_CAMPAIGN = words("The campaign’s part of addresses.", SLUG)
BRIEF: Mapping[str, Schema] = {
    "slug": words("The campaign’s part of addresses.", SLUG),
    "state": one_of("Whether people can sign.", "open", "paused", "closed"),
    "example": yes_or_no("An example is delivered to nobody."),
    "taken_down": yes_or_no("While its words are shown nowhere."),
    "opened_on": perhaps(day("The day on which it first opened.")),
    "closes_on": perhaps(day("The last day to sign.")),
    "closed_on": perhaps(day("The day on which it closed.")),
    "headlines": by_language(words("The headline."), "Current headlines; empty while taken down."),
    "address": address("The whole of it."),
}
TOTAL: Mapping[str, Schema] = {
    "total": count("How many have signed, exactly."),
    "paper": perhaps(count("Signatures on paper, in complete tens; never in the total.")),
    "as_of": perhaps(day("The day of the total; null before the first checkpoint.")),
}
TEXT: Mapping[str, Schema] = {
    "language": words("The language it is written in."),
    "revision": {**count("Counted from 1 in each language."), "minimum": 1},
    "sha256": words("The hash of the canonical text, as the log names it.", HEX),
    "standing": one_of(
        "Whether its words may be read: a text that was taken down or withdrawn keeps its hash in the log.",
        "current", "replaced", "taken down", "withdrawn",
    ),
    "headline": perhaps(words("The headline; null where it may not be read.")),
    "date": perhaps(day("The day it bears; null where it may not be read.")),
    "address": address("The whole of it."),
    "canonical": address("The bytes that are hashed (docs/log.md)."),
}  # fmt: skip
SET: Mapping[str, Schema] = {
    "size": count("The size of the checkpoint that these letters were made from."),
    "date": day("The day that the letters bear."),
    "as_at": day("The day of the figures in them."),
    "total": count("How many had signed by then."),
    "sha256": words("The hash of the list of these letters, as the log names it.", HEX),
    "address": address("The set with its letters."),
}
UPDATE: Mapping[str, Schema] = {
    "key": words("The update’s part of addresses.", "[0-9A-Za-z_-]{22}"),
    "date": day("The day that it tells of."),
    "standing": one_of("Whether its words may be read.", "shown", "hidden", "taken back"),
    "language": words("The language its words are in: another one where it wasn’t told in this."),
    "headline": perhaps(words("The headline; null where it may not be read.")),
    "published_on": day("The day on which it was first published."),
    "changed_on": day("The day on which it last changed."),
    "taken_back_on": perhaps(day("The day on which it was taken back.")),
    "address": address("The whole of it."),
    "page": address("Its page, for people."),
}
FIGURES = {
    "type": "object",
    "propertyNames": {"pattern": f"^{COUNTRY}$"},
    "additionalProperties": {"type": "integer", "minimum": 10, "multipleOf": 10},
    "description": "By country (ISO 3166-1), each “at least”: complete tens.",
}


def schemas(*, page: int, days: int) -> dict[str, Schema]:
    """All of them, by name; lists have at most so many."""
    return {
        **_of_campaigns(page),
        **_of_texts(page),
        **_of_statements(days),
        **_of_letters(page),
        **_of_one_letter(),
        **_of_updates(page),
        "Problem": shape(
            "What went wrong (RFC 9457).",
            type=words("Always about:blank."),
            title=words("The status in words."),
            status={"type": "integer", "minimum": 400, "maximum": 599, "description": "The status."},
            detail=words("A sentence for a person."),
        ),
    }


def _of_campaigns(page: int) -> dict[str, Schema]:
    log = shape(
        "Where the log of the count stands (docs/log.md).",
        origin=words("Its name."),
        key=words("The key that its checkpoints are checked with; empty until one is published."),
        checkpoint=address("The newest checkpoint, a signed note."),
    )
    return {
        "Campaigns": shape(
            "Public campaigns, in the order of their addresses.",
            campaigns=some(of("CampaignInShort"), "Those of this page.", page),
            next=NEXT,
        ),
        "CampaignInShort": shape("A campaign in short.", **BRIEF),
        "Campaign": shape(
            "A campaign.",
            **BRIEF,
            organisers=some(words("A name."), "Who is behind it."),
            organisers_in=by_language(some(words("A name."), "Names."), "Where they are called otherwise."),
            goal=perhaps(count("How many signatures it wants.")),
            resumes_on=perhaps(day("While paused: the day on which it should resume, where one is set.")),
            **TOTAL,
            current_texts=some(of("TextInShort"), "Current texts; none while taken down."),
            outcome=by_language(words("Paragraphs."), "After the close: what became of the demand."),
            log=perhaps(of("Log")),
            pages=by_language(address("The page."), "Pages for people, where they sign."),
            feeds=by_language(address("The feed."), "Feeds of updates (Atom)."),
            figures=address("The count with its newest figures: tally.json."),
            texts=address("All its texts."),
            statements=address("The days on which the count was stated."),
            letters=address("Its letters to missions."),
            updates=by_language(address("The list."), "Updates since the release."),
        ),
        "Log": log,
    }


def _of_texts(page: int) -> dict[str, Schema]:
    return {
        "Texts": shape(
            "Every revision in every language, by language and revision.",
            campaign=IN_CAMPAIGN,
            texts=some(of("TextInShort"), "Those of this page.", page),
            next=NEXT,
        ),
        "TextInShort": shape("A text in short.", **TEXT),
        "Text": shape(
            "A text that may be read.",
            campaign=IN_CAMPAIGN,
            **TEXT,
            place=perhaps(words("The place it bears.")),
            demand=words("What is signed."),
            body=words("The release."),
        ),
    }


def _of_statements(days: int) -> dict[str, Schema]:
    return {
        "Statements": shape(
            "The count: its exact total of now, its last statement, and the days of those before.",
            campaign=IN_CAMPAIGN,
            **TOTAL,
            last=perhaps(of("Statement")),
            days=some(of("StatedDay"), "The newest day first, the last statement of each.", days),
            next=NEXT,
        ),
        "Statement": shape(
            "Figures by country, as they were stated: taken_in is their sum with what isn’t shown.",
            date=day("The day of the statement."),
            taken_in=count("How many signatures it takes in."),
            countries=FIGURES,
            not_shown=count("Fewer than ten in a country, withheld, or not said."),
        ),
        "StatedDay": shape(
            "A day on which the count was stated.",
            date=day("The day."),
            taken_in=count("How many signatures its last statement takes in."),
        ),
    }


def _of_letters(page: int) -> dict[str, Schema]:
    return {
        "LetterSets": shape(
            "Sets of letters, the newest checkpoint first.",
            campaign=IN_CAMPAIGN,
            sets=some(of("LetterSetInShort"), "Those of this page.", page),
            next=NEXT,
        ),
        "LetterSetInShort": shape("A set of letters in short.", **SET),
        "LetterSet": shape(
            "A set of letters, frozen at its checkpoint.",
            campaign=IN_CAMPAIGN,
            **SET,
            statement=perhaps(of("Statement")),
            texts=some(words("A hash.", HEX), "The texts they quote."),
            organisers=some(words("A name."), "Who wrote them."),
            root=perhaps(words("The checkpoint’s root hash, in base64.")),
            manifest=address("The list that the log names."),
            letters=some(of("Letter"), "One a State, by code."),
        ),
    }


def _of_one_letter() -> dict[str, Schema]:
    return {
        "Letter": shape(
            "A letter to a mission.",
            country=words("The State (ISO 3166-1).", COUNTRY),
            language=words("The language it is written in."),
            at_least=perhaps({**count("Its figure."), "multipleOf": 10}),
            instead=perhaps(one_of("What stands in place of a figure.", "fewer than ten", "not shown")),
            sha256=words("The hash of its PDF.", HEX),
            sending=perhaps(of("Sending")),
            answer=perhaps(of("Answer")),
            pages=by_language(address("The page."), "Its pages, for people."),
            pdf=address("The letter."),
        ),
        "Sending": shape(
            "What became of its mail.",
            state=one_of("How far it is.", "waiting", "sent", "undelivered", "not sent", "uncertain"),
            sent_on=perhaps(day("The day on which it was sent.")),
        ),
        "Answer": shape(
            "What the mission answered, once that is published.",
            date=day("The day of the answer."),
            words=perhaps(words("The mission’s own words, where it agreed that they are published.")),
            position=one_of("The organisers’ reading of it.", "none", "acknowledged", "supports", "declines"),
            note=perhaps(words("What the organisers say of it.")),
        ),
    }


def _of_updates(page: int) -> dict[str, Schema]:
    return {
        "Updates": shape(
            "What was told since the release, the newest day first.",
            campaign=IN_CAMPAIGN,
            updates=some(of("UpdateInShort"), "Those of this page.", page),
            next=NEXT,
        ),
        "UpdateInShort": shape("An update in short.", **UPDATE),
        "Update": shape(
            "An update.",
            campaign=IN_CAMPAIGN,
            **UPDATE,
            body=perhaps(words("Its text, in Markdown; null where it may not be read.")),
            corrections=some(of("Correction"), "Facts that were corrected, the newest first."),
        ),
        "Correction": shape(
            "A fact that was corrected.",
            date=day("The day of the correction."),
            sentence=words("What was corrected."),
        ),
    }
