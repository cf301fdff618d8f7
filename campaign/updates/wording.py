"""What somebody types as an update in one language, as it is stored: read as releases are."""

from dataclasses import dataclass

from campaign.lib.refusal import Refusal
from campaign.reading.cleaning import clean
from campaign.reading.language import looks_other
from campaign.reading.wrapping import paragraphs

LONGEST_HEADLINE = 150  # as the subject of a mail
LONGEST_BODY = 20_000


@dataclass(frozen=True)
class Words:
    """A headline and a text, in the few marks that releases know. Both are empty where nothing is said."""

    headline: str
    body: str

    def __bool__(self) -> bool:
        return bool(self.headline)


def fit(language: str, typed: Words, *, sure_of_language: bool = False) -> Words:
    """The same without what hides or was wrapped by a mail program. Raises Refusal, about the language's field."""
    headline = " ".join(clean(typed.headline)[0].split())
    body = "\n\n".join(paragraphs(clean(typed.body)[0]))
    if body and not headline:
        raise Refusal("updates/no-headline").about(f"headline-{language}")
    if headline and not body:
        raise Refusal("updates/no-body").about(f"body-{language}")
    if len(headline) > LONGEST_HEADLINE:
        raise Refusal("updates/long-headline", most=LONGEST_HEADLINE).about(f"headline-{language}")
    if len(body) > LONGEST_BODY:
        raise Refusal("updates/long-body", most=LONGEST_BODY).about(f"body-{language}")
    looks = None if sure_of_language else looks_other(f"{headline}\n{body}", language)
    if looks:
        raise Refusal("updates/other-language", looks=looks, language=language).about(f"body-{language}")
    return Words(headline, body)
