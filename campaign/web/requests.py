"""A request whose files stay in memory: names out of a file from paper lie on no disk unsealed."""

import io
from typing import IO

from flask import Request


class InMemory(Request):
    """A file past half a megabyte would go into a temporary one; here it is as bounded as any body, by `bodies.py`."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()
