"""Where the package's own files lie."""

from pathlib import Path

HERE = Path(__file__).parent
# Installed from a wheel, templates, static and migrations lie inside the package; in a clone they lie beside it.
ROOT = HERE if (HERE / "templates").is_dir() else HERE.parent
