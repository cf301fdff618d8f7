"""Every state, kind and reason has its own enumeration, and the database gives no other word for one."""

import re
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Column, String, select, text
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.exc import StatementError

from campaign.columns import OneOf
from campaign.extensions import db
from campaign.letters.models import FigureText
from campaign.releases.models import Campaign, CampaignState
from campaign.tally.models import Checkpoint
from tests.cast import SLUG, Site
from tests.tables import count

ROOT = Path(__file__).parents[2]
for path in sorted((ROOT / "campaign").glob("*/*.py")):
    if "Model)" in path.read_text(encoding="utf-8"):
        import_module(f"campaign.{path.parent.name}.{path.stem}")
NAMES = {"state", "kind", "reason", "position"}
COLUMNS = [column for table in db.metadata.sorted_tables for column in table.columns]
KINDS = [column for column in COLUMNS if isinstance(column.type, OneOf)]


def test_columns_of_these_names_hold_one_of_their_own_words(app: Flask) -> None:
    loose = {str(column) for column in COLUMNS if column.name in NAMES and not isinstance(column.type, OneOf)}
    assert loose == {"entries.position", "stated_days.position", "log_resumptions.position"}  # numbers


def test_each_column_has_an_enumeration_of_its_own() -> None:
    assert {str(column): column.type.kind.__name__ for column in KINDS} == {
        "audit_entries.act": "Act",
        "audit_entries.actor": "ActorKind",
        "campaigns.addressees": "Addressees",
        "campaigns.state": "CampaignState",
        "daily_counts.kind": "DailyCountKind",
        "desk_sessions.browser": "Browser",
        "desk_sessions.system": "System",
        "ending_steps.step": "EndingStep",
        "entries.kind": "EntryKind",
        "entries.reason": "RemovalReason",
        "invalidations.reason": "InvalidationReason",
        "invitations.role": "Role",
        "jobs.actor": "ActorKind",
        "jobs.kind": "JobKind",
        "jobs.state": "JobState",
        "witness_views.problem": "WitnessProblem",
        "follow_ups.channel": "Channel",
        "letter_replies.consent": "Consent",
        "letter_replies.form": "ReplyForm",
        "letter_replies.position": "Position",
        "letter_sendings.state": "SendingState",
        "memberships.role": "Role",
        "named_people.role": "Role",
        "messages.state": "MessageState",
        "paper_slips.state": "SlipState",
        "press_answers.question": "PressQuestion",
        "refusals.kind": "RefusalKind",
        "rehearsals.exercise": "Exercise",
        "rehearsals.outcome": "Outcome",
        "campaign_pictures.state": "PictureState",
        "responsible.legal_form": "LegalForm",
        "signatures.state": "SignatureState",
        "submissions.held_because": "HeldReason",
        "submissions.state": "SubmissionState",
        "surveys.part": "SurveyPart",
        "text_drafts.kind": "CorrectionKind",
        "texts.kind": "CorrectionKind",
        "told_conditions.kind": "Kind",
        "turned_off.kind": "Kind",
        "waiting_acts.kind": "WaitingKind",
    }


@pytest.mark.parametrize("column", KINDS, ids=str)
def test_a_word_is_itself_and_fits_and_no_other_is_taken_for_it(column: Column[StrEnum]) -> None:
    kind: type[StrEnum] = column.type.kind  # type: ignore[attr-defined]
    assert isinstance(column.type, OneOf)
    there, back = column.type.process_bind_param, column.type.process_result_value
    assert [back(there(word, dialect()), dialect()) for word in kind] == list(kind)
    assert [type(there(word, dialect())) for word in kind] == [str] * len(kind)
    assert isinstance(column.type.impl_instance, String)
    assert max(map(len, kind)) <= (column.type.impl_instance.length or 0)
    assert (there(None, dialect()), back(None, dialect())) == (None, None)
    for unknown in ("asleep", "", next(iter(kind)).upper()):
        for way in (there, back):
            with pytest.raises(ValueError, match=f"is not a valid {kind.__name__}$"):
                way(unknown, dialect())


def test_what_the_database_has_in_its_place_is_no_state(site: Site) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE campaigns SET state = 'asleep'"))
    with pytest.raises(ValueError, match=r"^'asleep' is not a valid CampaignState$"):
        db.session.scalar(select(Campaign).where(Campaign.slug == SLUG))


def test_what_is_no_state_is_never_written(site: Site) -> None:
    with pytest.raises(StatementError, match="'asleep' is not a valid CampaignState"):
        db.session.execute(db.update(Campaign).values(state="asleep"))
    db.session.rollback()
    assert count(Campaign, state=CampaignState.OPEN) == 1


def test_a_count_by_an_unknown_reason_is_no_count(site: Site) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("""UPDATE checkpoints SET removed = '{"fraud": 2, "boredom": 1}'"""))
    with pytest.raises(ValueError, match=r"^'boredom' is not a valid RemovalReason$"):
        db.session.scalars(select(Checkpoint)).all()


def test_a_letters_figure_is_a_number_or_one_of_two_phrases() -> None:
    column = FigureText(20)
    assert [
        column.process_result_value(text, dialect()) for text in ("12340", "fewer than ten", "not shown")
    ] == [12340, "fewer than ten", "not shown"]
    for unknown in ("few", "", "-1", "1e3"):
        with pytest.raises(ValueError, match=r"is not a valid Unstated$"):
            column.process_result_value(unknown, dialect())


COMPARED = re.compile(
    r"""\b[\w.]*(?:state|kind|reason|role|position|stage|step|outcome)\s*[!=]=\s*["']([^"']*)["']"""
)
CATEGORIES = {"error"}  # of what is flashed


def enumerations() -> Iterator[type[StrEnum]]:
    for path in sorted((ROOT / "campaign").rglob("*.py")):
        if "(StrEnum)" in path.read_text():
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    yield from (kind for kind in StrEnum.__subclasses__() if kind.__module__.startswith("campaign."))


def test_templates_compare_with_words_that_there_are() -> None:
    words = {str(word) for kind in enumerations() for word in kind} | CATEGORIES
    compared = {
        (str(path.relative_to(ROOT)), word)
        for path in (ROOT / "templates").rglob("*.html")
        for word in COMPARED.findall(path.read_text())
    }
    assert len(compared) > 30
    assert {(place, word) for place, word in compared if word not in words} == set()
