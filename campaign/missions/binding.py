"""Many PDFs bound into one for the printer."""

from pathlib import Path

from pypdf import PdfWriter


def bind(*, sources: list[Path], title: str, out: Path) -> None:
    """Write the sources, in order, into one PDF, each from an odd page on, after a blank one if need be."""
    book = PdfWriter()
    for source in sources:
        if len(book.pages) % 2:
            book.add_blank_page()  # as large as the page before it
        book.append(source, import_outline=False)
    book.add_metadata({"/Title": title})
    book.write(out)
    book.close()
