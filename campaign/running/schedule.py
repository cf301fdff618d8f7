"""What the worker does, and how often: each room's chores, and its jobs that somebody asks for at the desk."""

from sqlalchemy import delete

from campaign.backup import workdirs
from campaign.current import settings
from campaign.extensions import transaction
from campaign.jobs import actions as jobs
from campaign.jobs.kinds import JobKind
from campaign.jobs.runner import Work
from campaign.letters import specimens
from campaign.limits import refusals, widening
from campaign.lists import exports
from campaign.mail import actions as outbox
from campaign.moderation import actions as moderation
from campaign.moderation import background, drafting_letters, surveys
from campaign.notifications import actions as notifications
from campaign.notifications import acts
from campaign.organisers import actions as organisers
from campaign.organisers import sessions as desk_sessions
from campaign.organisers import wrong_tries
from campaign.paper import actions as paper
from campaign.pictures import actions as pictures
from campaign.pictures import choosing
from campaign.releases import actions as releases
from campaign.releases import sequencer
from campaign.running.chore import Chore
from campaign.running.heart import beat
from campaign.running.models import STOPPED, Heartbeat
from campaign.running.watches import watches
from campaign.signing import actions as signing
from campaign.tally.last_seen import LogStopped
from campaign.vault import key_offers, trusted_time, wiping
from campaign.vault.trusted_time import Running

HOURLY = 3600


def chores(running: Running | None = None) -> list[Chore]:
    """The rooms' due work, in the order in which one depends on another; `running` is how long this process has."""
    return [
        Chore("advance trusted time", 60, (running or Running()).tell),
        Chore("turn mail keys", 600, signing.turn_mail_keys),
        Chore("mail submissions", 0.5, signing.mail_submissions),
        Chore("call mail back", 60, signing.call_mail_back),
        Chore("remind", 60, signing.remind),
        Chore("number entries", settings().sequence_seconds, sequencer.number_entries),
        Chore("look at logs", 60, lambda: look_at_logs() and None),
        Chore("remove invalidated", 5, moderation.remove_due),
        Chore("release undone", 5, moderation.release_undone),
        Chore("survey signatures", 5, surveys.take_due),
        Chore("state forms", 5, moderation.state_due),
        Chore("erase withdrawn", 5, signing.erase_withdrawn),
        Chore("enter paper", 5, paper.enter_due),
        Chore("draw pictures of links", 60, pictures.draw_due),
        Chore("close due", 60, releases.close_due),
        Chore("expire", HOURLY, signing.expire),
        Chore("purge closed", HOURLY, signing.purge_batch),
        Chore("forget widened", HOURLY, widening.forget_widened),
        Chore("tidy refusals", HOURLY, refusals.tidy_refusals),
        Chore("tidy outbox", HOURLY, outbox.tidy),
        Chore("tidy sessions", HOURLY, desk_sessions.tidy),
        Chore("note wrong tries", HOURLY, wrong_tries.note_wrong_tries),
        Chore("do what has waited", 15, organisers.do_due),
        Chore("tell of acts", 15, acts.tell_of_acts),
        Chore("end freezes", 60, organisers.end_freezes),
        Chore("let in anew", 60, organisers.mail_readmissions),
        Chore("tidy invitations", HOURLY, organisers.tidy_invitations),
        Chore("tidy key offers", HOURLY, key_offers.tidy_offers),
        Chore("wipe", 60, wiping.let_go),
        Chore("write tables anew", 600, wiping.rewrite_at_night),
        Chore("tidy lists", HOURLY, exports.tidy),
        Chore("forget uploaded pictures", 600, lambda: choosing.forget_originals(now=trusted_time.now())),
        Chore("tidy jobs", HOURLY, lambda: jobs.tidy(now=trusted_time.now())),
        Chore("tidy workplaces", HOURLY, lambda: workdirs.tidy(*workdirs.places())),
        Chore("tidy choices", HOURLY, notifications.tidy),
        *watches(),
    ]


def job_kinds() -> dict[JobKind, Work]:
    """Who does the work of each kind that may be asked for in the background."""
    return {
        JobKind.EXPORT: exports.make,
        JobKind.GATHER: background.gather,
        JobKind.LETTERS: drafting_letters.make,
        JobKind.PICTURE: choosing.make,
        JobKind.SPECIMEN: specimens.make,
    }


def look_at_logs() -> dict[str, LogStopped]:
    """Whether a log stands still, for whoever watches: said again as long as it is so, and taken back."""
    stopped = sequencer.stopped_logs()
    if stopped:
        beat(STOPPED)
    else:
        with transaction() as session:
            session.execute(delete(Heartbeat).where(Heartbeat.name == STOPPED))
    return stopped
