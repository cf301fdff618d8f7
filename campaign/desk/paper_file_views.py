"""Rows out of a file: looked through first, line by line, and then taken; within the hold undone as a whole."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.paper_views import BASE, pages
from campaign.desk.refusals import said
from campaign.lib.refusal import Refusal
from campaign.paper import actions
from campaign.paper import queries as paper_queries
from campaign.paper.carried import carried, carry
from campaign.paper.importing import FIELDS, Report, Table, guessed, looked_through, numbers_in, read_table
from campaign.vault import trusted_time
from campaign.web.filters import number as in_digits

SHOWN = 200  # problems


@pages.get(f"{BASE}/file")
def choose(slug: str) -> Any:
    """Which file; and those that were taken."""
    return _page()


@pages.post("/desk/uploads/<slug>/paper")
def take_file(slug: str) -> Any:
    """Look through a file that is chosen now, or through the one that the page carries; take it if that is asked."""
    file = request.files.get("file")
    try:
        if file and file.filename:
            table = read_table(file.read())
            return _look(table, guessed(table.head))
        table = carried(request.form.get("table", ""), slug=slug, who=g.organiser.id)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    columns = _columns_chosen(table)
    return _take(slug, table, columns) if request.form.get("do") == "take" else _look(table, columns)


@pages.post(f"{BASE}/file/<int:number>/undone")
def undo_file(slug: str, number: int) -> Any:
    """As if it had never been taken."""
    try:
        count = actions.undo_import(slug=slug, number=number)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    flash(gettext("Rows undone: %(count)s. The slips can be typed again.", count=in_digits(count)), "success")
    return redirect(url_for("slips.choose", slug=slug))


def _take(slug: str, table: Table, columns: dict[str, int]) -> Any:
    try:
        report = _report(table, columns)
        if not report.rows:
            return _look(table, columns)
        made = actions.take_file(slug=slug, rows=report.rows)
    except Refusal as refusal:
        return _look(table, columns, problem=said(refusal))
    flash(
        gettext(
            "Rows taken: %(count)s. Left out: %(left)s.",
            count=in_digits(made.rows),
            left=in_digits(len(report.problems)),
        ),
        "success",
    )
    return redirect(url_for("slips.choose", slug=slug))


def _look(table: Table, columns: dict[str, int], problem: str | None = None) -> Any:
    """The dry run: nothing is stored."""
    report = Report()
    try:
        report = _report(table, columns)
    except Refusal as refusal:
        problem = problem or said(refusal)
    page = _page(
        problem=problem, table=carry(table, slug=g.campaign.slug, who=g.organiser.id), head=table.head, columns=columns,
        good=len(report.rows), bad=len(report.problems),
        problems=[(line, said(refusal)) for line, refusal in report.problems[:SHOWN]],
    )  # fmt: skip
    return page, 422 if problem or report.problems else 200


def _report(table: Table, columns: dict[str, int]) -> Report:
    return looked_through(table, columns, paper_queries.states(g.campaign.id, numbers_in(table, columns)))


def _columns_chosen(table: Table) -> dict[str, int]:
    typed = {each: request.form.get(f"column-{each}", "") for each in FIELDS}
    places = {str(at) for at in range(len(table.head))}
    return {each: int(at) for each, at in typed.items() if at in places}


def _page(**facts: Any) -> str:
    if g.campaign.protects_signers:
        return render_template("desk/paper_none.html")
    empty: dict[str, Any] = {
        "problem": None,
        "table": None,
        "head": [],
        "columns": {},
        "good": 0,
        "bad": 0,
        "problems": [],
    }
    return render_template(
        "desk/paper_file.html",
        **(empty | facts),
        now=trusted_time.now(),
        imports=paper_queries.imports(g.campaign.id),
    )
