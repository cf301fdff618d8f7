"""Asking the API, and holding what it answers against the description that it serves."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs

from campaign.api.openapi import PARTS, components
from campaign.web.problems import FOR_PROGRAMS
from tests.cast import SLUG, Client

HERE = f"/campaigns/{SLUG}"


@dataclass
class Reader:
    """A program that reads, and looks whether each answer has its shape."""

    client: Client

    def reads(self, path: str) -> Any:
        """What is answered below /api/v1, of the shape that is described."""
        answer = self.client.get(FOR_PROGRAMS + path)
        assert (path, answer.status_code, answer.content_type) == (path, 200, "application/json")
        fits(answer.json, shape_of(path))
        return answer.json

    def refused(self, path: str, status: int) -> str:
        """The sentence of an error."""
        answer = self.client.get(FOR_PROGRAMS + path)
        assert (path, answer.status_code, answer.content_type) == (path, status, "application/problem+json")
        said = answer.get_json(force=True)
        fits(said, "Problem")
        assert said["status"] == status
        return str(said["detail"])


def fits(answer: Any, name: str) -> None:
    """Raises where it isn't of this shape."""
    _validator(name).validate(answer)


def shape_of(path: str) -> str:
    """What is given at an address: by the most literal path of the description that it has."""
    fitting = [part for part in PARTS if _matches(part.path, path)]
    return max(fitting, key=lambda part: len(re.sub("{.*?}", "", part.path))).gives


def _matches(pattern: str, path: str) -> bool:
    ours, theirs = pattern.split("/"), path.split("/")
    return len(ours) == len(theirs) and all(_fits(a, b) for a, b in zip(ours, theirs, strict=True))


def _fits(pattern: str, part: str) -> bool:
    literal = pattern.partition("{")[0]
    return pattern == part if "{" not in pattern else part.startswith(literal)


@cache
def _validator(name: str) -> Any:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/components/schemas/{name}",
        "components": components(),
    }
    return jsonschema_rs.validator_for(schema, validate_formats=True)
