"""A page is kept once, by its path; and whatever is kept, a host that isn't ours gets 400."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign import create_app
from campaign.extensions import db
from tests.cast import SLUG, Client, Site, change, heading
from tests.conftest import settings_for
from tests.rules.test_get_changes_nothing import addresses

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = f"/en/{SLUG}/tally"
OURS = [
    "hope.example.org",
    "hope.example.org:443",
    "Hope.Example.org",
    "hope.example.org.",
    "HOPE.example.org.:443",
]
FOREIGN = [
    "hope.example.org:8443", "hope.example.org:80", "evil.example", "hope.example.org.evil.example",
    "x.hope.example.org", "127.0.0.1", "localhost:8000", "", "hope.example.org:", "hope.example.org:0",
    "hope.example.org:99999", "hope.example.org..",
    "user@hope.example.org", "hope.example.org/x", " hope.example.org", "höpe.example.org", "[::1]", "[",
]  # fmt: skip


@pytest.fixture
def keeping(site: Site, tmp_path: Path) -> Iterator[Client]:
    """A browser on the same site under a public address, with a shelf that is in use."""
    url = site.settings.database_url
    app = create_app(settings_for(tmp_path, url, CAMPAIGN_BASE_URL="https://hope.example.org"))
    change(app, testing=False)
    yield Client(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def kept(client: Client) -> int:
    return len(client.app.extensions["shelf"])


def test_every_spelling_of_ours_gets_the_one_copy(keeping: Client) -> None:
    first = keeping.get(PAGE, headers={"Host": OURS[0]})
    assert (first.status_code, kept(keeping)) == (200, 1)
    keeping.app.extensions["shelf"].put(PAGE, b"from the shelf", [], seconds=60)
    answers = [keeping.get(PAGE, headers={"Host": host}) for host in OURS]
    assert [(answer.status_code, answer.data) for answer in answers] == [(200, b"from the shelf")] * len(OURS)
    assert kept(keeping) == 1


@pytest.mark.parametrize("host", FOREIGN)
def test_any_other_is_refused_although_the_page_is_kept(keeping: Client, host: str) -> None:
    assert keeping.get(PAGE, headers={"Host": OURS[0]}).status_code == 200
    answer = keeping.get(PAGE, headers={"Host": host})
    assert (answer.status_code, heading(answer.text)) == (400, "We couldn’t read this request")
    assert (kept(keeping), answer.headers["Cache-Control"]) == (1, "no-store")


def test_on_every_path(site: Site, keeping: Client) -> None:
    paths = [*addresses(site, "none"), "/nowhere", "/en/nowhere/x"]
    found = {path: keeping.get(path, headers={"Host": "hope.example.org:81"}).status_code for path in paths}
    assert found == dict.fromkeys(paths, 400)
    for path in (f"/en/{SLUG}/submissions", "/en/c/none/stop"):
        headers = {"Host": "hope.example.org:81", "Sec-Fetch-Site": "same-origin"}
        assert keeping.post(path, headers=headers).status_code == 400


def test_on_this_machine_every_port_and_name_of_it_shares_one_copy(site: Site, client: Client) -> None:
    change(site.app, testing=False)
    hosts = [
        f"{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]", "127.0.0.2") for port in range(1, 99)
    ]
    assert {client.get(PAGE, headers={"Host": host}).status_code for host in hosts} == {200}
    assert kept(client) == 1
    assert client.get(PAGE, headers={"Host": "evil.example"}).status_code == 400


def test_what_must_never_go_back_is_kept_by_no_process(site: Site, client: Client) -> None:
    change(site.app, testing=False)
    for path in (f"/{SLUG}/log/checkpoint", f"/{SLUG}/tally.json"):
        assert client.get(path).headers["Cache-Control"].startswith("public, max-age=")
    assert list(site.app.extensions["shelf"]._places) == [f"/{SLUG}/tally.json"]
