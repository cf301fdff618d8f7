"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

FIGURES_SURE = "At a terminal that is --sure-of-figures."
MESSAGES: dict[str, Message] = {
    "empty": Message(_("Nothing is written here yet.")),
    "no-headline": Message(_("This text needs a headline.")),
    "no-body": Message(_("This headline needs a text.")),
    "long-headline": Message(
        _("A headline has at most {most} characters, as it is the subject of a mail too.")
    ),
    "long-body": Message(_("At most {most} characters fit there.")),
    "other-language": Message(
        _("This looks like {looks}, but the field is for {language}. If it is right, say so below."),
        "At a terminal that is --sure-of-language.",
    ),
    "more-than-signed": Message(
        _(
            "The text says {number}, but the count says {total} so far. Correct it, or say below that it is right."
        ),
        FIGURES_SURE,
    ),
    "not-stated": Message(
        _(
            "The text says {number} beside the name of a country, and the count states no such figure there. Correct "
            "it, or say below that it is right."
        ),
        FIGURES_SURE,
    ),
    "future-day": Message(_("The day of an update can’t be later than today when it is published.")),
    "not-public-yet": Message(_("Updates can be published once the campaign is open.")),
    "which-kind": Message(
        _("People have read this. Say whether you correct a spelling or a fact."),
        "At a terminal that is --kind.",
    ),
    "what-was-corrected": Message(
        _("Say in each language what was corrected. Missing: {languages}."),
        "At a terminal that is --corrected.",
    ),
    "long-correction": Message(_("What was corrected has to fit into {most} characters.")),
    "none-left": Message(_("Nothing would be left of it. Take it back instead.")),
    "taken-back": Message(_("This update was taken back. Write a new one.")),
    "is-public": Message(_("The public reads this update. Take it back first.")),
    "no-such-update": Message(_("There is no such update.")),
    "unread": Message("{path} can't be read: {says}."),
    "not-utf-8": Message("{path} is not UTF-8."),
    "no-heading": Message("{path} has to begin with a line like: # Headline"),
    "two-versions": Message("{first} and {second} are in the same language: keep one, or give --language."),
    "too-many": Message(_("A campaign has at most {most} updates.")),
}
