"""The tree: known answers, growing by any steps, and the tiles it is kept in."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.tally.merkle import EMPTY, Edge, append, edge_of, edge_widths, leaf_hash, node_hash
from campaign.tally.tiles import bundle, parse_path, places, tile_path, unbundle, width_at

# The eight leaves that implementations of RFC 6962 are tried with, and the roots over the first n of them.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MANY = [leaf_hash(b"%d" % number) for number in range(70_000)]


def by_the_book(leaves: list[bytes]) -> bytes:
    """MTH, word for word as RFC 6962 section 2.1 defines it."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(by_the_book(leaves[:split]), by_the_book(leaves[split:]))


@pytest.mark.parametrize("count", range(9))
def test_the_known_roots(count: int) -> None:
    edge, _ = append(Edge(), [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:count]])
    assert (edge.size, edge.root().hex()) == (count, ROOTS[count])


@pytest.mark.parametrize("count", [9, 255, 256, 257, 511, 512, 513, 1000, 65535, 65536, 65537])
def test_the_root_is_that_of_the_definition(count: int) -> None:
    assert append(Edge(), MANY[:count])[0].root() == by_the_book(MANY[:count])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 700), max_size=8))
def test_any_steps_grow_the_same_tree_and_the_same_tiles(steps: list[int]) -> None:
    edge, store, at = Edge(), {}, 0
    for step in steps:
        edge, tiles = append(edge, MANY[at : at + step])
        store.update({(tile.level, tile.index): tile.hashes for tile in tiles})
        at += step
        partial = {level: store[level, index][: width * 32] for level, index, width in edge_widths(at)}
        assert edge_of(at, partial) == edge
    whole, tiles = append(Edge(), MANY[:at])
    assert whole == edge
    assert store == {(tile.level, tile.index): tile.hashes for tile in tiles}


def test_an_edge_from_the_wrong_tiles_is_refused() -> None:
    edge, tiles = append(Edge(), MANY[:300])
    partial = {tile.level: tile.hashes for tile in tiles if tile.width < 256}
    assert edge_of(300, partial) == edge
    with pytest.raises(ValueError, match=r"tile/0/001\.p/44"):
        edge_of(300, {**partial, 0: partial[0][:-32]})


def test_a_batch_touches_only_the_right_edge() -> None:
    edge, _ = append(Edge(), MANY[:65_000])
    _, tiles = append(edge, MANY[65_000:65_100])
    assert [tile.path for tile in tiles] == [
        "tile/0/253", "tile/0/254.p/76", "tile/1/000.p/254",
    ]  # fmt: skip


def test_a_tree_of_70000_has_the_tiles_that_the_specification_counts() -> None:
    _, tiles = append(Edge(), MANY)
    full = [tile for tile in tiles if tile.width == 256]
    assert [sum(tile.level == level for tile in full) for level in range(3)] == [273, 1, 0]
    assert [(tile.level, tile.width) for tile in tiles if tile.width < 256] == [(0, 112), (1, 17), (2, 1)]
    listed = {place for place in places(70_000) if place.level is not None}
    assert {(tile.level, tile.index, tile.width) for tile in tiles} == {
        (place.level, place.index, place.width) for place in listed
    }
    assert sum(place.level is None for place in places(70_000)) == 274


def test_256_entries_are_a_full_tile_and_one_hash_above_it() -> None:
    _, tiles = append(Edge(), MANY[:256])
    assert [tile.path for tile in tiles] == ["tile/0/000", "tile/1/000.p/1"]
    assert tiles[1].hashes == by_the_book(MANY[:256])


def test_nothing_grows_from_nothing() -> None:
    assert append(Edge(), []) == (Edge(), [])
    assert Edge().root() == EMPTY
    assert list(places(0)) == []


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"), (0, 1234067, 256, "tile/0/x001/x234/067"),
        (None, 273, 112, "tile/entries/273.p/112"),
        (2, 1000, 1, "tile/2/x001/000.p/1"), (63, 999, 255, "tile/63/999.p/255"), (1, 999_999, 256, "tile/1/x999/999"),
    ],
)  # fmt: skip
def test_paths(level: int | None, index: int, width: int, path: str) -> None:
    assert tile_path(level, index, width) == path
    place = parse_path(path)
    assert (place.level, place.index, place.width) == (level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0", "tile/0/0000", "tile/00/000", "tile/64/000", "tile/0/x000/000", "tile/0/001/000", "tile/0/x001",
        "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/012", "tile/0/000.p", "tile/-1/000", "tile/0/000/",
        "tile/0/../000", "/tile/0/000", "tile/0/٠٠٠", "tile/0/000\n",
    ],
)  # fmt: skip
def test_other_paths_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        parse_path(path)


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_bundles_round_trip(entries: list[bytes]) -> None:
    raw = bundle(entries)
    assert unbundle(raw) == entries
    if raw and entries[-1]:
        with pytest.raises(ValueError, match="within an entry"):
            unbundle(raw[:-1])


def test_an_entry_that_no_bundle_holds_is_refused() -> None:
    assert unbundle(bundle([b"x" * 65_535])) == [b"x" * 65_535]
    with pytest.raises(ValueError, match="65,535"):
        bundle([b"x" * 65_536])


@given(st.integers(0, 2**40), st.integers(0, 4), st.integers(0, 2**33))
def test_widths_add_up(size: int, level: int, index: int) -> None:
    items = size // 256**level
    assert width_at(size, level, index) == min(max(items - index * 256, 0), 256)
