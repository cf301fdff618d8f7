"""Every write is an act that is noted, or has its reason why not; every act is noted somewhere, and has its facts."""

import ast
import re
from pathlib import Path

import pytest

from campaign.audit.acts import Act
from campaign.audit.facts import FACTS
from campaign.audit.shapes import SHAPES
from campaign.jobs.kinds import JobKind
from campaign.letters.fates import Position
from campaign.releases.actions.changing import FACTS as FIELDS
from campaign.releases.models import CorrectionKind
from campaign.tally.removal import InvalidationReason
from campaign.vault.fingerprints import ROTATED

PACKAGE = Path(__file__).parents[2] / "campaign"
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "extensions.py"]

SIGNERS = "a signer's own act"
BY_ITSELF = "a step that the worker or a sequencer takes by itself, all the time"
PART = "a part of acts that are noted where they begin"
FIRST = "the site's own secrets and keys, made as it is set up and each day"
INVENTED = "signers whom nobody is, of the example on this machine alone"
REASONS = {
    "audit/actions.py note": "it is the note",
    "backup/actions.py note_failed": BY_ITSELF,
    "backup/actions.py note_made": PART,
    "backup/snapshots.py load_tables": PART,
    "desk/stale.py as_seen": PART,
    "desk/stopping_somebody.py stop_somebody": PART,
    "desk/telling_owners.py told_to_owners": PART,
    "desk/text_versions.py as_shown": PART,
    "organisers/actions/naming.py name_people": PART,
    "releases/actions/bringing.py bring_draft": PART,
    "updates/cli.py publish": PART,
    "jobs/actions.py enqueue": "nothing is done yet: each kind notes what it does, as its asker's",
    "jobs/actions.py stop_restored": PART,
    "jobs/actions.py tidy": BY_ITSELF,
    "jobs/leases.py _renew": BY_ITSELF,
    "jobs/leases.py end": BY_ITSELF,
    "jobs/leases.py give_back": BY_ITSELF,
    "jobs/leases.py take": BY_ITSELF,
    "jobs/runner.py _tell": BY_ITSELF,
    "letters/actions/delivering.py _claim": BY_ITSELF,
    "letters/actions/delivering.py deliver_letters": BY_ITSELF,
    "letters/actions/drafting.py _clear": PART,
    "letters/actions/drafting.py issue_draft": PART,
    "letters/actions/drafting.py keep_draft": PART,
    "letters/actions/sending.py send": PART,
    "letters/actions/withdrawing.py withdraw_letters": PART,
    "limits/refusals.py tidy_refusals": BY_ITSELF,
    "limits/refusals.py write_refusals": BY_ITSELF,
    "limits/widening.py forget_widened": BY_ITSELF,
    "lists/actions.py end_updates": SIGNERS,
    "lists/sealed_pages.py list_of": PART,
    "mail/actions.py queue_all": BY_ITSELF,
    "mail/actions.py call_back": BY_ITSELF,
    "mail/actions.py drop": PART,
    "mail/actions.py forget": PART,
    "mail/actions.py give_up": BY_ITSELF,
    "mail/actions.py stop": SIGNERS,
    "mail/actions.py tidy": BY_ITSELF,
    "mail/delivering.py _claim": BY_ITSELF,
    "mail/outcomes.py write_down": BY_ITSELF,
    "mail/leases.py renew": BY_ITSELF,
    "missions/actions.py _write": PART,
    "missions/following_up.py erase_follow_ups": PART,
    "moderation/actions/gathering.py gather": PART,
    "moderation/actions/invalidating.py release_undone": PART,
    "moderation/background.py begin_batch": PART,
    "moderation/background.py go_on": PART,
    "moderation/background.py stop": PART,
    "moderation/actions/stating.py state_forms": BY_ITSELF,
    "moderation/surveys.py _note": BY_ITSELF,
    "notifications/actions.py choose": "what she wants to read herself",
    "notifications/actions.py know_holder": PART,
    "notifications/actions.py tidy": BY_ITSELF,
    "notifications/acts.py tell_of_acts": BY_ITSELF,
    "notifications/conditions.py _claim": BY_ITSELF,
    "notifications/conditions.py _end": BY_ITSELF,
    "notifications/conditions.py tell": BY_ITSELF,
    "organisers/actions/inviting.py tidy_invitations": BY_ITSELF,
    "organisers/actions/people.py change_language": "what she reads herself",
    "jobs/actions.py forget_asker": PART,
    "organisers/actions/people.py leave_campaign": PART,
    "organisers/actions/waiting.py _do": PART,
    "organisers/actions/waiting.py _end": BY_ITSELF,
    "organisers/actions/mailing.py mail_each": PART,
    "organisers/one_time_codes.py set_last_counter": "a code that is used up",
    "organisers/recovery_codes.py use_up": "a code that is used up",
    "organisers/sessions.py begin": "signing in",
    "organisers/sessions.py end": "signing out",
    "organisers/sessions.py end_all": PART,
    "organisers/sessions.py end_one": PART,
    "organisers/sessions.py end_others": PART,
    "organisers/sessions.py is_on": "that she is there still",
    "organisers/sessions.py renew": "another token of the same session",
    "organisers/sessions.py tidy": BY_ITSELF,
    "organisers/wrong_tries.py write_wrong_tries": "the worker notes them by the day: note_wrong_tries",
    "paper/actions/entering.py enter_due": BY_ITSELF,
    "paper/actions/leaving.py erase": SIGNERS,
    "paper/actions/leaving.py leave_again": PART,
    "paper/actions/purging.py _forget_keeper": BY_ITSELF,
    "paper/actions/purging.py purge_slips": BY_ITSELF,
    "pictures/actions.py _keep": BY_ITSELF,
    "pictures/actions.py forget_unshared": BY_ITSELF,
    "pictures/choosing.py _erase_original": BY_ITSELF,
    "pictures/choosing.py forget_all": PART,
    "pictures/choosing.py make": PART,
    "releases/actions/addressing.py plan_the_end": PART,
    "releases/actions/drafting.py publish_drafts": PART,
    "releases/actions/publishing.py publish": PART,
    "releases/facts_cli.py set_facts": PART,
    "releases/actions/signing.py note_signed": SIGNERS,
    "releases/actions/rehearsing.py try_mail": PART,
    "releases/example_campaign.py publish_example": PART,
    "running/demo.py _number": INVENTED,
    "running/taking_down.py take_down": PART,
    "running/tour.py _publish": PART,
    "running/taking_down.py withdraw": PART,
    "running/heart.py beat": BY_ITSELF,
    "running/schedule.py look_at_logs": BY_ITSELF,
    "signing/actions/confirming.py _turn": SIGNERS,
    "signing/actions/confirming.py mend": SIGNERS,
    "signing/actions/counting.py _add": PART,
    "signing/actions/day_keys.py _give_up": BY_ITSELF,
    "signing/actions/erasing.py delete_submissions": BY_ITSELF,
    "signing/actions/erasing.py erase_withdrawn": BY_ITSELF,
    "signing/actions/inventing.py confirm_invented": INVENTED,
    "signing/actions/inventing.py withdraw_invented": INVENTED,
    "signing/actions/leaving.py leave_again": PART,
    "signing/actions/leaving.py reject": SIGNERS,
    "signing/actions/leaving.py stop": SIGNERS,
    "signing/actions/leaving.py withdraw": SIGNERS,
    "signing/actions/mailing.py call_mail_back": BY_ITSELF,
    "signing/actions/mailing.py mail_submissions": BY_ITSELF,
    "signing/actions/purging.py _erase_signatures": PART,
    "signing/actions/purging.py _forget_domains": PART,
    "signing/actions/purging.py _forget_reminded": PART,
    "signing/actions/purging.py _forget_survey": PART,
    "signing/actions/reminding.py drop_reminders": PART,
    "signing/actions/reminding.py drop_unwanted": BY_ITSELF,
    "signing/actions/reminding.py remind": BY_ITSELF,
    "tally/actions/joining.py append_papers": PART,
    "tally/actions/joining.py append_paper_withdrawal": PART,
    "tally/actions/joining.py append_signatures": PART,
    "tally/actions/joining.py append_withdrawal": PART,
    "tally/actions/joining.py append_withdrawals": PART,
    "tally/actions/joining.py begin_log": PART,
    "tally/actions/publishing.py _mark_published": BY_ITSELF,
    "tally/actions/publishing.py accept_key": PART,
    "tally/actions/resuming.py begin_next": PART,
    "tally/actions/witnessing.py _keep": BY_ITSELF,
    "tally/actions/witnessing.py forget_cosigned": PART,
    "tally/actions/resuming.py forget_stated": PART,
    "tally/actions/resuming.py settle": PART,
    "tally/actions/sequencing.py sequence": BY_ITSELF,
    "vault/day_keys.py prepare": FIRST,
    "vault/key_offers.py accept": PART,
    "vault/key_offers.py drill": PART,
    "vault/key_offers.py prove": PART,
    "vault/key_offers.py tidy_offers": BY_ITSELF,
    "vault/shared.py _follow": PART,
    "vault/shared.py forget": PART,
    "vault/shared.py record": FIRST,
    "vault/trusted_time.py advance": BY_ITSELF,
    "vault/wiping.py _empty_log": BY_ITSELF,
    "vault/wiping.py _rewrite": BY_ITSELF,
    "vault/wiping.py _vacuum": BY_ITSELF,
    "vault/wiping.py note_erased": PART,
}


