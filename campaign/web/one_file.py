"""Pages that are one file too, to be opened from disk without a network: what stands in them, and what they may do."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup

STYLES = "site.css", "holder.css"


def as_one_file(template: str, *, scripts: tuple[str, ...], **facts: Any) -> bytes:
    """A template with these files of `static/` within: each script's text by its place, all styles as one."""
    style, texts = "\n".join(map(_static, STYLES)), list(map(_static, scripts))
    page = render_template(
        template,
        styles=Markup(style),  # nosec B704 # noqa: S704 - files of ours
        scripts=[Markup(text) for text in texts],  # nosec B704 # noqa: S704 - files of ours
        policy=_policy(texts, style),
        **facts,
    )
    return f"{page}\n".encode()


def _static(name: str) -> str:
    """A file of ours. Nothing in it ends the element that it will stand in: tests/one_file.py."""
    return (Path(str(current_app.static_folder)) / name).read_text(encoding="utf-8")


def _policy(scripts: list[str], styles: str) -> str:
    """What the file may do: run what stands in it, in threads of its own, and nothing else."""
    hashed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {hashed}; style-src {_hash(styles)}; img-src data:; worker-src blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
