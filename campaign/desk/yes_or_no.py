"""A yes or a no for each State that the demand is about, or whose figure is withheld, before a letter goes further."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flask import g, request

from campaign.letters.waves import asked_about
from campaign.lib.un_names import un_name
from campaign.missions import queries as missions_queries
from campaign.web.filters import page_language


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One of them, with what was answered: `yes`, `no`, or empty."""

    code: str
    name: str
    answer: str
    is_concerned: bool
    is_withheld: bool
    is_unanswered: bool


def unanswered(codes: Iterable[str]) -> list[str]:
    """Those of these States that a yes or a no is still needed for."""
    return sorted(code for code in asked_about(g.campaign) & set(codes) if _answer(code) not in {"yes", "no"})


def declined() -> set[str]:
    """The States that somebody said no to."""
    return {code for code in asked_about(g.campaign) if _answer(code) == "no"}


def asked(codes: Iterable[str], *, missing: Collection[str] = ()) -> list[Asked]:
    """The questions about these States, in this order; `missing` are those that a form lacked an answer to."""
    wanted, withheld = asked_about(g.campaign), set(g.campaign.withheld or ())
    concerned = {code for code, row in missions_queries.follow_ups(g.campaign.id).items() if row.concerned}
    return [
        Asked(
            code=code,
            name=un_name(code, page_language()),
            answer=_answer(code),
            is_concerned=code in concerned,
            is_withheld=code in withheld,
            is_unanswered=code in missing,
        )
        for code in codes
        if code in wanted
    ]


def _answer(code: str) -> str:
    return request.form.get(f"write-{code}", "")
