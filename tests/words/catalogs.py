"""The catalogs of words: what is gathered, which of the two holds it, and how each language's files are written.

`messages` holds what the public reads, `desk` what organisers and holders of keys read; a message said to both stands
in the first. So a language can have the first alone. Run as a program it brings all files up to date: `make words`.
"""

import io
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "campaign/translations"
PUBLIC, DESK = DOMAINS = ("messages", "desk")
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
WIDTH = 118
MADE = "2026-01-01 00:00+0000"  # a day of its own in each file would make a difference where there is none

# Where nobody but organisers and holders of keys reads. What a room refuses is said at the desk, but for `lib`, whose
# refusals of mail addresses the signers' form says too.
DESKS = (
    "templates/desk/", "templates/vault/", "templates/mail/", "campaign/desk/", "campaign/organisers/",
    "campaign/notifications/", "campaign/reading/", "campaign/missions/", "campaign/moderation/", "campaign/backup/",
    "campaign/jobs/", "campaign/releases/emails.py", "campaign/letters/specimens.py", "campaign/vault/holder_page.py",
)  # fmt: skip
SAID_TO_BOTH = ("campaign/lib/messages_cli.py",)

# How many forms, and which one a whole number takes, as CLDR has it; its forms for fractions are left out.
SLAVIC = "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)"
PLURALS = {
    "ar": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"),
    "ckb": (2, "(n != 1)"),
    "de": (2, "(n != 1)"),
    "es": (3, "(n==1 ? 0 : n!=0 && n%1000000==0 ? 1 : 2)"),
    "fa": (2, "(n > 1)"),
    "fr": (3, "(n<=1 ? 0 : n%1000000==0 ? 1 : 2)"),
    "ku": (2, "(n != 1)"),
    "pt": (3, "(n<=1 ? 0 : n%1000000==0 ? 1 : 2)"),
    "ru": (3, SLAVIC),
    "tr": (2, "(n != 1)"),
    "uk": (3, SLAVIC),
    "zh": (1, "0"),
}


def path_of(language: str, domain: str, kind: str = "po") -> Path:
    """The file of a language's words, as people write it (`po`) or as the program reads it (`mo`)."""
    return FOLDER / language / "LC_MESSAGES" / f"{domain}.{kind}"


def languages(domain: str = PUBLIC) -> list[str]:
    """The languages that have a file of the domain."""
    return sorted(path.parents[1].name for path in FOLDER.glob(f"*/LC_MESSAGES/{domain}.po"))


@cache
def gathered() -> dict[str | tuple[str, ...], tuple[str, ...]]:
    """Every message in templates and Python, one id or singular and plural, with the files that say it."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        mappings = tomllib.load(file)["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    places: dict[str | tuple[str, ...], list[str]] = {}
    for name, _, message, _, _ in extract_from_dir(ROOT, methods, keywords=KEYWORDS):
        if message:
            places.setdefault(message, []).append(name)
    return {message: tuple(sorted(set(names))) for message, names in places.items()}


def is_of_the_desk(file: str) -> bool:
    """Whether what a file says is read by organisers and holders alone."""
    return file not in SAID_TO_BOTH and (file.startswith(DESKS) or file.endswith("/messages_cli.py"))


def domain_of(message: str | tuple[str, ...]) -> str:
    """The catalog in which a gathered message stands."""
    return DESK if all(is_of_the_desk(file) for file in gathered()[message]) else PUBLIC


def template(domain: str) -> Catalog:
    """All messages of the domain, without words."""
    catalog = Catalog(project="Campaign", version="", creation_date=None)
    for message in gathered():
        if domain_of(message) == domain:
            catalog.add(message)
    return catalog


def read(language: str, domain: str) -> Catalog:
    """A language's catalog of the domain; an empty one where it has none."""
    path = path_of(language, domain)
    if not path.exists():
        return new(language, domain)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def new(language: str, domain: str) -> Catalog:
    """A catalog that begins, with the head that says how its language counts."""
    whose = "pages and mails" if domain == PUBLIC else "desk and of the holders’ page"
    forms, rule = PLURALS[language]
    head = f"""# Words of the {whose}.
msgid ""
msgstr ""
"Project-Id-Version:  Campaign\\n"
"Report-Msgid-Bugs-To: \\n"
"POT-Creation-Date: {MADE}\\n"
"PO-Revision-Date: {MADE}\\n"
"Last-Translator: \\n"
"Language: {language}\\n"
"Language-Team: {language}\\n"
"Plural-Forms: nplurals={forms}; plural={rule};\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
    return read_po(io.BytesIO(head.encode()), locale=language)


def messages(catalog: Catalog) -> Iterator[Message]:
    """All but the head."""
    return (message for message in catalog if message.id)


def forms(message: Message) -> tuple[str, ...]:
    """The words of a message: one text, or one for each form of the plural."""
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string,)


def form_of(language: str, count: int) -> int:
    """Which form of the plural a number takes."""
    return _rule(language)(count)


@cache
def _rule(language: str) -> Callable[[int], int]:
    return cast(Callable[[int], int], c2py(PLURALS[language][1]))


def brought_up_to_date(language: str, domain: str) -> Catalog:
    """The catalog with what is gathered now; words that stood in the other domain's come along."""
    catalog, other = read(language, domain), read(language, PUBLIC if domain == DESK else DESK)
    written = {message.id: message for message in messages(other) if all(forms(message))}
    catalog.update(template(domain), no_fuzzy_matching=True, update_creation_date=False)
    for message in messages(catalog):
        if not all(forms(message)) and message.id in written:
            message.string = written[message.id].string
    return catalog


def write(catalog: Catalog, language: str, domain: str) -> None:
    """Both files, that people write and that the program reads."""
    path = path_of(language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=WIDTH, sort_output=True, no_location=True, ignore_obsolete=True)
    with path_of(language, domain, "mo").open("wb") as file:
        write_mo(file, read(language, domain))


def main() -> None:
    """Bring every file up to date. Both domains of a language are read before one of them is written."""
    for language in languages():
        domains = [domain for domain in DOMAINS if path_of(language, domain).exists()]
        catalogs = [brought_up_to_date(language, domain) for domain in domains]
        for catalog, domain in zip(catalogs, domains, strict=True):
            write(catalog, language, domain)


if __name__ == "__main__":
    main()
