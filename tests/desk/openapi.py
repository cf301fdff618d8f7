"""What the desk takes, as an OpenAPI document: its addresses by the URL map, its fields by the forms on its pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, RequestRedirect, Rule

from tests.cast import SLUG

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
KEPT = {
    "text",
    "textarea",
    "email",
    "tel",
    "url",
    "search",
    "date",
    "number",
}  # what a refusal has to show again
UNSENT = {"checkbox", "radio", "button", "file"}  # what a browser may leave out
Schema = dict[str, Any]
Operation = tuple[str, str]  # endpoint, method


@dataclass
class Field:
    """A field as its page shows it: its kind, and the values that stand in it or may be chosen."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    times: int = 1


@dataclass
class Form:
    """Where a form leads, and its fields by their names."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)


class _Forms(HTMLParser):
    """All forms of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._picked: Field | None = None
        self._written: Field | None = None
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        its = dict(attrs)
        if tag == "form":
            action = urlsplit(its.get("action") or self._address).path
            self.forms.append(Form(action, (its.get("method") or "get").upper()))
        elif tag == "option" and self._picked:
            self._picked.values.append(its.get("value") or "")
        elif tag in {"input", "select", "textarea", "button"} and its.get("name"):
            self._take(tag, its)

    def _take(self, tag: str, its: dict[str, str | None]) -> None:
        name, kind = str(its["name"]), (its.get("type") or "text") if tag == "input" else tag
        fields = self.forms[-1].fields
        if name in fields:
            fields[name].times += kind not in {"radio", "button"}
        else:
            fields[name] = Field(name, kind)
        if tag in {"input", "button"}:
            fields[name].values.append(its.get("value") or "")
        self._picked = fields[name] if tag == "select" else None
        self._written = fields[name] if tag == "textarea" else None

    def handle_data(self, data: str) -> None:
        if self._written:
            self._written.values = ["".join([*self._written.values, data])]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._written = None


def forms_on(page: str, address: str) -> list[Form]:
    """The forms of the page at this address."""
    parser = _Forms(address)
    parser.feed(page)
    return parser.forms


def document(app: Flask, forms: Iterable[Form]) -> Schema:
    """Every page of the desk, with the fields and the numbers in addresses that these forms have."""
    fields, parts = _by_operation(app, forms)
    paths: Schema = defaultdict(dict)
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            for method in (rule.methods or set()) & {"GET", "POST"}:
                paths[_path(rule)][method.lower()] = _operation(
                    rule, method, fields[rule.endpoint, method], parts[rule.endpoint]
                )
    return {"openapi": "3.1.0", "info": {"title": "The desk", "version": "1"}, "paths": dict(paths)}


def _by_operation(app: Flask, forms: Iterable[Form]) -> Any:
    adapter = app.url_map.bind("localhost")
    fields: dict[Operation, dict[str, Field]] = defaultdict(dict)
    parts: dict[str, dict[str, set[Any]]] = defaultdict(lambda: defaultdict(set))
    for form in forms:
        try:
            endpoint, arguments = adapter.match(form.action, method=form.method)
        except (HTTPException, RequestRedirect) as error:
            raise AssertionError(f"a form leads nowhere: {form.method} {form.action}") from error
        for name, value in arguments.items():
            parts[endpoint][name].add(value)
        for each in form.fields.values():
            fields[endpoint, form.method].setdefault(each.name, each).values += each.values
    return fields, parts


def _path(rule: Rule) -> str:
    return "".join(f"{{{part}}}" if is_name else part for is_name, part in rule._trace[1:])


def _operation(rule: Rule, method: str, fields: dict[str, Field], parts: dict[str, set[Any]]) -> Schema:
    where = [
        {"name": name, "in": "path", "required": True, "schema": _part(name, rule, sorted(parts[name]))}
        for name in sorted(rule.arguments)
    ]
    shown = {each.name: each for each in fields.values() if each.name != "csrf_token"}
    made: Schema = {
        "operationId": f"{rule.endpoint} {method}",
        "responses": {"default": {"description": "."}},
    }
    if method == "GET":
        query = [{"name": each.name, "in": "query", "schema": _schema(each)} for each in shown.values()]
        return {**made, "parameters": [*where, *query]}
    body = {
        "type": "object",
        "properties": {each.name: _schema(each) for each in shown.values()},
        "additionalProperties": False,
        "required": sorted(each.name for each in shown.values() if each.kind not in UNSENT),
    }
    content = {MULTIPART if "/uploads/" in rule.rule else URLENCODED: {"schema": body}}
    return {**made, "parameters": where, "requestBody": {"required": True, "content": content}}


def _part(name: str, rule: Rule, seen: list[Any]) -> Schema:
    if name == "slug":
        return {"const": SLUG}
    if isinstance(rule._converters[name], IntegerConverter):
        return {"anyOf": [{"enum": seen or [1]}, {"type": "integer", "minimum": 0}]}
    return {"enum": [*seen, "en", "x" * 32]}


def _schema(each: Field) -> Schema:
    """A browser sends what is offered; anybody may send any words. One name may stand on a page several times."""
    words: Schema = {"type": "string"}
    match each.kind:
        case "select" | "radio" | "checkbox" | "hidden" | "button":
            one: Schema = {"anyOf": [{"enum": sorted(set(each.values))}, words]}
        case "number":
            one = {"anyOf": [{"type": "integer"}, words]}
        case "email" | "date":
            one = {"anyOf": [{"type": "string", "format": each.kind}, words]}
        case "file":
            one = {"type": "string", "format": "binary"}
        case _:
            one = words
    return {"type": "array", "items": one, "maxItems": each.times} if each.times > 1 else one
