"""Many PDFs bound into one for the printer: with a bookmark for each, and with what makes each of them accessible."""

import io
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Page, Pdf
from pikepdf import String as PdfString


class Book:
    """Letters one behind the other; each begins on an odd page, after a blank one if need be.

    A letter's tags come along under a part of their own, in its language. The identities of its table heads don't: they
    are the same in every letter, and what a head stands over is said by its scope too.
    """

    def __init__(self, title: str, *, language: str) -> None:
        self._pdf = Pdf.new()
        self._bound: list[tuple[str, int]] = []
        self._keys = 0  # of the parent tree, which leads from a page to its tags
        self._places: list[Any] = []  # an array of pikepdf's takes the longer to extend the longer it is
        self._root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary()))
        self._whole = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root, K=Array())
        )
        self._pdf.docinfo[Name.Title] = PdfString(title)
        self._pdf.Root.Lang = PdfString(language)
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)
        self._pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)

    def bind(self, pdf: bytes, *, title: str) -> None:
        """Add a tagged PDF, under a bookmark."""
        with Pdf.open(io.BytesIO(pdf)) as letter:  # closed again, or a set would need twice the memory
            pages = self._pdf.pages
            if len(pages) % 2:
                _, _, width, height = (float(side) for side in pages[-1].mediabox)
                self._pdf.add_blank_page(page_size=(width, height))
            first = len(pages)
            pages.extend(letter.pages)
            self._bound.append((title, first))
            self._tag(letter, [pages[number] for number in range(first, len(pages))])

    def write(self, path: Path) -> None:
        """The book as a file; the same letters give the same bytes."""
        self._root.K = self._whole
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(self._places)))
        self._root.ParentTreeNextKey = self._keys
        self._pdf.Root.StructTreeRoot = self._root
        with self._pdf.open_outline() as outline:
            outline.root.extend(OutlineItem(title, page) for title, page in self._bound)
        self._pdf.save(path, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)

    def _tag(self, letter: Pdf, pages: list[Page]) -> None:
        tree = self._pdf.copy_foreign(letter.Root.StructTreeRoot)
        for name, role in tree.get(Name.RoleMap, Dictionary()).items():
            self._root.RoleMap[name] = role
        for element in tree.K if isinstance(tree.K, Array) else [tree.K]:
            element.S, element.P, element.Lang = Name.Part, self._whole, letter.Root.Lang
            self._whole.K.append(element)
        for head in list(tree.get(Name.IDTree, Dictionary()).get(Name.Names, Array()))[1::2]:
            del head[Name.ID]
        places = list(tree.ParentTree.Nums)
        for key, place in zip(places[::2], places[1::2], strict=True):
            self._places.extend([int(key) + self._keys, place])
        for page in pages:
            _move(page.obj, Name.StructParents, self._keys)
            for note in page.get(Name.Annots, Array()):
                _move(note, Name.StructParent, self._keys)
        self._keys += int(tree.ParentTreeNextKey)


def _move(thing: Any, name: Name, by: int) -> None:
    if name in thing:
        thing[name] = int(thing[name]) + by
