"""A form that somebody overtook, with rubbish in it: what was typed is said beside what stands, and never a 500."""

import pytest

from campaign.organisers.roles import Role
from tests import choosing
from tests.cast import Site
from tests.desk.openapi import UNSENT, Form, forms_on
from tests.desk.visitors import Visitor, pages_from
from tests.desk.walking import plain

RUBBISH = ["", "zz", "QQ", "\0", "x" * 500, "\U000fffff"]
ANOTHER = "0" * 64  # the version of a page that nobody has seen
MARKS = {"version", "seen", "shown"}
FEWER = 6  # of these words `make test` tries one in each form, in the next form the next


@pytest.fixture
def versioned(site: Site) -> dict[str, Form]:
    """Each form that says which version of what stands its page showed, by where it leads."""
    owner = Visitor(site, Role.OWNER).desk
    here = f"/desk/campaigns/{site.slug}"
    pages = [*pages_from(owner, f"{here}/"), (f"{here}/missions/FR", owner.get(f"{here}/missions/FR").text)]
    forms = [form for address, page in pages for form in forms_on(page, address)]
    return {form.action: form for form in forms if "version" in form.fields and form.method == "POST"}


def test_it_is_shown_or_refused(site: Site, versioned: dict[str, Form]) -> None:
    answers = {}
    step = 1 if choosing.looks_at_all else FEWER
    for turn, words in enumerate(RUBBISH):
        desk = Visitor(site, Role.OWNER).desk
        for action, form in list(versioned.items())[turn % step :: step]:
            answers[action, words[:8]] = desk.post(action, filled(form, words)).status_code
    assert len(versioned) > 8
    assert {what: status for what, status in answers.items() if status >= 500} == {}
    assert {409, 422} <= set(answers.values())


def test_it_stands_beside_what_is_there(site: Site) -> None:
    desk, page = Visitor(site, Role.OWNER).desk, f"/desk/campaigns/{site.slug}/missions/FR"
    form = next(each for each in forms_on(desk.get(page).text, page) if "version" in each.fields)
    answer = desk.post(form.action, filled(form, "zz"))
    assert answer.status_code == 409
    assert "What you typed: zz" in plain(answer.text)


def filled(form: Form, words: str) -> dict[str, str]:
    """These words in each field, and the version of a page that nobody has seen."""
    return {
        name: ANOTHER if name == "version" else field.values[0] if name in MARKS else words
        for name, field in form.fields.items()
        if name != "csrf_token" and (field.kind not in UNSENT or words)
    }
