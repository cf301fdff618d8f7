"""What this room refuses, in words."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    "too-heavy": Message("The picture of a link has more than {most} bytes. This is a fault of ours."),
    # The organisers' picture.
    "no-file": Message(_("Choose a picture.")),
    "too-big": Message(_("That file has more than {most} MB. Choose a smaller one.")),
    "no-picture": Message(_("That isn’t a picture that we can read: it has to be a JPEG, PNG or WebP file.")),
    "damaged": Message(
        _("That picture is damaged, or isn’t what its name says. Save it again, then upload it.")
    ),
    "takes-too-much": Message(
        _("Reading that picture takes too much memory or time. Save it smaller, then upload it.")
    ),
    "many-pixels": Message(
        _(
            "That picture has {width} × {height} pixels, more than {most} million. Save it smaller, then upload it."
        )
    ),
    "few-pixels": Message(_("That picture is {width} pixels wide. It needs {least} at least.")),
    "odd-shape": Message(
        _("That picture is too long or too narrow: one side may be at most three times the other.")
    ),
    "moves": Message(_("That picture moves. Choose one that stands still.")),
    "no-promise": Message(_("Tick that nobody wounded or dead can be recognised in the picture.")),
    "no-alternative": Message(_("Say in {language} what the picture shows.")),
    "no-credit": Message(_("Say in {language} who took the picture.")),
    "not-there": Message(_("That picture isn’t there any more.")),
    # Paper.
    "no-prints-under-harm": Message(
        _(
            "There is no poster and no leaflet: having signed could harm people, and whoever puts one up or carries "
            "one can be seen with it."
        )
    ),
    "no-prints-yet": Message(_("Posters and leaflets can be made while people can sign.")),
    "no-text-in-language": Message(_("There is no text in {language}.")),
    "no-such-paper": Message(_("A {kind} is printed on {papers}.")),
}
