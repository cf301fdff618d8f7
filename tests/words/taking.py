"""Takes words in that somebody translated or corrected: {English: words}, or [words of each form], as JSON.

Nothing is taken that has lost a value, a form or a mark of the English.
"""

import re
from collections.abc import Mapping, Sequence

from babel.messages.catalog import Catalog, Message

from tests.words.catalogs import form_of, forms, messages

VALUE = re.compile(r"%\(\w+\)s|\{\w+(?::[^{}]*)?\}")
COUNTED = 1_000  # numbers up to which a form is asked whom it serves


def values(text: str) -> list[str]:
    """The places in a text that are filled in when it is said: %(name)s and {name}."""
    return sorted(VALUE.findall(text))


def spoiled(message: Message, words: str | Sequence[str], language: str) -> str | None:
    """What is wrong with the words of a message, in a sentence; None if nothing is."""
    texts = [words] if isinstance(words, str) else list(words)
    if isinstance(message.id, str):
        if not isinstance(words, str):
            return "it has no plural"
        return _against(message.id, words, values(message.id))
    needed = len({form_of(language, count) for count in (*range(COUNTED), 1_000_000)})
    if isinstance(words, str) or len(texts) != needed:
        return f"it needs {needed} forms, as a list"
    return next(filter(None, (_form(message, language, form, text) for form, text in enumerate(texts))), None)


def _form(message: Message, language: str, form: int, text: str) -> str | None:
    """A form may leave out the number only where it serves a single one, as "one thing" does."""
    wanted = values(message.id[1])
    served = [count for count in range(COUNTED) if form_of(language, count) == form]
    without = [value for value in wanted if value != "%(num)s"]
    if len(served) == 1 and values(text) == without:
        return _against(message.id[0], text, without)
    return _against(message.id[1], text, wanted)


def _against(english: str, text: str, wanted: list[str]) -> str | None:
    if not text.strip():
        return "it is empty"
    if text != text.strip() or "\n" in text:
        return "it begins or ends with a blank, or has more than one line"
    if values(text) != wanted:
        return (
            f"its values are {' '.join(values(text)) or 'none'}, and should be {' '.join(wanted) or 'none'}"
        )
    if sorted(re.findall(r"</?\w+|&\w+;|%%", text)) != sorted(re.findall(r"</?\w+|&\w+;|%%", english)):
        return "its markup is not that of the English"
    return None


def take(
    catalog: Catalog, translated: Mapping[str, str | Sequence[str]], language: str
) -> tuple[int, list[str]]:
    """Write the words into the catalog; how many were new, and what was not taken, each with its reason.

    The English of a message with a plural is its singular.
    """
    by_english = {m.id if isinstance(m.id, str) else m.id[0]: m for m in messages(catalog)}
    count, refused = 0, []
    for english, words in translated.items():
        message = by_english.get(english)
        if message is None:
            refused.append(f"{english!r}: no such message")
        elif problem := spoiled(message, words, language):
            refused.append(f"{english!r}: {problem}")
        else:
            now = (words,) if isinstance(words, str) else tuple(words)
            count += forms(message) != now or message.fuzzy
            message.string = words if isinstance(words, str) else now
            message.flags.discard("fuzzy")
    return count, refused


def left(catalog: Catalog) -> list[str]:
    """The English of all that has no words yet, or doubtful ones."""
    without = (m for m in messages(catalog) if m.fuzzy or not all(forms(m)))
    return [m.id if isinstance(m.id, str) else m.id[0] for m in without]
