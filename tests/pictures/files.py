"""Pictures as people bring them: with all that a camera writes, and those that nobody should."""

import io
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

WHERE, WHO = b"33.5138", "Nour's phone"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>' + WHERE + b"</rdf:RDF></x:xmpmeta>"
GPS, MAKE, ARTIST, ORIENTATION = 0x8825, 0x010F, 0x013B, 0x0112


def written(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """As a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def sky(width: int = 1600, height: int = 1000) -> Image.Image:
    """Blue above, brown below: what is up can be told."""
    picture = Image.new("RGB", (width, height), (90, 130, 200))
    picture.paste((120, 80, 40), (0, height * 2 // 3, width, height))
    return picture


def tags(orientation: int = 1) -> Image.Exif:
    """What a telephone writes."""
    exif = Image.Exif()
    exif[MAKE], exif[ARTIST], exif[ORIENTATION] = "Phone", WHO, orientation
    exif.get_ifd(GPS)[2] = (33.0, 30.0, 49.0)
    return exif


def snapshot(orientation: int = 1, **size: int) -> bytes:
    """A JPEG with EXIF, GPS, XMP, a comment and a profile."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return written(
        sky(**size), "JPEG", exif=tags(orientation), xmp=XMP, comment=WHO.encode(), icc_profile=profile, quality=90
    )  # fmt: skip


def painted(kind: str = "PNG") -> bytes:
    """The same as PNG or WebP."""
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", WHO)
        return written(sky(), "PNG", exif=tags(), pnginfo=notes)
    return written(sky(), "WEBP", exif=tags(), xmp=XMP)


def moving(kind: str) -> bytes:
    """An animation."""
    frames = [sky(), sky().rotate(180)]
    return written(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
