"""Proofs: those that RFC 6962 draws, those of an independent implementation, and that a wrong one never passes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from campaign.tally.merkle import EMPTY, Edge, append, leaf_hash, node_hash
from campaign.tally.proofs import Reader, Tree, consistent, included

ENTRIES = [b"entry %d" % number for number in range(1500)]
HASHES = [leaf_hash(entry) for entry in ENTRIES]


def reader(count: int) -> Reader:
    _, tiles = append(Edge(), HASHES[:count])
    store = {(tile.level, tile.index): tile.hashes for tile in tiles}
    return lambda level, index, width: store[level, index][: width * 32]


READ = reader(1500)


def by_the_book(old: int, leaves: list[bytes], known: bool = True) -> list[bytes]:
    """SUBPROOF, word for word as RFC 6962 section 2.1.2 defines it."""
    if old == len(leaves):
        return [] if known else [append(Edge(), leaves)[0].root()]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = leaves[:split], leaves[split:]
    if old <= split:
        return [*by_the_book(old, left, known), append(Edge(), right)[0].root()]
    return [*by_the_book(old - split, right, False), append(Edge(), left)[0].root()]


def tree(size: int) -> Tree:
    """The tree of the first entries, read from the tiles of the longer log."""
    return Tree(size, READ)


def test_the_paths_of_the_rfc() -> None:
    a, b, c, d, e, f, j = HASHES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741
    seven = tree(7)
    assert seven.root() == node_hash(k, l)
    assert seven.inclusion(0) == [b, h, l]
    assert seven.inclusion(3) == [c, g, l]
    assert seven.inclusion(4) == [f, j, k]
    assert seven.inclusion(6) == [i, k]
    assert seven.consistency(3) == [c, d, g, l]
    assert seven.consistency(4) == [l]
    assert seven.consistency(6) == [i, j, k]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 255, 256, 257, 300, 511, 512, 700])
def test_another_implementation_agrees(size: int) -> None:
    other = InmemoryTree(algorithm="sha256")
    other.append_entries(ENTRIES[:size])
    ours = tree(size)
    assert ours.root() == other.get_root()
    for index in {0, 1 % size, size // 2, size - 1}:
        proof = other.prove_inclusion(index + 1)
        assert ours.inclusion(index) == proof.path[1:]
        verify_inclusion(HASHES[index], ours.root(), proof)
    for old in {1, size // 2 or 1, size - 1 or 1, size}:
        theirs = other.prove_consistency(old, size)
        verify_consistency(tree(old).root(), ours.root(), theirs)
        assert consistent(
            old=old, old_root=tree(old).root(), size=size, root=other.get_root(), proof=ours.consistency(old)
        )


@settings(deadline=None)
@given(st.data())
def test_the_proof_of_growth_is_that_of_the_definition(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 300))
    old = data.draw(st.integers(1, size))
    assert tree(size).consistency(old) == by_the_book(old, HASHES[:size])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_proof_holds_and_no_other_index_leaf_or_root_does(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1500))
    index = data.draw(st.integers(0, size - 1))
    ours = tree(size)
    proof, root, leaf = ours.inclusion(index), ours.root(), HASHES[index]
    assert included(leaf=leaf, index=index, size=size, proof=proof, root=root)
    assert not included(leaf=HASHES[(index + 1) % 1500], index=index, size=size, proof=proof, root=root)
    assert not included(leaf=leaf, index=index, size=size, proof=proof, root=EMPTY)
    assert not included(leaf=leaf, index=index, size=size, proof=[*proof, EMPTY], root=root)
    assert not included(leaf=leaf, index=size, size=size, proof=proof, root=root)
    if proof:
        assert not included(leaf=leaf, index=index, size=size, proof=proof[:-1], root=root)
        assert not included(leaf=leaf, index=index ^ 1, size=size, proof=proof, root=root)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_growth_is_shown_and_a_changed_past_is_not(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1500))
    old = data.draw(st.integers(0, size))
    root, old_root, proof = tree(size).root(), tree(old).root(), tree(size).consistency(old)
    assert consistent(old=old, old_root=old_root, size=size, root=root, proof=proof)
    forged = leaf_hash(b"another past")
    assert not consistent(old=old, old_root=forged, size=size, root=root, proof=proof)
    assert not consistent(old=old, old_root=old_root, size=size, root=root, proof=[*proof, EMPTY])
    if 0 < old < size:
        assert not consistent(old=old, old_root=old_root, size=size, root=forged, proof=proof)
        assert not consistent(old=old, old_root=old_root, size=size, root=root, proof=proof[:-1])


def test_what_isn_t_there_has_no_proof() -> None:
    with pytest.raises(IndexError, match="no entry 7"):
        tree(7).inclusion(7)
    with pytest.raises(IndexError, match="from one of 8"):
        tree(7).consistency(8)
    with pytest.raises(ValueError, match="narrower"):
        Tree(7, reader(6)).root()
    assert not consistent(old=8, old_root=EMPTY, size=7, root=EMPTY, proof=[])
    assert tree(0).root() == EMPTY


def test_a_proof_reads_few_tiles() -> None:
    read: list[tuple[int, int, int]] = []

    def counted(level: int, index: int, width: int) -> bytes:
        read.append((level, index, width))
        return READ(level, index, width)

    Tree(1500, counted).inclusion(700)
    assert sorted(read) == [(0, 2, 256), (0, 5, 220), (1, 0, 5)]
