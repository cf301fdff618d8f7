"""A text as its readers will see it: in its own language, whatever the desk is in."""

from flask import render_template
from flask_babel import force_locale
from markupsafe import Markup

from campaign.lib.languages import LANGUAGES
from campaign.releases.models import Draft, Text
from campaign.releases.rendering import render


def on_a_phone(text: Text | Draft) -> Markup:
    """What stands on the screen, words and day of the form too."""
    with force_locale(LANGUAGES[text.language].locale):
        return Markup(render_template("desk/text_phone.html", shown=text, html=render(text.body)))  # nosec B704 # noqa: S704  escaped there
