"""From trial to server in a real browser: saved on one site, begun from on another; each page clean."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from tests.backup.trials import tried
from tests.browser.desk import come_in, desk_site, faults, faults_at, invited, speaking
from tests.browser.pressing import goes_on
from tests.cast import SLUG, Site


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A campaign with all that goes along."""
    with desk_site(tmp_path_factory.mktemp("trial")) as (site, base):
        tried(site)
        yield site, base


@pytest.mark.long
@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 320)])
def test_a_file_is_saved_and_begun_from(
    browser: Browser, trial: tuple[Site, str], javascript: bool, width: int, tmp_path: Path
) -> None:
    site, base = trial
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 800})
    page = context.new_page()
    come_in(page, invited(f"lina{width}@example.org", Role.OWNER, site.campaign.id), "Lina")
    page.goto(f"{base}/desk/campaigns/{SLUG}/start")
    goes_on(page, f"a[href='/desk/campaigns/{SLUG}/file']")
    with page.expect_download() as download:
        page.click(".page form button")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == f"{SLUG}.campaign.json"
    assert json.loads(file.read_text())["campaign"]["slug"] == SLUG
    context.close()
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 800})
    page = context.new_page()
    come_in(page, invited(f"zoe{width}@example.org", Role.OWNER, None), "Zoe")
    page.goto(f"{base}/desk/")
    page.set_input_files("#f-file", file)
    page.fill("#f-other", f"hope-{width}")
    goes_on(page, "form[action^='/desk/uploads/campaigns'] button")
    page.wait_for_url(f"**/desk/campaigns/hope-{width}/start**")
    assert "It is a draft here now, and nobody sees it." in page.inner_text(".notice >> nth=0")
    assert releases_queries.campaign(f"hope-{width}") is not None
    context.close()


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_page_is_clean(browser: Browser, trial: tuple[Site, str], language: str) -> None:
    site, base = trial
    page = speaking(browser, base, language, Role.OWNER, site.campaign.id)
    found: dict[str, Any] = {}
    for path in (f"/desk/campaigns/{SLUG}/file", "/desk/server"):
        found[path] = faults_at(page, base + path, language)
    page.close()
    page = speaking(browser, base, language, Role.OWNER, None, name="Zoe")
    page.goto(f"{base}/desk/")
    found["first page"] = faults(page)
    page.close()
    assert {path: each for path, each in found.items() if each} == {}
