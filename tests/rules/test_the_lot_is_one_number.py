"""How many joins or leaves a statement takes in at once is one constant: pages, mails, letters and documents say it."""

import re
from pathlib import Path

import pytest

from campaign.tally.lots import LOT

ROOT = Path(__file__).parents[2]
IN_WORDS = {20: "twenty"}[LOT]
# A number of people or signatures that is written out where the constant belongs.
WRITTEN_OUT = re.compile(
    r"\b(?:20|twenty|vingt|veinte|двадцат\w*|عشرون|عشرين)\b(?= (?:or more|o más|people|have signed|joins|leaves|firmas|"
    r"signataires|человек|شخص|أو أكثر))|au moins vingt\b|по двадцать|二十(?:个|人)"
)
DOCUMENTS = {
    "letters.md": f"only when {IN_WORDS} or more signatures, or {IN_WORDS} or more withdrawals, are taken in at once",
    "log.md": f"if they are {LOT} or more; and it lets go all *leaves*",
    "architecture.md": f"signatures that none has taken in yet, once {LOT} of them wait",
    "threat-model.md": f"lots, each whole, of {LOT} or more",
    "settings.md": f"| `CAMPAIGN_STATE_ENTRIES` | `{LOT}` |",
    "going-public.md": f"Letters can be made once {IN_WORDS} have signed",
    "data-protection/impact-assessment.md": f"Full tens, {IN_WORDS} at a time",
}


def test_no_page_mail_letter_or_command_writes_it_out() -> None:
    sources = [
        path
        for folder, kinds in (("campaign", ("py", "toml")), ("templates", ("html", "txt", "typ")))
        for kind in kinds
        for path in (ROOT / folder).rglob(f"*.{kind}")
    ]
    assert len(sources) > 400
    written = {
        str(path.relative_to(ROOT)): WRITTEN_OUT.findall(path.read_text("utf-8"))
        for path in sources
        if WRITTEN_OUT.search(path.read_text("utf-8"))
    }
    assert written == {}


@pytest.mark.parametrize(
    "sentence", ["once 20 have signed", "twenty or more at a time", "达到二十人后", "у двадцати человек"]
)
def test_a_sentence_that_writes_it_out_is_seen(sentence: str) -> None:
    assert WRITTEN_OUT.search(sentence)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_documents_say_the_same(document: str) -> None:
    text = " ".join((ROOT / "docs" / document).read_text("utf-8").split())
    assert DOCUMENTS[document] in text


@pytest.mark.parametrize("verifier", ["static/verify.py", "browser/verify/log.js"])
def test_both_verifiers_ask_for_the_same(verifier: str) -> None:
    assert re.findall(r"^(?:const )?LOT = (\d+)", (ROOT / verifier).read_text("utf-8"), re.M) == [str(LOT)]
