"""The fonts that letters are set in, in the order in which a sign is looked for in them.

Those of the six letter languages, and of Syriac, which no package has, come with us; `make fonts` installs the others.
No other font of a package is used: a letter to a State has no pictures for signs.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

OURS = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Font:
    """A font by its family's name, in a folder of a package, or in ours.

    `scripts` are those that it is for: the Unicode names of their signs begin with one of them.
    """

    family: str
    file: str
    package: str = ""
    scripts: tuple[str, ...] = ()

    @property
    def path(self) -> Path | None:
        """Where it lies; None where its package isn't installed."""
        if not self.package:
            return OURS / self.file
        package, _, folder = self.package.partition("/")
        spec = find_spec(package)
        places = spec.submodule_search_locations if spec else None
        return Path(places[0]) / folder / self.file if places else None


OF_ONE_SCRIPT = (
    *(
        "Hebrew",
        "Devanagari",
        "Bengali",
        "Ethiopic",
        "Armenian",
        "Georgian",
        "Thai",
        "Myanmar",
        "Khmer",
        "Lao",
    ),
    *("Gujarati", "Gurmukhi", "Kannada", "Malayalam", "Oriya", "Sinhala", "Tamil", "Telugu"),
)
FONTS = (
    Font("Noto Serif", "NotoSerif[wdth,wght].ttf", "fontpkg_noto_serif/files"),
    Font("Noto Naskh Arabic", "NotoNaskhArabic-Regular.ttf"),
    Font("Noto Serif CJK SC", "NotoSerifCJKsc-Regular.otf"),
    Font("Noto Sans Syriac", "NotoSansSyriac-Regular.ttf"),
    Font("Noto Serif TC", "NotoSerifTC-Regular.otf", "pylopdf_fonts_zh_tw", ("CJK",)),
    Font("Noto Serif JP", "NotoSerifJP-Regular.otf", "pylopdf_fonts_jp", ("HIRAGANA", "KATAKANA", "CJK")),
    Font("Noto Serif KR", "NotoSerifKR-Regular.otf", "pylopdf_fonts_ko", ("HANGUL",)),
    *(
        Font(f"Noto Sans {script}", f"NotoSans{script}[wght].ttf", "manimgx_fonts", (script.upper(),))
        for script in OF_ONE_SCRIPT
    ),
)


@cache
def installed() -> tuple[Font, ...]:
    """Those that are here, as long as the program runs."""
    return tuple(font for font in FONTS if font.path)


def awaited() -> tuple[str, ...]:
    """The scripts whose fonts `make fonts` would bring."""
    return tuple(script for font in FONTS if font not in installed() for script in font.scripts)


def families() -> tuple[str, ...]:
    """The names by which letters ask for them."""
    return tuple(font.family for font in installed())


def font_files() -> tuple[Path, ...]:
    """The fonts themselves."""
    return tuple(font.path for font in installed() if font.path)


def font_folders() -> tuple[Path, ...]:
    """Where they lie, beside others that letters don't ask for."""
    return tuple(dict.fromkeys(path.parent for path in font_files()))
