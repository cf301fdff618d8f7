"""What the page of rehearsals says of each exercise, and of how it went."""

from typing import assert_never

from flask_babel import gettext

from campaign.releases.rehearsals import Exercise, Outcome


def how(outcome: Outcome) -> str:
    """How an exercise went."""
    match outcome:
        case Outcome.INBOX:
            return gettext("In the inbox")
        case Outcome.SPAM:
            return gettext("In the spam folder")
        case Outcome.WORKED:
            return gettext("It worked")
        case Outcome.FAILED:
            return gettext("It failed")
        case Outcome.UNTRIED:
            return gettext("Not yet tried")
        case _:
            assert_never(outcome)


def what(exercise: Exercise) -> tuple[str, str]:
    """(what it is called, what to do)."""
    match exercise:
        case Exercise.MAIL:
            return gettext("Where our mail lands"), gettext(
                "Type an address of your own at a provider that your signers use. We send a mail to it from the "
                "address that theirs come from; see where it lands, and say so. Do this for each provider that "
                "matters."
            )
        case Exercise.WITHDRAWAL:
            return gettext("Withdrawing"), gettext(
                "Sign with your own address, confirm, and withdraw by the same link, in a campaign that is open: "
                "before this one is, in the example on your own computer. Only you can say how it went: the server "
                "doesn’t know whose signature was withdrawn."
            )
        case Exercise.LETTER:
            return gettext("A letter"), gettext(
                "Choose a State: the letter to it comes to your own address, marked as a specimen, and nobody else "
                "hears of it. Before the first count its figures are invented. Read it, and say how it went."
            )
        case Exercise.HELD_FORM:
            return gettext("A form that is held"), gettext(
                "In a campaign that is open, send the form within two seconds of opening its page: it is held. Find it "
                "among the held forms, and accept or delete it. Once one of you has done so, it stands here by "
                "itself."
            )
        case Exercise.LIST:
            return gettext("The list, opened"), gettext(
                "Download the sealed list of a campaign that you signed, and open it with a holder’s key on the "
                "holder’s own computer."
            )
        case Exercise.RESTORE:
            return gettext("A backup, restored"), gettext(
                "Ask whoever runs the server to restore a backup on another machine, as the manual says, and look at "
                "the count there."
            )
        case _:
            assert_never(exercise)
