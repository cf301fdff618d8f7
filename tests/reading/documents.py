"""Word documents as Word packs them, built for a test: paragraphs, lists, notes, and what is in the way."""

import io
import zipfile
from html import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/></Types>'
)
RELATIONS = f"{OFFICE}/"
ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
NUMBERING = f"""<w:numbering xmlns:w="{WORD}">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def run(text: str, *looks: str) -> str:
    """A run of text: `looks` are b for bold, i for italic."""
    properties = "".join(f"<w:{look}/>" for look in looks)
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", level: int | None = None, numbered: bool = False) -> str:
    """A paragraph of runs or plain text; an item where it has a level."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{2 if numbered else 1}"/></w:numPr>'
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + (listed if level is not None else "")
    inside = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def xml(inside: str, root: str = "document") -> str:
    body = f"<w:body>{inside}</w:body>" if root == "document" else inside
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{WORD}" xmlns:r="{OFFICE}">{body}</w:{root}>'


def relations(*more: tuple[str, str, str]) -> str:
    """What the document leads to: identifier, kind, target; a target with a colon is outside."""
    rows = (
        f'<Relationship Id="{name}" Type="{RELATIONS}{kind}" Target="{escape(target)}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, kind, target in (("rId1", "numbering", "numbering.xml"), *more)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def document(
    *blocks: str, links: tuple[tuple[str, str, str], ...] = (), members: dict[str, str | bytes] | None = None
) -> bytes:
    """A .docx of blocks; `links` are further relations, `members` further or other members."""
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES, "_rels/.rels": ROOT, "word/document.xml": xml("".join(blocks)),
        "word/_rels/document.xml.rels": relations(*links), "word/numbering.xml": NUMBERING,
    }  # fmt: skip
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (contents | (members or {})).items():
            packed.writestr(name, content)
    return file.getvalue()
