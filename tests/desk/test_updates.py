"""Updates at the desk: written, read, published, corrected, taken back; two at once lose nothing."""

import html
from typing import Any

import pytest

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.updates import actions
from campaign.updates.models import Update
from campaign.updates.wording import Words
from tests.cast import SLUG, Client, Site, hidden
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member
from tests.tables import rows
from tests.updates.telling import KEY, MET, told, write

HERE = f"/desk/campaigns/{SLUG}/updates"
ONE = f"{HERE}/{KEY}"
SAVE = f"/desk/uploads/{SLUG}/updates/{KEY}"
TYPED = {"day": "2016-09-26", "headline-en": "The Council has met", "body-en": "It met.\r\n\r\nIt spoke."}


@pytest.fixture
def rima(site: Site) -> Desk:
    return member(site.app, "rima@example.org", Role.ORGANISER, site.campaign.id)


def sends(desk: Desk, path: str, **fields: Any) -> Any:
    """Send a form of the page that is shown now."""
    return desk.post(path, {"version": hidden(desk.page.text, "version"), **fields})


def test_from_an_empty_page_to_the_public(site: Site, rima: Desk, client: Client) -> None:
    assert "Nothing has been written yet." in plain(rima.get(HERE).text)
    rima.get(f"{HERE}/new")
    (path,) = {
        part.partition("#")[0] for part in rima.page.text.split('"') if part.startswith("/desk/uploads")
    }
    page = sends(rima, path, **TYPED).text
    key = rows(Update)[0]["key"]
    assert path.endswith(f"/{key}")
    assert "Not public: only people at this desk read it." in plain(page)
    assert "As it will read The Council has met 26 September 2016 It met. It spoke." in plain(page)
    assert client.get(f"/en/{SLUG}/updates/{key}").status_code == 404
    page = sends(rima, f"{HERE}/{key}/published").text
    assert "It is public now." in plain(page)
    assert "The public reads it." in plain(page)
    assert "<p>It met.</p>\n<p>It spoke.</p>" in client.get(f"/en/{SLUG}/updates/{key}").text
    assert "The Council has met 26 September 2016 · English The public reads it. Send it by mail" in plain(
        rima.get(HERE).text
    )


def test_the_same_form_sent_twice_is_one_update(site: Site, rima: Desk) -> None:
    rima.get(ONE)
    version = hidden(rima.page.text, "version")
    for _press in range(2):
        answer = rima.post(SAVE, {"version": version, **TYPED})
        assert (answer.status_code, len(rows(Update))) == (200, 1)
        assert "Saved. Read it below" in plain(answer.text)
    assert [row["act"] for row in rows(AuditEntry)].count(Act.UPDATE_WRITE) == 1


def test_one_that_is_published_twice_is_public_once(site: Site, rima: Desk) -> None:
    write()
    version = hidden(rima.get(ONE).text, "version")
    for _press in range(2):
        answer = rima.post(f"{ONE}/published", {"version": version})
        assert answer.status_code == 200
        assert "It is public now." in plain(answer.text)
    actions.take_back(slug=SLUG, key=KEY)
    assert rima.post(f"{ONE}/published", {"version": version}).status_code == 409
    assert [row["act"] for row in rows(AuditEntry)].count(Act.UPDATE_PUBLISH) == 1


def test_of_one_that_was_taken_back_nothing_is_said_to_be_saved(site: Site, rima: Desk) -> None:
    rima.get(ONE)
    version = hidden(rima.page.text, "version")
    sends(rima, SAVE, **TYPED)
    sends(rima, f"{ONE}/published")
    actions.take_back(slug=SLUG, key=KEY)
    assert rima.post(SAVE, {"version": version, **TYPED}).status_code == 409


def test_two_who_write_at_once_lose_nothing(site: Site, rima: Desk) -> None:
    write()
    rima.get(ONE)
    write(en=Words("Noor wrote this", "With care."))
    answer = sends(rima, SAVE, **TYPED | {"headline-en": "Rima wrote that"})
    assert answer.status_code == 409
    assert "Noor wrote this" in plain(answer.text)
    assert ">\nRima wrote that</textarea>" in answer.text
    assert sends(rima, SAVE, **TYPED | {"headline-en": "Rima wrote that"}).status_code == 200
    assert ">\nRima wrote that</textarea>" in rima.page.text


def test_what_was_changed_since_somebody_read_it_is_not_published(
    site: Site, rima: Desk, client: Client
) -> None:
    write()
    rima.get(ONE)
    write(en=Words("Another", "That nobody has read."))
    assert sends(rima, f"{ONE}/published").status_code == 409
    assert client.get(f"/en/{SLUG}/updates/{KEY}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": "tomorrow"}, "Enter a day like 2017-03-24."),
        ({"headline-en": ""}, "This text needs a headline."),
        ({"body-en": "  "}, "This headline needs a text."),
        (
            {"headline-en": "x" * 151},
            "A headline has at most 150 characters, as it is the subject of a mail too.",
        ),
        ({"headline-en": "", "body-en": ""}, "Nothing is written here yet."),
    ],
)
def test_what_cant_be_stored_stays_in_the_fields(
    site: Site, rima: Desk, changes: dict[str, str], said: str
) -> None:
    rima.get(ONE)
    typed = TYPED | changes
    answer = sends(rima, SAVE, **typed)
    assert answer.status_code == 422
    assert said in plain(answer.text)
    assert f'value="{typed["day"]}"' in answer.text
    assert f">\n{typed['headline-en']}</textarea>" in answer.text
    assert rows(Update) == []


