"""A link to the source of the site at the foot of every page, where the operator says where that is."""

import dataclasses

import pytest

from tests.cast import Client, Site
from tests.rules.test_pages import pages

SOURCE = "https://code.example.org/our/campaign?tag=2&x"


@pytest.mark.parametrize(("language", "word"), [("en", "Source"), ("ar", "الشيفرة المصدرية")])
def test_every_page_ends_with_it(site: Site, client: Client, language: str, word: str) -> None:
    site.app.config["SETTINGS"] = dataclasses.replace(site.settings, source_url=SOURCE)
    link = (
        f'<p class="source"><a href="{SOURCE.replace("&", "&amp;")}" rel="noreferrer">{word}</a></p>\n</main>'
    )
    for name, html in pages(site, client, language).items():
        assert (name, html.count('class="source"')) == (name, 1)
        assert link in html


def test_without_an_address_there_is_none(site: Site, client: Client) -> None:
    for html in pages(site, client, "en").values():
        assert "Source" not in html
        assert 'class="source"' not in html
