import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.releases.rendering import blocks, render, summary

REL = 'rel="noreferrer nofollow"'


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("First.\n\nSecond.", "<p>First.</p>\n<p>Second.</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("*now* and **today**", "<p><em>now</em> and <strong>today</strong></p>\n"),
        ("We ask:\n- this\n- that", "<p>We ask:</p>\n<ul>\n<li>this</li>\n<li>that</li>\n</ul>\n"),
        ("• this\n\n• *that*", "<ul>\n<li>this</li>\n<li><em>that</em></li>\n</ul>\n"),
        ("1. this\n2. that", "<ol>\n<li>this</li>\n<li>that</li>\n</ol>\n"),
        ("١. هذا\n٢. ذاك", "<ol>\n<li>هذا</li>\n<li>ذاك</li>\n</ol>\n"),
        (
            "[UN](https://www.un.org/?a=1&b=2)",
            f'<p><a href="https://www.un.org/?a=1&amp;b=2" {REL}>UN</a></p>\n',
        ),
        ("[us](mailto:a@example.org)", f'<p><a href="mailto:a@example.org" {REL}>us</a></p>\n'),
        ('[a](http://x.example "title")', f'<p><a href="http://x.example" {REL}>a</a></p>\n'),
        ("他说*很*好", "<p>他说<em>很</em>好</p>\n"),
    ],
)
def test_the_marks_we_know(body, html):
    assert render(body) == html


@pytest.mark.parametrize(
    "body",
    [
        "2016. It was a year of siege.",
        "3. Third.\n\n5. Fifth.",
        "- No, said the doctor.",
        "# Aleppo",
        "#Aleppo",
        "snake_case_name and 5*3*2",
        "2 * 3 * 4",
        "f*** and s***",
        "killed* and wounded*",
        "* * *",
        "---",
        "===",
        "`code`",
        "C:\\new folder\\",
        "a \\[b\\]",
        "+963 11 234 567",
        "~~struck~~",
        "| a | b |",
        "[a]: https://x.example",
    ],
)
def test_accidents_stay_as_they_were_written(body):
    assert "".join(text for _, text in blocks(body)) == body.replace("\n\n", "")
    assert render(body) == "".join(f"<p>{part}</p>\n" for part in body.split("\n\n"))


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/desk",
        "https:",
        "https:///x",
        "https://www.un.org@evil.example/",
        "mailto:",
    ],
)
def test_a_link_elsewhere_is_only_text(link):
    assert "<a" not in render(f"[sign]({link})")
    assert [text for _, text in blocks(f"[sign]({link})")] == [f"[sign]({link})"]


def test_html_is_text():
    assert render("<b onclick=x>&amp;</b>") == "<p>&lt;b onclick=x&gt;&amp;amp;&lt;/b&gt;</p>\n"
    assert (
        render("![a](https://x.example/a.png)") == f'<p>!<a href="https://x.example/a.png" {REL}>a</a></p>\n'
    )


def test_blocks_are_plain_text_and_a_number_stays_with_its_item():
    body = "We *ask*:\n\n1. [this](https://x.example)\n2. that\n\n- one\n- two\nlines"
    assert blocks(body) == [
        ("paragraph", "We ask:"),
        ("numbered", "1. this"),
        ("numbered", "2. that"),
        ("item", "one"),
        ("item", "two\nlines"),
    ]


@pytest.mark.parametrize(
    ("body", "length", "text"),
    [
        ("Short *and* whole.\n\nSecond.", 200, "Short and whole. Second."),
        ("Aleppo is under siege, and the people", 24, "Aleppo is under siege…"),
        ("حلب تحت الحصار، وأهلها يتوقعون", 18, "حلب تحت الحصار…"),
        ("居民担心他们即将被消灭", 6, "居民担心他…"),
        ("", 200, ""),
    ],
)
def test_a_summary_is_cut_between_words(body, length, text):
    assert summary(body, length) == text


class Seen(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, text):
        self.words += text


MARKS = "* ** _ [ ]( ) < > & &lt; <script> onclick= javascript: https://x.example mailto:a@b.example"
PIECES = st.sampled_from([*MARKS.split(), *"\"'\\`#!aب ", "- ", "1. ", "2. ", "\n", "\n\n", "\t"])
BODIES = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=80))


@given(BODIES)
def test_no_other_tag_attribute_or_scheme_comes_out(body):
    for tag, attributes in Seen(str(render(body))).tags:
        assert (tag, sorted(attributes)) in [
            *[(plain, []) for plain in ("p", "br", "em", "strong", "ul", "ol", "li")],
            ("a", ["href", "rel"]),
        ]
        assert re.match(r"https?://[^@]+$|mailto:|^$", attributes.get("href", ""))


def words(text):
    return re.findall(r"[^\W_]+", text)


@given(BODIES.filter(lambda body: "](" not in body and "\x00" not in body))
def test_no_word_of_the_text_is_lost(body):
    plain = "\n".join(text for _, text in blocks(body))
    assert words(plain) == words(body)
    unnumbered = [re.sub(r"^\S+ ", "", text) if kind == "numbered" else text for kind, text in blocks(body)]
    assert words(Seen(str(render(body))).words) == words("\n".join(unnumbered))


@given(BODIES, st.integers(2, 60))
def test_a_summary_keeps_to_its_length(body, length):
    text = summary(body, length)
    assert len(text) <= length
    assert text == " ".join(text.split())


def test_notes_to_editors_are_a_section_below_the_text():
    html = render("They ask.\n\nNotes to editors:\n1. Built in 1987.\n2. Repaired.\n\nMore on the page.")
    assert html == (
        "<p>They ask.</p>\n"
        '<section class="notes">\n<p>Notes to editors:</p>\n<ol>\n<li>Built in 1987.</li>\n<li>Repaired.</li>\n</ol>\n'
        "<p>More on the page.</p>\n</section>\n"
    )
    assert "section" not in render("Notes to editors of papers come later.\n\nThey ask.")
