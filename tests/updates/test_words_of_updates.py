"""What the words of an update may be, and how they are read."""

import pytest

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.updates.wording import Words
from tests.cast import Client, Site, heading
from tests.updates.telling import MET, MET_IN_ARABIC, told, write
from tests.updates.test_updates import ONE


@pytest.mark.parametrize(
    ("words", "said", "field"),
    [
        ({"en": Words("", "")}, "Nothing is written here yet.", "headline-en"),
        ({"en": Words("Only this", " \n")}, "This headline needs a text.", "body-en"),
        ({"en": MET, "ar": Words("", "نص")}, "This text needs a headline.", "headline-ar"),
        (
            {"en": Words("x" * 151, "y")},
            "A headline has at most 150 characters, as it is the subject of a mail too.", "headline-en",
        ),
        ({"en": Words("x", "y" * 20_001)}, "At most 20000 characters fit there.", "body-en"),
        (
            {"en": MET_IN_ARABIC},
            "This looks like ar, but the field is for en. If it is right, say so below. At a terminal that is "
            "--sure-of-language.",
            "body-en",
        ),
    ],
)  # fmt: skip
def test_what_cant_be_an_update(site: Site, words: dict[str, Words], said: str, field: str) -> None:
    with pytest.raises(Refusal) as refusal:
        write(**words)
    assert (sentence(refusal.value), refusal.value.field) == (said, field)


def test_what_a_mail_program_wrapped_is_joined_as_in_a_release(site: Site, client: Client) -> None:
    wrapped = (
        "The Council met on Monday in New York, and for the first time in a year\nall fifteen members spoke."
    )
    told(en=Words("The\u202e  Council", f"{wrapped}\r\n\r\n\r\n\r\nMore follows."))
    page = client.get(ONE).text
    assert heading(page) == "The Council"
    assert f"<p>{wrapped.replace(chr(10), ' ')}</p>\n<p>More follows.</p>" in page


def test_markup_in_it_is_text_and_links_tell_nobody(site: Site, client: Client) -> None:
    told(
        en=Words(
            "A <b>bold</b> step",
            "See [this](https://example.org/a) and [that](javascript:x) <script>x</script>",
        )
    )
    page = client.get(ONE).text
    assert "<h1>A &lt;b&gt;bold&lt;/b&gt; step</h1>" in page
    assert (
        '<a href="https://example.org/a" rel="noreferrer nofollow">this</a> and [that](javascript:x)' in page
    )
    assert "<script>x" not in page
