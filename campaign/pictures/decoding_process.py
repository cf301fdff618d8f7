"""A picture on standard input becomes three on standard output, one after the other behind a line that measures them.

Run as a program of its own, under limits, and never imported by the site: a picture is whatever somebody made it.
It stands alone, so that the process holds nothing of ours. What comes out is painted anew: nothing else of the file,
such as where it was taken, with what and when, is in it.
"""

import io
import json
import os
import resource
import sys
from contextlib import suppress

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MEMORY = 768 * 1024 * 1024
SECONDS = 20
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
LEAST_WIDTH = 480
MOST_TIMES = 3  # that one side may be longer than the other
LARGEST = 1440
PARTS = (3, 2, 1)  # the sizes are a third, half and all of the largest
QUALITIES = (82, 74, 66, 55, 40)
MOST_BYTES = 300_000


class Refused(Exception):
    """A picture that isn't taken: a reason, and what it is about."""

    def __init__(self, reason: str, **facts: int) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def main() -> None:
    """Exit code 3 means that the memory was not enough, 4 that it is no picture after all."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Left at once: without memory there is none to end in order.
    try:
        _answer(sys.stdin.buffer.read())
    except MemoryError:
        os._exit(3)
    except Exception:  # whatever the decoder stumbles over says that the picture is damaged
        os._exit(4)


def _answer(raw: bytes) -> None:
    try:
        sizes = made(raw)
    except Refused as refused:
        head: dict[str, object] = {"refused": refused.reason, "facts": refused.facts}
        sizes = []
    else:
        head = {"sizes": [[width, height, len(jpeg)] for width, height, jpeg in sizes]}
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    for _, _, jpeg in sizes:
        out.write(jpeg)
    out.flush()


def made(raw: bytes) -> list[tuple[int, int, bytes]]:
    """(width, height, JPEG) of each size, the smallest first. Raises Refused, and whatever a decoder does."""
    # The size is compared below, before anything is decoded; Pillow would warn, and that in English.
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture = Image.open(io.BytesIO(raw), formats=FORMATS)
    except UnidentifiedImageError:
        raise Refused("no-picture") from None
    _look_at_header(picture)
    largest = _painted(picture)
    sizes = []
    for part in PARTS:
        width = largest.width // part
        height = max(1, round(largest.height * width / largest.width))
        small = largest if part == 1 else largest.resize((width, height), Image.Resampling.LANCZOS)
        sizes.append((small.width, small.height, _jpeg(small)))
    return sizes


def _look_at_header(picture: Image.Image) -> None:
    """Raises Refused for what isn't to be decoded at all."""
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Refused("many-pixels", width=width, height=height, most=MOST_PIXELS // 1_000_000)
    if max(width, height) > MOST_TIMES * min(width, height):
        raise Refused("odd-shape")
    if getattr(picture, "n_frames", 1) > 1:
        raise Refused("moves")


def _painted(picture: Image.Image) -> Image.Image:
    """As it is to be seen, upright, in sRGB, on white where it is transparent, at most LARGEST pixels wide."""
    profile = picture.info.get("icc_profile")
    picture.draft("RGB", (2 * LARGEST, 2 * LARGEST))  # of a JPEG no more is decoded than is needed
    upright = ImageOps.exif_transpose(picture)
    if upright.width < LEAST_WIDTH:
        raise Refused("few-pixels", width=upright.width, least=LEAST_WIDTH)
    width = min(upright.width, LARGEST)
    height = round(upright.height * width / upright.width)
    coloured = _in_srgb(upright, profile)
    alpha = coloured.mode == "RGBA"
    small = (
        coloured if coloured.width == width else coloured.resize((width, height), Image.Resampling.LANCZOS)
    )
    ground = Image.new("RGB", small.size, "white")
    ground.paste(small, mask=small.getchannel("A") if alpha else None)
    return ground


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB, or RGBA where something shines through. A profile that can't be read is as none."""
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if turned is not None:
                return turned
    if picture.mode in ("I", "I;16", "I;16B", "F"):  # sixteen bits of grey
        return picture.point(lambda level: level / 256).convert("L").convert("RGB")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _jpeg(picture: Image.Image) -> bytes:
    """As good as fits into MOST_BYTES."""
    jpeg = b""
    for quality in QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        jpeg = out.getvalue()
        if len(jpeg) <= MOST_BYTES:
            break
    return jpeg


if __name__ == "__main__":
    main()
