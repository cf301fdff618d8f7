"""What holds for every page, read from its HTML: one heading, labelled fields, nothing inline, nobody else's server."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from campaign.lib.languages import DESK_LANGUAGES, LANGUAGES, direction
from campaign.releases import actions as releases
from tests.cast import AMELIE, SLUG, Client, Site

TEMPLATES = Path(__file__).parents[2] / "templates"
FIELDS = {"input", "select", "textarea"}
Attributes = dict[str, str | None]


def test_what_others_extend_names_nothing_for_them() -> None:
    """A variable of a layout would stand in the place of the one that a view gives the page under the same name."""
    sources = {path: path.read_text() for path in TEMPLATES.rglob("*.html")}
    extended = {name for source in sources.values() for name in re.findall(r'{% extends "([^"]+)"', source)}
    assert {"layout.html", "desk/layout.html"} <= extended
    parsed = {
        name: Environment().parse(_without_ours((TEMPLATES / name).read_text()))  # noqa: S701 - nothing is rendered
        for name in extended
    }
    named = {
        name: [node for node in tree.body if isinstance(node, nodes.Assign)] for name, tree in parsed.items()
    }
    assert named == {key: [] for key in extended}


def test_what_is_wider_than_a_phone_can_be_scrolled_by_keys() -> None:
    """A region with a name, and a place among what the tabulator reaches."""
    regions = [
        (path.name, region)
        for path in TEMPLATES.rglob("*.html")
        for region in re.findall(r'<div class="scroll[^"]*"[^>]*>', path.read_text())
    ]
    assert len(regions) >= 10
    wanted = ('role="region"', "aria-label=", 'tabindex="0"')
    assert [each for each in regions if not all(part in each[1] for part in wanted)] == []


def _without_ours(source: str) -> str:
    return re.sub(r"{% (trans|endtrans|do)\b[^%]*%}", "", source)


@dataclass
class Outline(HTMLParser):
    """The tags of a page with their attributes, in order; of scripts and styles also what stands inside."""

    tags: list[tuple[str, Attributes]] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in {"script", "style"} and data.strip():
            self.inside.append(data)

    @classmethod
    def of(cls, html: str) -> "Outline":
        outline = cls()
        outline.feed(html)
        return outline

    def all(self, *names: str) -> list[Attributes]:
        return [attributes for tag, attributes in self.tags if tag in names]


def pages(site: Site, client: Client, language: str) -> dict[str, str]:
    """One of each kind, by what it is."""
    sent = client.sign(AMELIE, language=language)
    (mail,) = site.deliver()
    confirm = client.get(mail.link)
    thanks = client.press(mail.link, "confirmation")
    site.number()
    there = f"/{language}/{SLUG}"
    answers = {
        "page": client.get(there),
        "form error": client.post(f"{there}/submissions", {"token": client.token(there)}),
        "sent": sent,
        "confirm": confirm,
        "thanks": thanks,
        "already confirmed": client.get(mail.link),
        "withdrawn": client.press(mail.link, "withdrawal"),
        "tally": client.get(f"{there}/tally"),
        "privacy": client.get(f"{there}/privacy"),
        "verify": client.get(f"{there}/verify"),
        "letters": client.get(f"{there}/letters"),
        "not found": client.get(f"/{language}/nothing-here"),
        "mail folder": client.get("/mail", headers={"Accept-Language": language}),
        "front": client.get("/", headers={"Accept-Language": language}, follow_redirects=True),
    }
    return {name: answer.text for name, answer in answers.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page(site: Site, client: Client, language: str) -> None:
    releases.change(slug=SLUG, goal=100)
    releases.speak(slug=SLUG, further=[language])
    for name, html in pages(site, client, language).items():
        outline = Outline.of(html)
        shown = "en" if name == "mail folder" and language not in DESK_LANGUAGES else language
        assert outline.all("html") == [{"lang": LANGUAGES[shown].tag, "dir": direction(shown)}], name
        assert len(outline.all("h1")) == 1, name
        assert len(outline.all("title")) == len(outline.all("main")) == 1, name
        assert unlabelled(outline) == [], name
        assert repeated_ids(outline) == [], name
        assert inline(outline) == [], name
        assert elsewhere(outline, site.settings.base_url) == [], name


def test_the_page_for_holders_which_has_every_language_in_it(client: Client) -> None:
    outline = Outline.of(client.get("/holder.html").text)
    assert len(outline.all("title")) == len(outline.all("main")) == 1
    assert {part["lang"] for part in outline.all("template") if "lang" in part} == set(DESK_LANGUAGES)
    assert unlabelled(outline) == []
    assert repeated_ids(outline) == []
    assert inline(outline) == []
    assert elsewhere(outline, "/") == []


def unlabelled(outline: Outline) -> list[Attributes]:
    """Fields that no label names: neither by `for` nor by standing around them."""
    named = {attributes["for"] for attributes in outline.all("label") if "for" in attributes}
    found, within = [], False
    for tag, attributes in outline.tags:
        within = (within and tag in FIELDS) or (tag == "label" and "for" not in attributes)
        hidden = attributes.get("type") == "hidden"
        if tag in FIELDS and not hidden and not within and attributes.get("id") not in named:
            found.append(attributes)
    return found


def repeated_ids(outline: Outline) -> list[str]:
    ids = [str(attributes["id"]) for _, attributes in outline.tags if "id" in attributes]
    return sorted({one for one in ids if ids.count(one) > 1})


def inline(outline: Outline) -> list[str]:
    """Scripts and styles that the content security policy would refuse."""
    styled = [
        f"{tag} {name}"
        for tag, attributes in outline.tags
        for name in attributes
        if name == "style" or name[:2] == "on"
    ]
    return styled + outline.inside + ["style" for _ in outline.all("style")]


def elsewhere(outline: Outline, base_url: str) -> list[str]:
    """What a browser would fetch from another server than ours."""
    loaded = [attributes.get("src") for _, attributes in outline.tags if "src" in attributes]
    loaded += [link.get("href") for link in outline.all("link") if link.get("rel") in {"stylesheet", "icon"}]
    return [str(url) for url in loaded if not str(url).startswith(("/static/", "data:,", base_url))]


def test_templates_say_nothing_that_is_not_translated() -> None:
    """What is left of them without tags and expressions: signs, and names that are the same in every language."""
    said = set()
    for template in TEMPLATES.rglob("*.html"):
        bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", template.read_text(), flags=re.DOTALL)
        bare = re.sub(r'<[^>]*>|[\w-]+="[^"]*"', " ", bare)
        said |= set(re.findall(r"[^\W\d_]+", bare))
    assert said == {"JSON", "CSV"}
