"""What pages about missions call how a letter goes."""

from flask_babel import gettext

from campaign.missions.models import Channel


def channels() -> dict[str, str]:
    """By value."""
    return {
        Channel.MAIL.value: gettext("by mail from here"),
        Channel.POST.value: gettext("by post"),
        Channel.HAND.value: gettext("by hand"),
    }
