"""The picture of a campaign: uploaded, looked at, put under the demand, described, taken off; and two at once."""

import re
from html import unescape

import pytest

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.pictures.models import CampaignPicture, PictureSize, PictureState
from campaign.releases import actions as releases
from tests.cast import SLUG, Client, Site
from tests.pictures.choosing import BASE, WORDS, organiser, public, ready, upload, version, worked
from tests.pictures.files import moving, snapshot
from tests.tables import rows

PAGE = f"/en/{SLUG}"


def image(html: str) -> dict[str, str]:
    """The attributes of the picture on a page."""
    found = re.search(r'<figure class="picture".*?<img ([^>]*)>', html, re.DOTALL)
    assert found
    return {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', found[1])}


def states() -> list[PictureState]:
    return [PictureState(row["state"]) for row in rows(CampaignPicture)]


def test_from_the_desk_to_the_page(site: Site, client: Client) -> None:
    desk = organiser(site)
    page = upload(desk)
    assert "The worker is making the three sizes." in page.text
    assert 'class="picture"' not in client.get(PAGE).text
    worked()
    assert "Not public yet" in desk.get(BASE).text
    for source in image(desk.page.text)["srcset"].split(", "):
        assert desk.get(source.split()[0]).mimetype == "image/jpeg"
    assert 'class="picture"' not in client.get(PAGE).text
    desk.get(BASE)
    assert "It is public now." in desk.post(f"{BASE}/published", {"version": version(desk)}).text
    html = client.get(PAGE).text
    shown = image(html)
    assert (shown["alt"], shown["width"], shown["height"], shown["loading"]) == (
        WORDS["alternative-en"], "1440", "900", "lazy",
    )  # fmt: skip
    assert re.findall(r"\S+ (\d+w)", shown["srcset"]) == ["480w", "720w", "1440w"]
    assert f"<bdi>{WORDS['credit-en']}</bdi>" in html
    assert html.index('class="demand"') < html.index('class="picture"') < html.index('class="count"')
    answer = client.get(shown["src"])
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert "Last-Modified" not in answer.headers
    assert client.get(shown["src"], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nobody": None}, "Tick that nobody wounded or dead can be recognised in the picture."),
        ({"alternative-en": " "}, "Say in English what the picture shows."),
        ({"credit-en": ""}, "Say in English who took the picture."),
        ({"credit-en": "x" * 121}, "At most 120 characters fit there."),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    site: Site, changes: dict[str, str | None], sentence: str
) -> None:
    answer = upload(organiser(site), **changes)
    assert answer.status_code == 422
    assert re.findall(r'<p class="error"[^>]*>([^<]*)</p>', answer.text) == [sentence]
    if "alternative-en" not in changes:
        assert WORDS["alternative-en"] in answer.text
    assert states() == []


def test_a_file_that_is_no_picture_is_refused_at_once(site: Site) -> None:
    answer = upload(organiser(site), b"%PDF-1.7")
    assert answer.status_code == 422
    assert "That isn’t a picture that we can read: it has to be a JPEG, PNG or WebP file." in answer.text
    assert states() == []


def test_what_the_worker_refuses_is_said_and_its_file_is_erased(site: Site) -> None:
    desk = organiser(site)
    upload(desk, moving("PNG"))
    worked()
    page = desk.get(BASE).text
    assert "That picture moves. Choose one that stands still." in page
    assert f'value="{WORDS["credit-en"]}"' in page, "the words needn’t be typed again"
    assert [row["original"] for row in rows(CampaignPicture)] == [None]


def test_another_replaces_it_when_it_is_put_on_the_page(site: Site, client: Client) -> None:
    desk = public(site)
    first = image(client.get(PAGE).text)["src"]
    upload(desk, snapshot(width=1200, height=900))
    worked()
    assert image(client.get(PAGE).text)["src"] == first
    desk.get(BASE)
    assert states() == [PictureState.PUBLIC, PictureState.READY]
    assert "Put it on the page in place of the other" in desk.page.text
    desk.post(f"{BASE}/published", {"version": version(desk)})
    assert image(client.get(PAGE).text)["width"] == "1200"
    assert client.get(first).status_code == 410
    assert states() == [PictureState.PUBLIC]
    assert len(rows(PictureSize)) == 3


def test_its_words_change_and_it_is_taken_off(site: Site, client: Client) -> None:
    desk = public(site)
    words = {**WORDS, "credit-en": "Photo: Skies"}
    assert "Saved." in desk.post(f"{BASE}/public/words", {"version": version(desk), **words}).text
    assert "<bdi>Photo: Skies</bdi>" in client.get(PAGE).text
    address = image(client.get(PAGE).text)["src"]
    removed = desk.post(f"{BASE}/public/removed", {"version": version(desk)})
    assert "The picture is deleted." in removed.text
    assert 'class="picture"' not in client.get(PAGE).text
    assert client.get(address).status_code == 410
    assert (states(), rows(PictureSize)) == ([], [])


@pytest.mark.long
@pytest.mark.parametrize("step", ["published", "ready/words", "ready/removed"])
def test_of_two_at_once_the_second_is_told(site: Site, step: str) -> None:
    desk, other = ready(site), organiser(site, "rima")
    desk.post(f"{BASE}/ready/words", {"version": version(desk), **WORDS, "credit-en": "Photo: Noor"})
    answer = other.post(f"{BASE}/{step}", {"version": version(other), **WORDS})
    assert answer.status_code == 409
    assert "Somebody else has changed the picture in the meantime" in answer.text
    assert [row["state"] for row in rows(CampaignPicture)] == ["ready"]
    assert rows(CampaignPicture)[0]["words"]["en"]["credit"] == "Photo: Noor"


def test_words_that_are_sent_twice_are_saved_once(site: Site) -> None:
    desk = ready(site)
    seen = version(desk)
    for _press in range(2):
        answer = desk.post(f"{BASE}/ready/words", {"version": seen, **WORDS, "credit-en": "Photo:  Noor "})
        assert answer.status_code == 200
        assert "Saved." in answer.text
    assert [row["act"] for row in rows(AuditEntry)].count(Act.PICTURE_DESCRIBE) == 1


def test_a_picture_that_is_published_twice_is_public(site: Site) -> None:
    desk = ready(site)
    seen = version(desk)
    for _press in range(2):
        answer = desk.post(f"{BASE}/published", {"version": seen})
        assert answer.status_code == 200
        assert "It is public now." in answer.text
    assert [row["act"] for row in rows(AuditEntry)].count(Act.PICTURE_PUBLISH) == 1


def test_of_two_who_upload_at_once_the_second_is_told(site: Site) -> None:
    desk, other = organiser(site), organiser(site, "rima")
    upload(desk)
    answer = upload(other, snapshot(width=900, height=600))
    assert answer.status_code == 409
    assert WORDS["credit-en"] in answer.text
    assert len(rows(CampaignPicture)) == 1


def test_while_the_words_are_taken_down_it_is_not_shown(site: Site, client: Client) -> None:
    public(site)
    address = image(client.get(PAGE).text)["src"]
    releases.take_down(slug=SLUG)
    assert 'class="picture"' not in client.get(PAGE).text
    assert client.get(address).status_code == 410


def test_a_page_in_another_language_says_it_in_the_language_that_there_is(site: Site, client: Client) -> None:
    public(site)
    html = client.get(f"/ar/{SLUG}").text
    assert '<figure class="picture" lang="en" dir="ltr">' in html
    assert image(html)["alt"] == WORDS["alternative-en"]
