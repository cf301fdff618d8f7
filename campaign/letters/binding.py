"""Many PDFs bound into one for the printer."""

import io

from pypdf import PdfWriter


def bind(*, book: PdfWriter, pdf: bytes) -> None:
    """Add a PDF to the book from an odd page on, after a blank one if need be."""
    if len(book.pages) % 2:
        book.add_blank_page()  # as large as the page before it
    book.append(io.BytesIO(pdf), import_outline=False)
