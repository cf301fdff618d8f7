"""How a release ends: an end mark, notes to editors, a line for the press."""

import re
from dataclasses import dataclass

CONTACT_LONGEST = 200

END_MARK = re.compile(
    r"[\s\-–—*•]*(?:ends?|end of (?:press )?release|fin|انتهى|النهاية|конец|完)[\s\-–—*•.]*"
    r"|(?:#\s*){3,}|-\s*30\s*-",
    re.IGNORECASE,
)
EDITORS = re.compile(
    r"\W*(?:notes? (?:to|for) (?:the )?editors?|editors?['’]s? notes?|background notes?|notes? aux rédactions"
    r"|nota a los editores|ملاحظات? (?:إلى |الى )?(?:المحررين|للمحررين))\W*(?P<more>.*)",
    re.IGNORECASE | re.DOTALL,
)
FOR_THE_PRESS = re.compile(
    r"\W*(?:for |pour |para |all )*"
    r"(?:(?:any |all |further |more )*(?:media|press|interview|presse|prensa|medios)\b.{0,40}?"
    r"(?:inquir(?:y|ies)|enquir(?:y|ies)|quer(?:y|ies)|requests?|contacts?|information|office(?:r)?)"
    r"|(?:press|media|for media|for press)\s*:|contacts?\s*(?:presse|médias|de prensa|details)?\s*:"
    r"|contacto (?:de|para la) prensa"
    r"|(?:for )?(?:more|further) (?:information|details)|pour (?:plus|de plus amples)|para más información"
    r"|للاستفسار|للتواصل|لمزيد من المعلومات|للمزيد من المعلومات|للاستعلام|جهة الاتصال|контакт)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
PHONE = re.compile(r"(?:\+|00)\s?\d(?:[\s().-]*\d){6,}|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}")
HEADING = re.compile(r"(?:.*:|[^.:]{1,40})\s*")


@dataclass(frozen=True, kw_only=True)
class Ending:
    """The paragraphs that are the release, what was left out, the press address, and why."""

    paragraphs: tuple[str, ...]
    contact: str | None = None
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_ending(paragraphs: tuple[str, ...]) -> Ending:
    """Part the release from what is only for journalists.

    Nothing of that stays in the text: a signed text is kept word for word for good, and a press
    officer's name and number should not be.
    """
    body, after, notes = _at_the_mark(paragraphs)
    body, press = _without_press_lines(body)
    aside = press + after
    found = ADDRESS.search("\n".join(filter(_holds_contact, aside)))
    if press and not found:
        notes.append("The line for media inquiries gives no address; it was left out.")
    if found:
        notes.append(f"{found[0]} was read as the address for the press; its lines are not part of the text.")
    return Ending(
        paragraphs=tuple(body), contact=found[0] if found else None, left_out=tuple(aside), notes=tuple(notes)
    )


def _at_the_mark(paragraphs: tuple[str, ...]) -> tuple[list[str], list[str], list[str]]:
    """Body, what stands behind the end with its mark, and a note if that is more than the mark."""
    for position, paragraph in enumerate(paragraphs[1:], start=1):
        body, behind = list(paragraphs[:position]), list(paragraphs[position + 1 :])
        first, _, others = paragraph.partition("\n")
        before, _, last = paragraph.rpartition("\n")
        if END_MARK.fullmatch(first):
            behind = [*filter(None, [others]), *behind]
            return body, [first, *behind], _note(behind, "The text ends at its end mark")
        if END_MARK.fullmatch(last):
            return [*body, before], [last, *behind], _note(behind, "The text ends at its end mark")
        if _heads_notes(paragraph):
            behind = [paragraph, *behind]
            return body, behind, _note(behind, "The text ends before the notes to editors")
    return list(paragraphs), [], []


def _note(behind: list[str], sentence: str) -> list[str]:
    if not behind:
        return []
    amount = "1 paragraph" if len(behind) == 1 else f"{len(behind)} paragraphs"
    return [f"{sentence}; {amount} behind it left out."]


def _heads_notes(paragraph: str) -> bool:
    match = EDITORS.match(paragraph)
    if not match:
        return False
    return not match["more"] or paragraph[: match.start("more")].rstrip(" ").endswith((":", "\n"))


def _without_press_lines(body: list[str]) -> tuple[list[str], list[str]]:
    """Part lines for the press, and the names and numbers right behind them, from the text."""
    kept = body[:1]
    press: list[str] = []
    taking = False
    for paragraph in body[1:]:
        taking = _is_press_line(paragraph) or (taking and _holds_contact(paragraph))
        (press if taking else kept).append(paragraph)
    return kept, press


def _is_press_line(paragraph: str) -> bool:
    if len(paragraph) > CONTACT_LONGEST or not FOR_THE_PRESS.match(paragraph):
        return False
    return _holds_contact(paragraph) or bool(HEADING.fullmatch(paragraph))


def _holds_contact(paragraph: str) -> bool:
    return len(paragraph) <= CONTACT_LONGEST and bool(ADDRESS.search(paragraph) or PHONE.search(paragraph))
