"""A published update as the file of a mail: the words of one language, neutral at its top where signing can harm."""

from datetime import date

from campaign.extensions import db
from campaign.releases import actions as releases
from campaign.releases.models import CorrectionKind
from campaign.updates import actions
from tests.cast import SLUG, Client, Site
from tests.updates.telling import KEY, MET, MET_IN_ARABIC, publish, told, write

SITE = "http://127.0.0.1:8000"
FILE = f"/en/{SLUG}/updates/{KEY}.md"


def ruled_out(site: Site) -> None:
    """Having signed can harm nobody."""
    site.campaign.at_risk = False
    db.session.commit()


def test_its_headline_is_the_subject_where_harm_is_ruled_out(site: Site, client: Client) -> None:
    ruled_out(site)
    told(day=date(2016, 9, 26))
    answer = client.get(FILE)
    assert answer.content_type == "text/markdown; charset=utf-8"
    assert answer.text == (
        "# The Council has met\n\nIt met on Monday.\n\n- Fifteen members spoke.\n- None objected.\n\n"
        f"This update on our site:\n{SITE}/en/{SLUG}/updates/{KEY}\n"
    )


def test_under_harm_subject_and_first_words_are_the_same_for_every_campaign(
    site: Site, client: Client
) -> None:
    told()
    assert client.get(FILE).text == (
        "# An update that you asked for\n\nYou asked to hear from us. This is new:\n\nThe Council has met\n\n"
        "It met on Monday.\n\n- Fifteen members spoke.\n- None objected.\n\n"
        f"This update on our site:\n{SITE}/en/{SLUG}/updates/{KEY}\n"
    )


def test_it_is_in_its_own_language_or_there_is_none(site: Site, client: Client) -> None:
    told(en=MET)
    assert client.get(FILE.replace("/en/", "/ar/")).status_code == 404
    write(en=MET, ar=MET_IN_ARABIC)
    publish()
    assert "\n\nاجتمع المجلس يوم الاثنين في نيويورك.\n\n" in client.get(FILE.replace("/en/", "/ar/")).text


def test_what_was_corrected_is_in_it(site: Site, client: Client) -> None:
    told()
    write(day=date(2016, 9, 26))
    publish(kind=CorrectionKind.FACT, en="It was on the 26th.")
    assert "\n\nCorrected on " in client.get(FILE).text
    assert ": It was on the 26th.\n\nThis update" in client.get(FILE).text


def test_there_is_none_of_what_nobody_reads(site: Site, client: Client) -> None:
    write()
    assert client.get(FILE).status_code == 404
    publish()
    releases.take_down(slug=SLUG)
    assert client.get(FILE).status_code == 404
    releases.put_back(slug=SLUG)
    actions.take_back(slug=SLUG, key=KEY)
    assert client.get(FILE).status_code == 404
