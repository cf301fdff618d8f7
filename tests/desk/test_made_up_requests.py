"""What schemathesis makes up for every address of the desk, by each role: no 500, and what was typed is still there.

Its document is made of the URL map and of the forms on the pages (`openapi.py`); it is seeded, so that a run makes up
what the run before did.
"""

import zlib
from collections import Counter
from typing import Any

import hypothesis
import pytest
import schemathesis

from campaign.organisers.roles import Role
from tests import choosing
from tests.cast import AMELIE, NOUR, Site, heading
from tests.desk.openapi import KEPT, Schema, document, forms_on
from tests.desk.test_access import routes
from tests.desk.texts import paste, said
from tests.desk.visitors import NOBODY, SITE_OWNER, Visitor, pages_from

EXAMPLES = {Role.OWNER: 4, Role.ORGANISER: 3, Role.VIEWER: 2, SITE_OWNER: 2, NOBODY: 2}
ROLES = [role for role in EXAMPLES if role != Role.OWNER]  # `make test` has her try alone: she may do most
MADE_UP = hypothesis.settings(
    database=None,
    phases=[
        hypothesis.Phase.generate
    ],  # what is made up changes the site, so that nothing can be tried again
    suppress_health_check=list(hypothesis.HealthCheck),
)
# Who signs out, or tries codes until she has to wait, comes last.
LAST = ("/desk/account/", "/desk/again", "/desk/sign-", "/desk/code", "/desk/passkey", "/desk/recovery")


@pytest.fixture
def busy(site: Site) -> Site:
    """With a signature, a held form and a form that waits."""
    site.signed(NOUR)
    site.number()
    site.client().sign(AMELIE, wait=0)
    return site


@pytest.mark.parametrize(
    "role", [Role.OWNER, *(pytest.param(role, marks=pytest.mark.full) for role in ROLES)]
)
def test_nothing_made_up_breaks_a_page(busy: Site, role: str) -> None:
    answers, told = tried(busy, role, times=1 if choosing.looks_at_all else 0.25)
    assert sum(count for status, count in answers.items() if status >= 500) == 0
    if role in {Role.OWNER, Role.ORGANISER}:  # it gets through to what the forms do, and to what they refuse
        assert min(answers[200], answers[302], answers[422]) > 10
        assert told > 10


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("role", EXAMPLES)
def test_nothing_of_much_that_is_made_up_does(busy: Site, role: str) -> None:
    answers, _ = tried(busy, role, times=5)
    assert sum(count for status, count in answers.items() if status >= 500) == 0


def tried(site: Site, role: str, *, times: float) -> tuple[Counter[int], int]:
    """How often each status came, and of how many fields of refused forms it was seen that they keep what was typed."""
    schema = schemathesis.openapi.from_dict(described(site))
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) == sum(map(len, routes(site.app).values()))
    visitor = Visitor(site, role)
    answers: Counter[int] = Counter()
    told = 0

    def one(case: Any) -> None:
        nonlocal told
        answer = visitor.sends(case)
        answers[answer.status_code] += 1
        assert answer.status_code < 500, (case.operation.label, case.body)
        if answer.status_code == 422:
            told += fields_kept(answer.text, case)

    for operation in sorted(operations, key=lambda each: each.path.startswith(LAST)):
        made_up = hypothesis.given(operation.as_strategy())(one)
        seeded = hypothesis.seed(zlib.crc32(operation.label.encode()))(made_up)
        hypothesis.settings(MADE_UP, max_examples=int(EXAMPLES[role] * times))(seeded)()
    return answers, told


def described(site: Site) -> Schema:
    """The desk, by the forms of all its pages; a viewer was invited, a list asked for, a text pasted."""
    owner, here = Visitor(site, Role.OWNER).desk, f"/desk/campaigns/{site.slug}"
    owner.post(f"{here}/people/invitations", {"email": "maya@example.org", "role": "viewer"})
    owner.get(f"{here}/lists")
    owner.post(f"{here}/lists", {"which": "all", "country": ""})
    pages = [
        *pages_from(owner, "/desk/"),
        *pages_from(Visitor(site, SITE_OWNER).desk, "/desk/"),
        *pages_from(Visitor(site, NOBODY).desk, "/desk/sign-in"),
        ("", paste(owner, site).text),
    ]
    return document(site.app, [form for address, page in pages for form in forms_on(page, address)])


def fields_kept(page: str, case: Any) -> int:
    """A refused form says why, and what was typed stands in it; how many fields that can be told of."""
    label, address = case.operation.label, case.formatted_path
    assert said(page) or heading(page) == "This can’t be chosen", (label, case.body)
    shown = [form.fields for form in forms_on(page, address) if form.action == address]
    typed = case.body if isinstance(case.body, dict) else case.query
    kept = 0
    for name, words in typed.items():
        stands = [fields[name].values[0] for fields in shown if name in fields and fields[name].kind in KEPT]
        if stands and isinstance(words, str):
            assert (label, name, plain(words)) in [(label, name, plain(each)) for each in stands]
            kept += 1
    return kept


def plain(words: str) -> str:
    return " ".join(words.split())
