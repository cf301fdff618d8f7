"""Who sits at the desk: as the desk's own tests have them."""

from tests.desk.conftest import noor

__all__ = ["noor"]
