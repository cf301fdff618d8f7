"""What the tests of the vault share."""

from tests.vault.canary_signers import postman

__all__ = ["postman"]
