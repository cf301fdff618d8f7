"""The words that a JSON Schema (2020-12) of ours is written in. Pure."""

from typing import Any

Schema = dict[str, Any]


def shape(description: str, **properties: Schema) -> Schema:
    """An object with all of these and no others."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def of(name: str) -> Schema:
    """One that stands here under a name."""
    return {"$ref": f"#/components/schemas/{name}"}


def some(what: Schema, description: str, most: int | None = None) -> Schema:
    """A list."""
    bound = {} if most is None else {"maxItems": most}
    return {"type": "array", "items": what, "description": description, **bound}


def perhaps(what: Schema) -> Schema:
    """That, or null."""
    if "$ref" in what:
        return {"anyOf": [what, {"type": "null"}]}
    more = {"enum": [*what["enum"], None]} if "enum" in what else {}
    return {**what, "type": [what["type"], "null"], **more}


def words(description: str, pattern: str | None = None) -> Schema:
    """A text."""
    return {
        "type": "string",
        "description": description,
        **({"pattern": f"^{pattern}$"} if pattern else {}),
    }


def one_of(description: str, *values: str) -> Schema:
    """One of a few words."""
    return {"type": "string", "enum": list(values), "description": description}


def day(description: str) -> Schema:
    """A day, UTC."""
    return {"type": "string", "format": "date", "description": description}


def address(description: str) -> Schema:
    """A whole address of this site."""
    return {"type": "string", "format": "uri", "description": description}


def count(description: str) -> Schema:
    """How many."""
    return {"type": "integer", "minimum": 0, "description": description}


def yes_or_no(description: str) -> Schema:
    """A fact."""
    return {"type": "boolean", "description": description}


def by_language(what: Schema, description: str) -> Schema:
    """An object whose names are codes of languages."""
    return {"type": "object", "additionalProperties": what, "description": description}
