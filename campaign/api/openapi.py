"""The API described, for programs as OpenAPI 3.1, and taken apart for the page that people read."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from campaign.api.addresses import PAGE, site
from campaign.api.json_schema import Schema, of
from campaign.api.schemas import SLUG, schemas
from campaign.api.statements import DAYS
from campaign.lib.languages import LANGUAGES
from campaign.lib.row_numbers import LARGEST
from campaign.tally.entries import HEX
from campaign.web.problems import FOR_PROGRAMS, MIMETYPE

VERSION = "1.0"
ABOUT = (
    "What the public pages of this site say, for programs. Everything is read, by GET or HEAD; there is no key and no "
    "account. Counts are exact in total and in complete tens by country; no time is finer than the day, and nothing is "
    "about one signature. What follows a question mark is ignored; where a list goes on stands in its `next`."
)
NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": LARGEST}
PARAMETERS: dict[str, tuple[str, Schema]] = {
    "slug": ("The campaign’s part of addresses.", {"type": "string", "pattern": f"^{SLUG}$"}),
    "cursor": ("A campaign’s part of addresses.", {"type": "string", "pattern": f"^{SLUG}$"}),
    "language": ("A language of pages.", {"type": "string", "enum": list(LANGUAGES)}),
    "text_language": (
        "A language of texts.",
        {"type": "string", "pattern": "^[A-Za-z]{2,3}(?:-[A-Za-z]{2,8})?$"},
    ),
    "revision": ("A revision.", NUMBER),
    "sha256": ("The hash of a text.", {"type": "string", "pattern": f"^{HEX}$"}),
    "day": ("A day, as 2016-09-24.", {"type": "string", "format": "date"}),
    "size": ("The size of a checkpoint.", NUMBER),
    "key": ("An update’s part of addresses.", {"type": "string", "pattern": "^[0-9A-Za-z_-]{22}$"}),
}


@dataclass(frozen=True)
class Part:
    """One address below the first part of all: what it gives, by the name of its schema, and whether that goes."""

    path: str
    summary: str
    gives: str
    may_go: bool = False

    @property
    def names(self) -> list[str]:
        """Its parameters, in their order."""
        return [each.partition("}")[0] for each in self.path.split("{")[1:]]


ONE = "/campaigns/{slug}"
PARTS = (
    Part("/campaigns", "Public campaigns", "Campaigns"),
    Part("/campaigns/after:{cursor}", "Those behind one", "Campaigns"),
    Part(ONE, "One campaign", "Campaign"),
    Part(f"{ONE}/texts", "Its texts", "Texts"),
    Part(f"{ONE}/texts/after:{{text_language}}:{{revision}}", "Those behind one", "Texts"),
    Part(f"{ONE}/texts/{{sha256}}", "One text", "Text", may_go=True),
    Part(f"{ONE}/statements", "Its count, and the days on which it was stated", "Statements"),
    Part(f"{ONE}/statements/before:{{day}}", "The days before one", "Statements"),
    Part(f"{ONE}/letters", "Its sets of letters", "LetterSets"),
    Part(f"{ONE}/letters/before:{{size}}", "Those before one", "LetterSets"),
    Part(f"{ONE}/letters/{{size}}", "One set, its letters and the answers", "LetterSet"),
    Part(f"{ONE}/updates/{{language}}", "Its updates", "Updates"),
    Part(f"{ONE}/updates/{{language}}/before:{{key}}", "Those before one", "Updates"),
    Part(f"{ONE}/updates/{{language}}/{{key}}", "One update", "Update"),
)


def document() -> Schema:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Campaign", "version": VERSION, "description": ABOUT},
        "servers": [{"url": site(FOR_PROGRAMS)}],
        "paths": {part.path: {"get": _operation(part)} for part in PARTS},
        "components": components(),
    }


@cache
def components() -> Schema:
    """What the paths refer to."""
    return {
        "schemas": schemas(page=PAGE, days=DAYS),
        "headers": {
            "ETag": {
                "description": "The tag of these bytes, for If-None-Match.",
                "schema": {"type": "string"},
            }
        },
        "responses": {
            "Unchanged": {"description": "Nothing changed since the tag in If-None-Match."},
            "Problem": {
                "description": "What went wrong, with a sentence.",
                "content": {MIMETYPE: {"schema": of("Problem")}},
            },
        },
    }


def _operation(part: Part) -> Schema:
    gone = {"410": {"$ref": "#/components/responses/Problem"}} if part.may_go else {}
    return {
        "operationId": _operation_id(part.path),
        "summary": part.summary,
        "parameters": [_parameter(name) for name in part.names],
        "responses": {
            "200": {
                "description": part.summary,
                "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
                "content": {"application/json": {"schema": of(part.gives)}},
            },
            "304": {"$ref": "#/components/responses/Unchanged"},
            "404": {"$ref": "#/components/responses/Problem"},
            **gone,
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }


def _operation_id(path: str) -> str:
    plain = path.replace("{", "").replace("}", "").replace(":", "/")
    return "_".join(word for word in plain.split("/") if word)


def _parameter(name: str) -> Schema:
    description, its_shape = PARAMETERS[name]
    return {"name": name, "in": "path", "required": True, "description": description, "schema": its_shape}


def type_in_words(its_shape: Any) -> str:
    """The type of a property, in a word or two."""
    if "$ref" in its_shape:
        return str(its_shape["$ref"].rpartition("/")[2])
    if "anyOf" in its_shape:
        return " | ".join(type_in_words(each) for each in its_shape["anyOf"])
    if its_shape["type"] == "array":
        return f"[{type_in_words(its_shape['items'])}]"
    types = its_shape["type"] if isinstance(its_shape["type"], list) else [its_shape["type"]]
    named = [its_shape.get("format", each) if each == "string" else each for each in types]
    return " | ".join(named)
