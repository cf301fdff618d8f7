"""What is brought is painted anew in three sizes, and nothing that a camera wrote stays in them."""

import io
import struct
import zlib

import pytest
from PIL import Image

from campaign.lib.refusal import Refusal
from campaign.pictures.decoding import MOST_BYTES, Size, require_picture, sizes_of
from tests.pictures.files import WHERE, WHO, moving, painted, sky, snapshot, written

KNOWN = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def opened(size: Size) -> Image.Image:
    """One of them, decoded whole."""
    picture = Image.open(io.BytesIO(size.content))
    picture.load()
    return picture


def markers(jpeg: bytes) -> set[int]:
    """The kinds of segments before the picture itself."""
    seen, place = set(), 2
    while jpeg[place + 1] != 0xDA:
        seen.add(jpeg[place + 1])
        place += 2 + struct.unpack_from(">H", jpeg, place + 2)[0]
    return seen


@pytest.mark.parametrize("raw", [snapshot(), painted("PNG"), painted("WEBP")], ids=["JPEG", "PNG", "WebP"])
def test_three_sizes_without_anything_else(raw: bytes) -> None:
    assert WHO.encode() in raw
    sizes = sizes_of(raw)
    assert [(each.width, each.height) for each in sizes] == [(480, 300), (720, 450), (1440, 900)]
    for each in sizes:
        picture = opened(each)
        assert (picture.format, picture.size, picture.mode) == ("JPEG", (each.width, each.height), "RGB")
        assert set(picture.info) <= KNOWN
        assert dict(picture.getexif()) == {}
        assert markers(each.content) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}
        assert WHO.encode() not in each.content
        assert WHERE not in each.content


def test_it_stands_upright() -> None:
    """Turned by a quarter in the file, as a telephone held upright writes it."""
    (small, _, _) = sizes_of(snapshot(6, width=1500, height=1000))
    assert (small.width, small.height) == (333, 500)
    red, _, blue = opened(small).getpixel((10, 250))  # type: ignore[misc]  # of an RGB picture
    assert red > blue, "the ground is at the left"


def test_small_ones_stay_as_small_as_they_are() -> None:
    assert [each.width for each in sizes_of(written(sky(600, 500), "PNG"))] == [200, 300, 600]


def test_what_shines_through_is_white() -> None:
    clear = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    assert opened(sizes_of(written(clear, "PNG"))[2]).getpixel((300, 200)) == (255, 255, 255)


def test_names_follow_from_the_bytes() -> None:
    first, second = sizes_of(snapshot()), sizes_of(snapshot())
    assert [each.name for each in first] == [each.name for each in second]
    assert len({each.name for each in first}) == 3


def bomb() -> bytes:
    """A PNG of 3.6 thousand million pixels in a hundred bytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    packed = (
        struct.pack(">I", len(each)) + kind + each + struct.pack(">I", zlib.crc32(kind + each))
        for kind, each in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (bomb(), "pictures/many-pixels {'width': 60000, 'height': 60000, 'most': 50}"),
        (written(sky(400, 300), "PNG"), "pictures/few-pixels {'width': 400, 'least': 480}"),
        (written(sky(2000, 500), "PNG"), "pictures/odd-shape"),
        (moving("PNG"), "pictures/moves"),
        (moving("WEBP"), "pictures/moves"),
        (snapshot()[:3000], "pictures/damaged"),
        (b"\xff\xd8\xff" + b"x" * 500, "pictures/no-picture"),
    ],
    ids=["bomb", "small", "narrow", "moving PNG", "moving WebP", "cut", "no JPEG"],
)
def test_what_is_not_taken(raw: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        sizes_of(raw)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "pictures/no-file"),
        (b"%PDF-1.7", "pictures/no-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "pictures/no-picture"),
        (moving("GIF"), "pictures/no-picture"),
        (b"\xff\xd8\xff" + b"x" * MOST_BYTES, "pictures/too-big {'most': 5}"),
    ],
    ids=["nothing", "PDF", "SVG", "GIF", "large"],
)
def test_what_is_seen_to_be_none_before_anything_reads_it(raw: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        require_picture(raw)
    assert str(refused.value) == reason
