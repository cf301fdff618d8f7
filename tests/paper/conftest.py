"""What the tests of paper share."""

from tests.paper.signing import collection

__all__ = ["collection"]
