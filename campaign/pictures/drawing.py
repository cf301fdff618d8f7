"""The picture of a link as a PNG of few colours: 1200 by 630, at most 80 KB."""

import io
import json
from typing import TYPE_CHECKING, Any

from campaign.letters.typesetting import fonts
from campaign.lib.refusal import Refusal
from campaign.paths import ROOT

if TYPE_CHECKING:
    from PIL import Image

TEMPLATE = ROOT / "templates" / "pictures" / "shared.typ"
SIZE = (1200, 630)
MOST_BYTES = 80_000
COLOURS = (64, 32, 16, 8)
PIXELS_PER_INCH = 72  # so that one point is one pixel


def draw(values: dict[str, Any]) -> bytes:
    """Set what `sharing.values` gave. Raises Refusal where typst can't."""
    import typst  # as in letters/typesetting.py
    from PIL import Image

    compiler = typst.Compiler(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts(),
        sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
    )  # fmt: skip
    try:
        png = compiler.compile(format="png", ppi=PIXELS_PER_INCH)
    except typst.TypstError as problem:
        raise Refusal("letters/not-set", problem=problem.message) from problem
    assert isinstance(png, bytes)
    with Image.open(io.BytesIO(png), formats=["PNG"]) as drawn:
        return light(drawn.convert("RGB"))


def light(drawn: "Image.Image") -> bytes:
    """With as many colours as fit into MOST_BYTES; the picture has type and flat bands alone. Raises Refusal."""
    from PIL import Image

    for colours in COLOURS:
        out = io.BytesIO()
        drawn.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise Refusal("pictures/too-heavy", most=MOST_BYTES)
