"""Refusals as tests look at them: by their whole sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence


@contextmanager
def refused(said: str, *, kind: type[Refusal] = Refusal) -> Iterator[None]:
    """Something within is refused, and this is what a person reads."""
    with pytest.raises(kind) as refusal:
        yield
    assert sentence(refusal.value) == said
