"""The missions of a trial's file: addresses, the languages of their letters, groups, and what comes next with each."""

from campaign.backup.trial_checks import one, within
from campaign.backup.trial_file import Trial
from campaign.lib import clock
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.missions import actions as missions
from campaign.missions import queries as missions_queries
from campaign.missions.following_up import Intent, follow_up
from campaign.missions.importing import read_contact
from campaign.missions.models import Channel
from campaign.missions.own_groups import name_group
from campaign.missions.states import is_state
from campaign.releases.models import Campaign


def take_missions(trial: Trial) -> tuple[int, int]:
    """How many addresses are new here, and how many stay as they are."""
    there = {row.code for row in missions_queries.addresses()}
    read = [read_contact(each, today=clock.today()) for each in trial["missions"]]
    new = {contact.code: contact for contact in read if contact.code not in there}
    if new:
        missions.take_addresses(contacts=tuple(new.values()))
    for each in trial["mission_languages"]:
        if each["language"] not in LETTER_LANGUAGES or not is_state(each["code"]):
            raise Refusal("backup/trial-fact", section="mission_languages", name="language")
        if each["code"] not in missions_queries.languages():
            missions.set_language(codes=[each["code"]], language=each["language"])
    return len(new), len({contact.code for contact in read} & there)


def take_plans(campaign: Campaign, trial: Trial) -> None:
    """Groups that the campaign named, and what it means to do about a mission. Raises Refusal."""
    with within("groups"):
        for group in trial["groups"]:
            name_group(
                campaign_id=campaign.id, slug=campaign.slug, name=group["name"], states=group["states"]
            )
    for each in trial["follow_ups"]:
        if not is_state(each["code"]):
            raise Refusal("backup/trial-fact", section="follow_ups", name="code")
        intent = Intent(channel=one(Channel, "channel", each), concerned=each["concerned"])
        follow_up(campaign_id=campaign.id, slug=campaign.slug, code=each["code"], intent=intent)
