"""Where the fonts lie that letters are set in."""

from importlib.resources import files
from pathlib import Path

OURS = Path(__file__).parent / "fonts"


def font_folders() -> tuple[Path, ...]:
    """The folders of the fonts that ship with us, and no others."""
    return Path(str(files("fontpkg_noto_serif"))) / "files", OURS


def font_files() -> tuple[Path, ...]:
    """The fonts themselves."""
    return tuple(sorted(path for folder in font_folders() for path in folder.glob("*.[ot]tf")))
