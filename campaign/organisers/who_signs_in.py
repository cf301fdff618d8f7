"""What Flask-Security asks of those who sign in, without loading it: most commands read organisers; none signs in."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask_security.core import UserMixin

    class WhoSignsIn(UserMixin):
        """Flask-Security's own."""
else:

    class WhoSignsIn:
        """Flask-Security's own, loaded once something of it is asked for."""

        is_authenticated = True
        is_anonymous = False

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            from flask_security.core import UserMixin

            return getattr(UserMixin, name).__get__(self)

        def get_id(self) -> str:
            """By what her session names her."""
            return str(self.fs_uniquifier)
