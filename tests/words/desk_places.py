"""Where the desk's words stand: the pages that an owner comes to by links, one after another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from campaign.jobs import runner
from campaign.organisers.roles import Role
from campaign.running.schedule import job_kinds
from tests.browser.desk import speaking
from tests.browser.states import Steps
from tests.cast import NOUR, Site
from tests.paper.signing import collecting
from tests.updates.telling import told

LINK = "a[href^='/desk/']"
MORE = ("signatures", "letters/answers/FR", "text/en/misprint", "missions/FR", "groups")
NO_PAGES = ("/export", "/example", "/file", "/print/", "/picture/", "/pdf", ".csv", ".xlsx")


@dataclass(frozen=True)
class Owner:
    """An owner of the desk's campaign who is signed in, with the page on which she looks around."""

    page: Any
    site: Site
    base: str

    @classmethod
    def of(cls, browser: Any, site: Site, base: str, language: str, window: Mapping[str, int]) -> "Owner":
        """At a desk in this language where there is something to see."""
        site.signed(NOUR)
        site.number()
        collecting(site)
        told()
        while runner.run_next(kinds=job_kinds()):
            pass
        page = speaking(browser, base, language, Role.OWNER, site.campaign.id)
        page.set_viewport_size(window)
        return cls(page, site, base)


def at_the_desk(owner: Owner) -> Mapping[str, Steps]:
    """Address → how she comes there, for each kind of page that a link leads to."""
    return {path: _opening(path) for path in _paths(owner)}


def _paths(owner: Owner) -> Iterator[str]:
    """One address of each endpoint."""
    here = f"/desk/campaigns/{owner.site.slug}"
    ahead, seen = ["/desk/", f"{here}/", *(f"{here}/{rest}" for rest in MORE)], set[str]()
    routes = owner.site.app.url_map.bind("localhost")
    while ahead:
        path = ahead.pop(0)
        if any(part in path for part in NO_PAGES) or not routes.test(path):
            continue
        endpoint = str(routes.match(path, method="GET")[0])
        if endpoint in seen:
            continue
        seen.add(endpoint)
        answer = owner.page.request.get(owner.base + path)
        if answer.ok and "html" in answer.headers.get("content-type", ""):
            yield path
            owner.page.goto(owner.base + path)
            links = owner.page.locator(LINK).evaluate_all("all => all.map(each => each.pathname)")
            ahead += [link for link in dict.fromkeys(links) if "sign-out" not in link]


def _opening(path: str) -> Steps:
    def steps(owner: Any) -> None:
        owner.page.goto(owner.base + path)

    return steps
