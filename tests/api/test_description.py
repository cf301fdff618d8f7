"""The description: valid OpenAPI 3.1, what the site really has, and all of it on the page for people."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from campaign.api.openapi import PARTS, components, document
from campaign.lib.languages import LANGUAGES
from campaign.web.problems import FOR_PROGRAMS
from tests.cast import Client, Site
from tests.rules.test_pages import Outline, elsewhere, inline

DESCRIPTION = f"{FOR_PROGRAMS}/openapi.json"


def test_it_is_valid_openapi(client: Client) -> None:
    told = client.get(DESCRIPTION).json
    assert told["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(told).iter_errors()) == []
    assert told["servers"] == [{"url": "http://127.0.0.1:8000/api/v1"}]


def test_a_description_that_is_none_would_be_noticed(site: Site) -> None:
    wrong = document()
    wrong["paths"]["/campaigns"]["get"]["responses"] = {"200": {}}
    assert list(OpenAPIV31SpecValidator(wrong).iter_errors()) != []


def test_it_has_each_address_there_is_and_no_other(site: Site) -> None:
    rules = {
        re.sub(r"<(?:[^<>]*:)?\w+>", "{}", rule.rule.removeprefix(FOR_PROGRAMS))
        for rule in site.app.url_map.iter_rules()
        if rule.rule.startswith(FOR_PROGRAMS) and rule.rule != DESCRIPTION
    }
    assert {re.sub(r"{\w+}", "{}", part.path) for part in PARTS} == rules


def test_every_name_says_what_it_is() -> None:
    silent = [
        f"{name}.{of}"
        for name, shape in components()["schemas"].items()
        for of, its in shape["properties"].items()
        if "$ref" not in its and "anyOf" not in its and not its.get("description")
    ]
    assert silent == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_every_address_and_every_name(client: Client, language: str) -> None:
    page = client.get(f"/{language}/api")
    codes = set(map(unescape, re.findall(r"<dt><code>(.*?)</code>", page.text)))
    assert {part.path for part in PARTS} <= codes
    assert {name for shape in components()["schemas"].values() for name in shape["properties"]} <= codes
    outline = Outline.of(page.text)
    assert len(outline.all("h1")) == 1
    assert outline.all("script", "img", "form") == []
    assert inline(outline) == []
    assert elsewhere(outline, "http://127.0.0.1:8000") == []
    ids = {str(each["id"]) for _, each in outline.tags if "id" in each}
    links = {str(each["href"])[1:] for each in outline.all("a") if str(each["href"]).startswith("#")}
    assert links <= ids


def test_the_way_in_leads_to_it_in_the_readers_language(client: Client) -> None:
    answer = client.get("/api", headers={"Accept-Language": "ar"})
    assert (answer.status_code, urlsplit(answer.headers["Location"]).path) == (302, "/ar/api")
    assert answer.headers["Vary"] == "Accept-Language"


def test_the_page_is_kept_as_others_are(client: Client) -> None:
    assert client.get("/en/api").headers["Cache-Control"].startswith("public, max-age=")
