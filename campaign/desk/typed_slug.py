"""The campaign's slug, typed to say that this one is meant before something big is done to it."""

from flask import request

from campaign.lib.refusal import Refusal


def typed() -> str:
    """What was typed in the slug's place."""
    return request.form.get("typed", "").strip()


def require_slug(slug: str) -> None:
    """Raises Refusal where another was typed, or none."""
    if typed() != slug:
        raise Refusal("releases/other-slug-typed", typed=typed(), slug=slug)
