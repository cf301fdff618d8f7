"""What a change of a public update is: a spelling, or a fact, which is noted under it in each language."""

from collections.abc import Iterable, Mapping

from campaign.lib.refusal import Refusal
from campaign.reading.cleaning import clean
from campaign.releases.actions.drafting import LONGEST_SENTENCE
from campaign.releases.models import CorrectionKind
from campaign.updates.models import Update, UpdateText


def changes_words(update: Update, texts: Iterable[UpdateText]) -> bool:
    """Whether what the public read would read otherwise, or not at all; a further language changes nothing."""
    return update.day != update.shown_day or any(
        text.shown_headline and (text.headline, text.body) != (text.shown_headline, text.shown_body)
        for text in texts
    )


def required_sentences(
    texts: Iterable[UpdateText], kind: CorrectionKind | None, corrected: Mapping[str, str]
) -> dict[str, str]:
    """What is noted: nothing of a spelling, of a fact a line in each language of the update. Raises Refusal."""
    match kind:
        case None:
            raise Refusal("updates/which-kind").about("kind")
        case CorrectionKind.SPELLING:
            return {}
        case CorrectionKind.FACT:
            sentences = {code: " ".join(clean(each)[0].split()) for code, each in corrected.items()}
            languages = [text.language for text in texts if text.headline]
            if missing := [code for code in languages if not sentences.get(code)]:
                raise Refusal("updates/what-was-corrected", languages=missing).about("corrected")
            if any(len(sentences[code]) > LONGEST_SENTENCE for code in languages):
                raise Refusal("updates/long-correction", most=LONGEST_SENTENCE).about("corrected")
            return {code: sentences[code] for code in languages}
