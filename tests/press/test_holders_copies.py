"""Holders' copies after the close: each says by a link of her own that hers are deleted."""

from datetime import timedelta

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.lib import clock
from campaign.lists import copies
from campaign.lists.models import CopiesDeleted
from campaign.vault import actions as vault
from tests.cast import SLUG, Client, Site, hidden
from tests.desk.walking import plain
from tests.organisers.browser import Desk
from tests.press.ending import END, closed
from tests.refused import refused
from tests.tables import rows


def link(desk: Desk, holder: int = 1) -> str:
    """Ask a holder; the path of her link."""
    desk.get(END)
    page = desk.post(f"{END}/holders/{holder}").text
    return "/holder/copies/" + page.partition("/holder/copies/")[2][:32]


def test_a_holder_confirms_by_a_link_of_her_own(site: Site, rima: Desk, client: Client) -> None:
    closed(site)
    path = link(rima)
    page = client.get(path).text
    assert "<title>Have you deleted your copies?</title>" in page
    assert "You hold a key to its lists as “skies”." in plain(page)
    assert rows(CopiesDeleted)[0]["confirmed_at"] is None
    answer = client.post(path, {"token": hidden(page, "token")})
    day = clock.today()
    assert f"skies confirmed on {day.day} " in plain(answer.text)
    confirmed_at = rows(CopiesDeleted)[0]["confirmed_at"]
    client.post(path, {"token": hidden(page, "token")})
    assert rows(CopiesDeleted)[0]["confirmed_at"] == confirmed_at
    entry = next(row for row in rows(AuditEntry) if row["act"] == Act.COPIES_DELETED)
    assert (entry["who"], entry["campaign"], list(entry["facts"])) == ("a holder, by her link", SLUG, ["key"])
    assert [row["act"] for row in rows(AuditEntry)].count(Act.COPIES_DELETED) == 1
    assert "Make a link" not in rima.get(END).text
    with refused("skies has already said that all copies are deleted."):
        copies.ask_holder(slug=SLUG, holder_id=1)


def test_a_new_link_makes_the_one_before_void(site: Site, rima: Desk, client: Client) -> None:
    closed(site)
    first, second = link(rima), link(rima)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.get("/holder/copies/" + "x" * 32).status_code == 404
    assert client.post(second, {}).status_code == 403


def test_the_page_speaks_the_holders_language(site: Site, rima: Desk, client: Client) -> None:
    closed(site)
    path = link(rima)
    assert '<html lang="ar" dir="rtl">' in client.get(path, headers={"Accept-Language": "ar"}).text
    page = client.get(f"{path}?language=ar").text
    assert f'action="{path}?language=ar"' in page


def test_whoever_can_open_nothing_of_it_is_not_asked(site: Site, rima: Desk) -> None:
    closed(site)
    rima.get(END)
    assert rima.post(f"{END}/holders/99").status_code == 422
    assert "No such holder can open anything of this campaign." in plain(rima.page.text)
    assert [holder.name for holder, _ in copies.holders_asked(site.campaign)] == ["skies"]
    vault.retire(name="skies", keep_last=False)
    assert [holder.name for holder, _ in copies.holders_asked(site.campaign)] == ["skies"]
    site.campaign.opened_at = clock.now() + timedelta(days=1)
    assert copies.holders_asked(site.campaign) == []
