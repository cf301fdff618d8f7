"""Names beside the desk's signatures: fetched sealed, opened by a key that goes when the page is left."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pyrage.x25519 import Identity

from campaign.extensions import db
from campaign.lib import clock
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.signing.models import Signature, SignatureState
from campaign.vault.envelope import seal_to
from tests.browser.desk import come_in, desk_site, faults, invited, speaking
from tests.browser.holders import WARNING, Holder
from tests.browser.pressing import goes_on
from tests.cast import KEY, NOUR, SLUG, Person, Site
from tests.moderation.crowd import crowd

NAMES = f"/desk/campaigns/{SLUG}/signatures/names"
SINCE = clock.now()


@dataclass(frozen=True)
class Office:
    """The site, and where its desk is."""

    site: Site
    base: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Names are turned on where sixty signed in France, then Nour and one of whom nothing is left."""
    with desk_site(tmp_path_factory.mktemp("names")) as (site, base):
        site.campaign.at_risk = False
        db.session.commit()
        releases.turn_names_on(slug=SLUG)
        crowd(site, 60, country="FR", domain="gmail.com", at=SINCE)
        site.signed(NOUR)
        site.signed(Person("Gone", "gone@example.org", "FR"))
        site.number()
        last = db.session.query(Signature).order_by(Signature.id.desc()).first()
        assert last is not None
        last.state, last.sealed, last.record_id = SignatureState.WITHDRAWN, None, None
        db.session.commit()
        yield Office(site, base)


@pytest.fixture
def noor(visit: Callable[..., Page], office: Office, tmp_path: Path, request: Any) -> Holder:
    """An organiser who has gone to the names, and hasn't given her key."""
    page = visit(locale="en")
    link = invited(
        f"noor-{abs(hash(request.node.name))}@example.org", Role.ORGANISER, office.site.campaign.id
    )
    come_in(page, link, "Noor")
    page.goto(f"{office.base}{NAMES}")
    goes_on(page, "form[action$='/opened'] button")
    expect(page.locator("h1")).to_have_text("Names")
    (tmp_path / "skies.key").write_text(f"{KEY}\n")
    return Holder(page, None, tmp_path)  # type: ignore[arg-type]  # it has a desk of its own


def opened(noor: Holder) -> Page:
    noor.gives(noor.folder / "skies.key").page.click("form[data-names] button:not([type])")
    expect(noor.page.locator("[data-opened]")).to_be_visible(timeout=120_000)
    return noor.page


def lines(page: Page) -> list[list[str]]:
    """What each row says."""
    texts = page.locator("[data-rows] li").all_inner_texts()
    return [[line for line in text.splitlines() if line] for text in texts]


def summed(page: Page, sentence: str) -> None:
    expect(page.locator("[data-sum]")).to_have_text(sentence, timeout=30_000)


def test_a_key_opens_the_names_of_a_page(noor: Holder) -> None:
    assert noor.page.url.endswith(f"/holder.html#names&campaign={SLUG}")
    page = opened(noor)
    summed(page, f"Signatures of {SLUG} on this page: 50")
    gone, nour, *others = lines(page)
    today = f"{SINCE.day} {SINCE:%B %Y}"
    assert gone[:2] == ["Nothing is left of what was given", gone[1]]
    assert gone[1].endswith(" · Withdrawn")
    assert nour[:2] == [NOUR.name, NOUR.email]
    assert nour[2].startswith(f"Syria · {today} · number ")
    assert {line[0] for line in others} == {"A. B."}
    expect(page.locator("form[data-names]")).not_to_be_visible()


def test_filters_and_pages_and_what_is_ticked_goes_back_by_number(noor: Holder) -> None:
    page = opened(noor)
    boxes = page.locator("[data-rows] input")
    expect(boxes.nth(0)).to_be_disabled()
    expect(page.locator("[data-weed]")).to_be_disabled()
    boxes.nth(1).check()
    page.click("[data-after]")
    summed(page, f"Signatures of {SLUG} on this page: 12")
    expect(page.locator("[data-after]")).to_be_disabled()
    boxes.nth(11).check()
    expect(page.locator("[data-weed]")).to_have_text("Save the numbers of the ticked rows (2)")
    saved = noor.saves("[data-weed]")
    numbers = [int(line) for line in saved.read_text().splitlines()]
    assert (saved.name, len(numbers), numbers == sorted(numbers)) == (f"{SLUG}-indexes.txt", 2, True)
    page.click("[data-before]")
    summed(page, f"Signatures of {SLUG} on this page: 50")
    expect(boxes.nth(1)).to_be_checked()
    page.select_option("[name=state]", "withdrawn")
    page.click("form[data-filters] button")
    summed(page, f"Signatures of {SLUG} on this page: 1")
    page.select_option("[name=state]", "")
    page.select_option("[name=country]", label="Iceland")
    page.click("form[data-filters] button")
    summed(page, "No signature matches. Change what you search for.")
    page.select_option("[name=country]", "FR")
    page.fill("[name=day]", SINCE.date().isoformat())
    page.click("form[data-filters] button")
    summed(page, f"Signatures of {SLUG} on this page: 50")
    page.click("[data-after]")
    summed(page, f"Signatures of {SLUG} on this page: 11")


