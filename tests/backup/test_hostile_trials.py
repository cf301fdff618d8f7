"""The file of a trial is a stranger's: what it can't say is refused by a sentence, and nothing of it is taken."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.backup.trials import altered, refused, within
from tests.cast import Site

NO_TRIAL = "This is not a file that a campaign was saved to, or it is damaged. Nothing was taken."
OTHER_VERSION = (
    "This file was saved by another version. Use the same version on both machines. Nothing was taken."
)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", NO_TRIAL),
        (b"{}", NO_TRIAL),
        (b"[]", NO_TRIAL),
        (b"null", NO_TRIAL),
        (b"\xff\xfe", NO_TRIAL),
        (b"PK\x03\x04", NO_TRIAL),
        (b"[" * 100_000, NO_TRIAL),
        (b'{"a":' * 100_000, NO_TRIAL),
        (b'{"format": ' + b"9" * 10_000 + b"}", NO_TRIAL),
        (b'{"format": NaN}', NO_TRIAL),
        (b'{"format": "trial of a campaign, 1", "format": "trial of a campaign, 1"}', NO_TRIAL),
        (b'{"format": "trial of a campaign, 2"}', OTHER_VERSION),
        (b'{"format": 1}', OTHER_VERSION),
        (
            b'{"format": "trial of a campaign, 1"}',
            "Under “campaign file” the file lacks “answers”. Nothing was taken.",
        ),
        (b" " * 2_000_001, "This file is larger than any campaign: 2 MB is the most. Nothing was taken."),
    ],
)
def test_what_is_no_such_file_is_refused(server: Site, raw: bytes, said: str) -> None:
    assert refused(raw) == said


def of(section: str, **facts: Any) -> Callable[[Any], Any]:
    """The first of that section says something else."""

    def change(trial: Any) -> None:
        part = trial[section]
        (part[0] if isinstance(part, list) else part).update(facts)

    return change


def cant_be(section: str, name: str) -> str:
    return f"The file says something under “{section}” that can’t be: {name}. Nothing was taken."


NO_ADDRESS = "Enter an email address like name@example.org. This one has no @."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            of("campaign", secret="x"),
            "Under “campaign” the file has “secret”, which this version doesn’t know. Use the same version on both "
            "machines. Nothing was taken.",
        ),
        (lambda trial: trial.update(more=1), "Under “campaign file” the file has “more”, which this version doesn’t "
         "know. Use the same version on both machines. Nothing was taken."),
        (lambda trial: trial["texts"][0].pop("body"), "Under “texts” the file lacks “body”. Nothing was taken."),
        (of("campaign", slug="../x"), within("campaign", "'../x' can't be an address: use small letters, digits and "
         "single hyphens, such as clear-skies.")),
        (of("campaign", slug="desk"), within("campaign", "'desk' is one of the site’s own addresses. Choose another."
         )),
        (of("campaign", slug=7), cant_be("campaign", "slug")),
        (of("campaign", goal=-1), cant_be("campaign", "goal")),
        (of("campaign", goal=True), cant_be("campaign", "goal")),
        (of("campaign", closes="soon"), cant_be("campaign", "closes")),
        (of("campaign", organisers=[["x"]]), cant_be("campaign", "organisers")),
        (of("campaign", called={"ar": "x"}), cant_be("campaign", "called")),
        (of("campaign", called={"tlh": ["x"]}), "The file has a text in a language that this site doesn’t have: tlh. "
         "Nothing was taken."),
        (of("campaign", withheld=["ZZ"]), within("campaign", "Not country codes: ZZ. Withheld countries are ISO codes "
         "such as SY,IR, or none.")),
        (of("campaign", contact="nobody"), within("campaign", NO_ADDRESS)),
        (of("campaign", addressees="nobody"), cant_be("addressees", "nobody")),
        (of("campaign", addressed=["XX"]), within("campaign", "No State with a mission to the United Nations has this "
         "code: XX.")),
        (of("texts", language="tlh"), "The file has a text in a language that this site doesn’t have: tlh. Nothing was "
         "taken."),
        (of("texts", headline="a\ud800"), cant_be("texts", "headline")),
        (of("texts", headline="a\x00"), cant_be("texts", "headline")),
        (of("texts", headline=" "), cant_be("texts", "headline")),
        (of("texts", body="x" * 200_001), cant_be("texts", "body")),
        (of("drafts", kind="other"), cant_be("kind", "other")),
        (of("people", role="god"), cant_be("role", "god")),
        (of("people", email="nobody"), within("people", NO_ADDRESS)),
        (of("people", name="=1+1"), within("people", "Enter a name or initials.")),
        (of("holders", recipient="age1nothing"), cant_be("holders", "recipient")),
        (of("holders", name=""), within("holders", "A holder's name has 1 to 60 characters.")),
        (of("missions", code="XX"), within("missions", "'XX' is not the code of a Member or observer State; France is "
         "FR.")),
        (of("missions", date="2999-01-01"), within("missions", "the day 2999-01-01 is still to come; it says when the "
         "address was found.")),
        (of("mission_languages", language="de"), cant_be("mission_languages", "language")),
        (of("groups", states=["XX"]), within("groups", "Tick the States of the group.")),
        (of("follow_ups", code="XX"), cant_be("follow_ups", "code")),
        (of("follow_ups", channel="pigeon"), cant_be("channel", "pigeon")),
        (of("letterhead", paper="a3"), cant_be("letterhead", "paper")),
        (of("responsible", legal_form="x"), cant_be("legal_form", "x")),
        (lambda trial: trial.update(texts={}), "“texts” isn’t a list of at most 1000. Nothing was taken."),
        (lambda trial: trial.update(people=trial["people"] * 600), "“people” isn’t a list of at most 1000. Nothing was "
         "taken."),
        (lambda trial: trial.update(campaign=None), cant_be("campaign", "")),
        (lambda trial: trial.update(texts=[None]), cant_be("texts", "")),
    ],
)  # fmt: skip
def test_a_file_that_says_what_cant_be_takes_nothing(
    server: Site, saved: bytes, change: Callable[[Any], Any], said: str
) -> None:
    answer = refused(altered(saved, change))
    assert answer == said