def test_what_looks_like_another_language_is_asked_about(site: Site, rima: Desk) -> None:
    rima.get(ONE)
    french = TYPED | {"body-en": "Le Conseil est dans une salle et les membres sont avec nous pour la paix."}
    answer = sends(rima, SAVE, **french)
    assert answer.status_code == 422
    assert "This looks like French, but the field is for English. If it is right, say so below." in plain(
        answer.text
    )
    assert sends(rima, SAVE, **french, sure="y").status_code == 200


def test_a_correction_asks_for_its_kind_and_its_note(site: Site, rima: Desk, client: Client) -> None:
    told()
    rima.get(ONE)
    page = sends(rima, SAVE, **TYPED).text
    assert "The public reads an earlier wording." in plain(page)
    answer = sends(rima, f"{ONE}/published")
    assert answer.status_code == 422
    assert "People have read this. Say whether you correct a spelling or a fact." in plain(answer.text)
    answer = sends(rima, f"{ONE}/published", kind="fact")
    assert "Say in each language what was corrected. Missing: English." in plain(answer.text)
    answer = sends(rima, f"{ONE}/published", kind="fact", **{"corrected-en": "x" * 301})
    assert answer.status_code == 422
    assert "x" * 301 in answer.text
    sends(rima, f"{ONE}/published", kind="fact", **{"corrected-en": "It met once."})
    assert "It met once." in client.get(f"/en/{SLUG}/updates/{KEY}").text
    assert "It met once." in plain(rima.page.text)


def test_it_is_taken_back_after_a_question(site: Site, rima: Desk, client: Client) -> None:
    told()
    page = rima.get(f"{ONE}/taken-back").text
    assert "Its place will say that it was taken back, and on which day; so will the feed." in plain(page)
    assert client.get(f"/en/{SLUG}/updates/{KEY}").status_code == 200
    page = rima.post(f"{ONE}/taken-back").text
    assert client.get(f"/en/{SLUG}/updates/{KEY}").status_code == 410
    assert "It is taken back. Its place says so." in plain(page)
    assert "It met on Monday." in plain(page)  # for the desk, to write it anew
    rima.post(f"{ONE}/discarded")
    assert "Its words are deleted" in plain(rima.get(HERE).text)
    page = rima.get(ONE).text
    assert "Its place says so." in plain(page)
    assert "<form" not in page.partition("<main")[2]


def test_a_draft_is_deleted(site: Site, rima: Desk) -> None:
    write()
    rima.get(ONE)
    rima.post(f"{ONE}/discarded")
    assert rows(Update) == []
    told()
    rima.get(ONE)
    answer = rima.post(f"{ONE}/discarded")
    assert answer.status_code == 422
    assert "The public reads this update. Take it back first." in plain(answer.text)


def test_a_viewer_reads_which_there_are_and_no_more(site: Site) -> None:
    write()
    viewer = member(site.app, "vera@example.org", Role.VIEWER, site.campaign.id)
    page = viewer.get(HERE)
    assert "The Council has met" in plain(page.text)
    assert ONE not in page.text
    assert viewer.get(ONE).status_code == 404
    assert viewer.get(f"{ONE}/mail").status_code == 404


def test_how_it_is_sent_by_mail_is_told_with_its_files(site: Site, rima: Desk, client: Client) -> None:
    write(en=MET, ar=Words("اجتمع المجلس", "اجتمع المجلس يوم الاثنين."))
    assert rima.get(f"{ONE}/mail").status_code == 404
    actions.publish(slug=SLUG, key=KEY)
    page = rima.get(f"{ONE}/mail").text
    for address, name in (
        (f"/en/{SLUG}/updates/{KEY}.md", "update.md"),
        (f"/ar/{SLUG}/updates/{KEY}.md", "update.ar.md"),
    ):
        assert f'<a href="{address}" download="{name}">' in page
        assert client.get(address).status_code == 200
    command = f"campaign-venv/bin/campaign mailout {SLUG} update.md --from list.sealed --identity anna.key"
    assert html.unescape(page).count(command) == 2
    assert html.unescape(page).count('--from-address "Our group <news@example.org>"') == 2
    assert "If it could send, whoever takes it over could read them too." in plain(page)
    assert "So subject and first words name neither the campaign nor what is new" in plain(page)
    releases.take_down(slug=SLUG)
    assert rima.get(f"{ONE}/mail").status_code == 404


def test_the_main_file_is_in_english_or_its_language_is_named(site: Site, rima: Desk) -> None:
    told(ar=Words("اجتمع المجلس", "اجتمع المجلس يوم الاثنين."))
    assert "--language ar" in rima.get(f"{ONE}/mail").text


def test_an_address_that_is_none_has_no_form(site: Site, rima: Desk) -> None:
    assert rima.get(f"{HERE}/{'!' * 22}").status_code == 404
    assert rima.get(f"{HERE}/short").status_code == 404


def test_who_isnt_signed_in_any_more_gets_back_what_she_typed(site: Site) -> None:
    stranger = Desk(site.app)
    page = stranger.post(SAVE, TYPED).text
    assert "The Council has met" in plain(page)
    assert "It met. It spoke." in plain(page)
    assert "Headline (English)" in plain(page)
    assert f'href="/desk/sign-in?next={ONE}"' in page