def test_key_and_names_go_when_the_page_is_left(noor: Holder) -> None:
    page = opened(noor)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("location.hash = '#start'")
    expect(page.locator("h1")).to_have_text("Keys and lists")
    page.evaluate(f"location.hash = '#names&campaign={SLUG}'")
    expect(page.locator("h1")).to_have_text("Names")
    expect(page.locator("[data-opened]")).not_to_be_visible()
    assert page.locator("[data-rows] li").count() == 0
    assert page.locator("[name=passphrase]").input_value() == ""
    assert asked == []
    assert noor.refused("names") == "Choose your key file, or type the groups of its printed page."
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0


def test_the_key_is_sent_to_nobody(noor: Holder) -> None:
    asked: list[tuple[str, str | None]] = []
    noor.page.on("request", lambda request: asked.append((request.url, request.post_data)))
    opened(noor)
    assert [(url.rpartition("/")[2], body) for url, body in asked] == [("names.json?", None)]


def test_a_key_of_somebody_else_opens_nothing(noor: Holder) -> None:
    (noor.folder / "skies.key").write_text(f"{Identity.generate()}\n")
    noor.gives(noor.folder / "skies.key")
    assert noor.refused("names") == ("This key opens none of these signatures: they were sealed to others.")


def test_what_somebody_changed_is_said_in_its_row(noor: Holder, office: Office) -> None:
    first, second, third, fourth = _newest(4)
    before = [(each.sealed, each.record_id) for each in (second, third, fourth)]
    second.sealed, third.record_id = third.sealed, b"r" * 16
    fourth.sealed = _sealed(fourth.record_id, b'{"v": 2}')
    db.session.commit()
    try:
        said = [line[0] for line in lines(opened(noor))[:4]]
    finally:
        for each, (sealed, record_id) in zip((second, third, fourth), before, strict=True):
            each.sealed, each.record_id = sealed, record_id
        db.session.commit()
    assert first.sealed is None
    assert said == [
        "Nothing is left of what was given",
        "Changed: it contains a different record from the one it names",
        "Changed: it contains a different record from the one it names",
        "A record that this version of the page doesn’t know",
    ]


def test_who_is_turned_away_is_told_where_to_begin(noor: Holder, office: Office) -> None:
    page = opened(noor)
    error = page.locator("form[data-filters] [data-error]")
    releases.turn_names_off(slug=SLUG)
    page.click("form[data-filters] button")
    expect(error).to_have_text(
        "The desk doesn’t give you these names. Go to them from the desk, where names have to be turned on."
    )
    releases.turn_names_on(slug=SLUG)
    page.context.clear_cookies()
    page.click("form[data-filters] button")
    expect(error).to_have_text(
        "You are no longer signed in at the desk. Sign in there, and go to the names again."
    )
    page.route("**/names.json*", lambda route: route.abort())
    page.click("form[data-filters] button")
    expect(error).to_have_text("The desk can’t be reached. Try again in a moment.")


def test_without_a_campaign_it_leads_to_the_desk(visit: Callable[..., Page], office: Office) -> None:
    page = visit(locale="en")
    for fragment in ("#names", "#names&campaign=../x"):
        page.goto("about:blank")
        page.goto(f"{office.base}/holder.html{fragment}")
        expect(page.locator("[data-begin]")).to_have_text(
            "Begin at the desk: under “Signatures” choose “Names”."
        )
        expect(page.locator("form[data-names]")).not_to_be_visible()
        expect(page.locator("a[data-desk]")).to_have_attribute("href", "/desk/")


def test_the_saved_file_has_no_names_to_fetch(
    visit: Callable[..., Page], office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "holder-file.html"
    path.write_bytes(office.site.app.test_client().get("/holder-file.html", base_url=office.base).data)
    page = visit(locale="en", offline=True)
    page.goto(f"{path.as_uri()}#names&campaign={SLUG}")
    expect(page.locator("h1")).to_have_text("Keys and lists")


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_state_in_both_languages(
    browser: Browser, office: Office, language: str, tmp_path: Path
) -> None:
    page = speaking(browser, office.base, language, Role.OWNER, office.site.campaign.id)
    for on in (False, True):
        (releases.turn_names_on if on else releases.turn_names_off)(slug=SLUG)
        page.goto(f"{office.base}{NAMES}")
        assert faults(page) == []
    goes_on(page, "form[action$='/opened'] button")
    expect(page.locator("form[data-names]")).to_be_visible()
    if page.get_attribute("html", "lang") != language:
        page.click(f"[data-language={language}]")
    expect(page.locator("form[data-names] .notice").first).to_have_text(WARNING[language])
    assert faults(page) == []
    (tmp_path / "skies.key").write_text(f"{KEY}\n")
    opened(Holder(page, None, tmp_path))  # type: ignore[arg-type]
    assert faults(page) == []
    page.close()


def _newest(number: int) -> list[Any]:
    return db.session.query(Signature).order_by(Signature.id.desc()).limit(number).all()


def _sealed(record_id: bytes, plain: bytes) -> bytes:
    return seal_to(plain, record_id=record_id, recipients=[KEY.to_public()])
