"""What is sealed has one length whoever signs: a length tells no name, in any language."""

from dataclasses import replace
from hashlib import sha256

import pytest
from flask import Flask
from flask_babel import force_locale

from campaign.lib.languages import LANGUAGES
from campaign.signing.consent import VERSION, wording
from campaign.signing.records import Record
from campaign.vault.envelope import HEAD, STEP

# In the longest of them each sign takes two bytes.
GROUPS = {
    "one": "Skies",
    "three": "The Open Skies Campaign, Society of Physicians Abroad, Union of Medical Care and Relief Organisations",
    "three in Arabic": "حملة السماء المفتوحة، جمعية الأطباء في الخارج، اتحاد منظمات الرعاية والإغاثة الطبية",
}
PEOPLE = {
    "short": ("J. Li", "jli@qq.com"),
    "long": ("Maximiliane Freifrau von Schulze-Oberhausen", "maximiliane.schulze-oberhausen@stud.uni-heidelberg.de"),
    "long in Arabic": ("عبد الرحمن بن محمد بن عبد العزيز الأنصاري", "abdulrahman.alansari.1987@some-company.example"),
    "long in Cyrillic": ("Александра Вячеславовна Константинопольская", "aleksandra.konstantinopolskaya@yandex.ru"),
}  # fmt: skip


@pytest.mark.parametrize("groups", GROUPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_and_a_long_name_are_sealed_alike(app: Flask, language: str, groups: str) -> None:
    with app.test_request_context(), force_locale(LANGUAGES[language].locale):
        consent = wording(VERSION) % {"organisers": GROUPS[groups]}
    usual = Record(
        campaign="the-open-skies", name="", address="", country="FR", consent=consent, consent_version=VERSION,
        s="", text=sha256(b"text").hexdigest(), updates="no",
    )  # fmt: skip
    for name, address in PEOPLE.values():
        packed = replace(usual, name=name, address=address, s=digits(name)).packed()
        assert HEAD + len(packed) <= STEP - 128  # there is room for more groups, too


def digits(name: str) -> str:
    """Digits that can't be deflated, the same each time."""
    return sha256(name.encode()).hexdigest()
