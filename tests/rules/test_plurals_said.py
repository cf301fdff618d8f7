"""A page says the form of a plural that its language has for the number, be the language's desk translated or not."""

import pytest
from flask import Flask
from flask_babel import force_locale, ngettext

from campaign.lib.languages import DEFAULT, LANGUAGES
from tests.words.catalogs import PUBLIC, form_of, forms, messages, read

MESSAGE = ("%(num)s day", "%(num)s days")
NUMBERS = (0, 1, 2, 3, 4, 5, 11, 12, 21, 22, 25, 100, 101, 111, 1_000_000)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != DEFAULT])
def test_each_number_takes_its_form(app: Flask, language: str) -> None:
    (said,) = (forms(message) for message in messages(read(language, PUBLIC)) if message.id == MESSAGE)
    with app.test_request_context(), force_locale(LANGUAGES[language].locale):
        shown = [ngettext(*MESSAGE, number) for number in NUMBERS]
    assert shown == [said[form_of(language, number)] % {"num": number} for number in NUMBERS]
