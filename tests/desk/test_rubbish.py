"""Rubbish in every field of every form, and in every address, by each role: a page or a sentence, never a 500."""

import random
import re
from collections import Counter

import pytest

from campaign.desk.access import ACCESS
from campaign.organisers.roles import Role
from tests.cast import AMELIE, NOUR, SLUG, Site
from tests.desk.test_access import addresses
from tests.organisers.browser import Desk, member

RUBBISH = [
    "", " ", "0", "1", "-1", "9" * 40, "٣", "x" * 5_000, "\0", "a\0b", "\ud7ff\U0010ffff\N{RIGHT-TO-LEFT MARK}",
    "2016-13-45", "0000-00-00", "9999-12-31", "24:61", "=HYPERLINK(1)", "'; DROP TABLE campaigns; --", "<script>",
    "{{ 7*7 }}", "%(name)s", "%s%n", "../../etc/passwd", "no@", "a@b.example", "FR", "QQ", "en", "zz", "fraud", "owner",
    SLUG, "on", "true", "age1" + "q" * 58, "[]", "{}", "null", "\r\n\r\n", "1,2,3", "5-1", "1" + "0" * 400,
]  # fmt: skip
NAMED = re.compile(r'name="([a-z_\-0-9]+)"')
OFFERED = re.compile(r'value="([^"]{1,80})"')
ROUNDS = 4  # of `make test-all`


@pytest.fixture
def busy(site: Site) -> Site:
    """With a signature, a held form and a form that waits."""
    site.signed(NOUR)
    site.number()
    site.client().sign(AMELIE, wait=0)
    return site


@pytest.mark.long
@pytest.mark.parametrize("role", [*Role])
def test_no_rubbish_breaks_a_page(busy: Site, role: Role) -> None:
    tried(busy, role, rounds=1)


@pytest.mark.full
@pytest.mark.parametrize("role", [*Role])
def test_no_more_of_it_does(busy: Site, role: Role) -> None:
    tried(busy, role, rounds=ROUNDS)


def tried(busy: Site, role: Role, *, rounds: int) -> None:
    """Every address so many times, each time with other fields."""
    desk = member(busy.app, "noor@example.org", role, busy.campaign.id)
    chance = random.Random(f"rubbish {role}")
    pages = [each for each in addresses(busy.app, SLUG) if not each[0].startswith(("security.", "account."))]
    fields, offered = _forms(desk, [address for _, method, address in pages if method == "GET"])
    answers: Counter[int] = Counter()
    for endpoint, method, address in pages * rounds:
        typed = {
            name: _some(chance, offered) for name in chance.sample(fields, chance.randrange(len(fields)))
        }
        odd = (
            address
            if chance.random() < 0.7
            else address.replace("/1", f"/{chance.choice([0, 2**63, 10**30])}")
        )
        desk.get("/desk/account")
        answer = _sent(desk, method, odd, typed)
        assert answer < 500, (endpoint, method, odd, typed)
        answers[answer] += 1
    assert sum(answers.values()) == len(pages) * rounds == rounds * _known()
    assert answers[200] > rounds  # the forms are shown, and not only turned away


def _sent(desk: Desk, method: str, address: str, typed: dict[str, str]) -> int:
    if method == "GET":
        return desk.send("GET", address, query_string=typed).status_code
    return desk.send(
        method, address, data={**typed, "csrf_token": desk.token}, headers=desk.headers
    ).status_code


def _some(chance: random.Random, offered: list[str]) -> str:
    return chance.choice(RUBBISH if chance.random() < 0.6 else offered or RUBBISH)


def _forms(desk: Desk, paths: list[str]) -> tuple[list[str], list[str]]:
    """The names of all fields that its pages show, and the values that stand in them."""
    answers = [desk.get(path) for path in ["/desk/", *paths]]
    shown = [answer.text for answer in answers if answer.mimetype == "text/html"]
    names, values = ({found for page in shown for found in each.findall(page)} for each in (NAMED, OFFERED))
    return sorted(names - {"csrf_token"}), sorted(values)


def _known() -> int:
    return sum(
        len(methods) for name, methods in ACCESS.items() if not name.startswith(("security.", "account."))
    )
