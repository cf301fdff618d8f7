"""A file that somebody brings to the desk lies on no disk while it is read, however large it is."""

import tempfile
from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder

from campaign.web.bodies import UPLOAD
from tests.cast import Site


def test_a_file_as_large_as_may_be_makes_no_temporary_one(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = b"Kanariya,"
    rows = name * ((UPLOAD.most_bytes - 1000) // len(name))
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n\r\n'
    body = head + rows + b"\r\n--x--\r\n"
    environ = EnvironBuilder(
        "/desk/uploads/skies/paper", method="POST", data=body, content_type="multipart/form-data; boundary=x"
    ).get_environ()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with site.app.request_context(environ) as context:
        context.request.max_content_length = UPLOAD.most_bytes  # as the desk has it for whoever is signed in
        file = context.request.files["file"]
        assert file.read() == rows