def calls(function: ast.FunctionDef) -> set[str]:
    """The names of all that a function calls itself."""
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {each.attr if isinstance(each, ast.Attribute) else getattr(each, "id", "") for each in called}


def silent(source: str) -> set[str]:
    """The functions that open a transaction and note no act, by themselves or by one beside them."""
    tree = ast.parse(source)
    functions = {node.name: calls(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    notes = {"note"} | {
        name for name, called in functions.items() if "note" in called and "transaction" not in called
    }
    return {name for name, called in functions.items() if "transaction" in called and not called & notes}


def test_whoever_writes_notes_an_act_or_has_a_reason_not_to() -> None:
    there = {
        f"{path.relative_to(PACKAGE).as_posix()} {name}"
        for path in FILES
        for name in silent(path.read_text(encoding="utf-8"))
    }
    assert there == set(REASONS)


def test_a_new_one_is_seen() -> None:
    source = """
def noted():
    with transaction():
        audit.note(Act.OPEN)
def beside():
    with transaction():
        _note()
def _note():
    audit.note(Act.OPEN)
def unseen():
    with transaction() as session:
        session.execute(x)
class Verb:
    def unseen_too(self):
        with extensions.transaction():
            pass
def reads():
    return 1
"""
    assert silent(source) == {"unseen", "unseen_too"}


def test_every_act_is_noted_somewhere_and_no_other_is() -> None:
    sources = [path.read_text(encoding="utf-8") for path in FILES if path.name != "acts.py"]
    assert {name for source in sources for name in re.findall(r"\bAct\.([A-Z_]+)", source)} == set(
        Act.__members__
    )


def test_every_act_says_what_it_may_be_noted_with_and_every_fact_has_a_shape() -> None:
    assert set(FACTS) == set(Act)
    assert {name for names in FACTS.values() for name in names} == set(SHAPES)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("fields", [[name] for name in FIELDS if name != "withheld"]),
        ("kind", [*CorrectionKind, *JobKind]),
        ("position", [*Position]),
        ("purpose", [*ROTATED]),
        ("reason", [*InvalidationReason]),
    ],
)
def test_facts_know_every_word_that_rooms_say_them_with(fact: str, words: list[object]) -> None:
    assert [word for word in words if not SHAPES[fact](word)] == []
