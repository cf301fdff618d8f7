"""One call of a WSGI app, in whichever thread makes it: its answer whole, or its beginning and a way to the rest."""

from collections.abc import Callable, Iterable, Iterator
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Any

AT_ONCE = 1024 * 1024  # an answer up to there is made in one turn of the thread
Headers = list[tuple[str, str]]
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass
class Answer:
    """Status and headers as the server takes them, and the body as far as it is made.

    Unless `whole`, `more` gives the next piece, None at the end, and `close` has to be called in the end.
    """

    status: int
    headers: Headers
    body: bytes
    whole: bool = True
    _pieces: Iterator[bytes] = field(default_factory=lambda: iter(()))
    _close: Callable[[], None] = lambda: None
    _context: Context = field(default_factory=copy_context)

    def more(self) -> bytes | None:
        """The next piece; None at the end."""
        return self._context.run(next, self._pieces, None)

    def close(self) -> None:
        """Let the app tidy up what its answer held."""
        self._context.run(self._close)


def call(app: App, environ: dict[str, Any]) -> Answer:
    """Let the app answer; whatever it raises is raised. Pieces are asked for in one context, as generators expect."""
    context = copy_context()
    return context.run(_call, app, environ, context)


def _call(app: App, environ: dict[str, Any], context: Context) -> Answer:
    begun: tuple[int, Headers] = (500, [])  # what it is answered that says nothing
    written = bytearray()

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        nonlocal begun
        begun = (int(status[:3]), headers)
        return written.extend

    answer = app(environ, start_response)
    close: Callable[[], None] = getattr(answer, "close", lambda: None)
    whole = True
    try:
        pieces = iter(answer)
        if environ["REQUEST_METHOD"] == "HEAD":
            next(pieces, None)  # some apps begin no answer before they are asked for a piece of it
            pieces = iter(())
        for piece in pieces:
            written += piece
            if len(written) >= AT_ONCE:
                whole = False
                return Answer(*begun, bytes(written), False, pieces, close, context)
        return Answer(*begun, bytes(written))
    finally:
        if whole:
            close()
