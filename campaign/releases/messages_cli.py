"""What this room refuses, in words, and the command that helps."""

from babel import Locale

from campaign.lib.refusal import Message
from campaign.releases.reading.language import UNDETERMINED

NAMES = {UNDETERMINED: "another language"}


def named_language(code: str) -> str:
    """A language in English, for a sentence."""
    return NAMES.get(code) or Locale.parse(code).get_language_name("en") or code


PASTE = "select everything, copy, and paste it with: campaign publish -"

MESSAGES = {
    "no-campaign": Message("There is no campaign {slug!r}.", "campaign list shows those there are."),
    "which": Message("Which campaign?", "campaign list shows those there are."),
    # A text that is published.
    "bad-slug": Message(
        "{slug!r} can't be an address: use small letters, digits and single hyphens, such as clear-skies."
    ),
    "slug-taken": Message("There is a campaign {slug!r} already. Choose another address."),
    "own-address": Message("{slug!r} is an address of the site's own. Choose another slug."),
    "cant-read": Message("{file} can't be read: {problem}."),
    "missing": Message("Missing: {missing}."),
    "half-demand": Message(
        "The demand ends in the middle: {demand!r}. Write it whole: it is what people sign."
    ),
    "long-demand": Message("A demand has one or two sentences, at most {most} characters."),
    "closed-for-texts": Message("{slug} is closed; its texts stay as they were signed."),
    "signed-demand": Message(
        "People have signed this demand; it can't change any more. Publish another campaign for another demand."
    ),
    # A draft of one.
    "no-slug-given": Message("Whose text is it? Say --slug.", "campaign publish FILE --slug SLUG"),
    "which-kind": Message(
        "This changes a text that is public: is it a spelling, which needs no note, or a fact, which is noted under "
        "the text?",
        "--kind spelling, or --kind fact with --corrected",
    ),
    "spelling-has-no-note": Message(
        "A spelling gets no note under the text: leave --corrected out, or say --kind fact."
    ),
    "what-was-corrected": Message(
        "Say what was corrected, in a sentence that stands under the text. Missing in: {languages}.",
        '--corrected "en=An earlier text gave another number."',
    ),
    "long-correction": Message("What was corrected is said in at most {most} characters."),
    "no-draft": Message("{slug} has no such draft.", "campaign publish FILE --slug {slug} makes one."),
    "draft-of-an-older-text": Message(
        "Another text was published since the draft in {language} was made. Make it anew from that one.",
        "campaign publish FILE --slug {slug} --language {language}",
    ),
    "other-language": Message(
        "The {part} doesn't look like {language}, but like {looks}.", "If it is: --yes"
    ),
    # A text that is taken down.
    "draft-is-not-shown": Message("{slug} is a draft; nobody reads it yet."),
    "taken-down": Message(
        "The words of {slug} are taken down or withdrawn; nothing is made of them or sent with them.",
        "See: campaign take-down --help",
    ),
    "uncorrected": Message(
        "{slug} was taken down on {since}, and no text was published since. Publish a correction first; if nothing "
        "was wrong with it:",
        "campaign take-down {slug} --undo",
    ),
    "no-text-left": Message(
        "Every text of {slug} was withdrawn. Publish another first.", "campaign publish FILE --slug {slug}"
    ),
    "text-is-shown": Message(
        "This is the text that people read now in {language}. Publish a correction first, or take the campaign down.",
        "campaign take-down {slug}",
    ),
    "which-text": Message("More than one text of {slug} begins so; give more of its hash."),
    "no-text-of-that-hash": Message(
        "{slug} has no text of that hash; its address ends in it.",
        "campaign withdraw-text {slug} lists them.",
    ),
    "older-revision": Message(
        "These words stood here before, in an older revision. Change at least one of them."
    ),
    # A file that is no text.
    "too-large": Message(
        "This file is too large for a press release: {kilobytes} KB, and at most {most} KB are read."
    ),
    "empty": Message("There is nothing in it. Check that the file was saved, or the text pasted."),
    "web-page": Message("This is a web page's source.", f"Open it in a browser, {PASTE}"),
    "pdf": Message("This is a PDF.", f"Open it, {PASTE}"),
    "rich-text": Message("This is a rich text file (RTF). Save it again as plain text (.txt, UTF-8)."),
    "old-word": Message("This is an old Word document. In Word, save it as plain text (.txt, UTF-8)."),
    "picture": Message(
        "This is a picture. The release is needed as text: copy it from where it was written."
    ),
    "word": Message("This is a Word document (.docx). In Word, save it as plain text (.txt, UTF-8)."),
    "open-document": Message(
        "This is an OpenDocument file (.odt). In LibreOffice, save it as text (.txt, UTF-8)."
    ),
    "archive": Message(
        "This is a zip archive or an office document. Save the release as plain text (.txt, UTF-8)."
    ),
    "utf-32": Message("This text is encoded as UTF-32. Save it again as UTF-8."),
    "damaged-utf-16": Message("This text says it is UTF-16 but is damaged. Save it again as UTF-8."),
    "no-text-file": Message("This is not a text file. Save the release as plain text (.txt, UTF-8)."),
    "other-encoding": Message(
        "This text is not encoded as UTF-8 (line {line}); perhaps as Windows-1252 or Windows-1256. "
        "Save it again as UTF-8."
    ),
    # A text that is no release.
    "too-long": Message("This text is too long for a press release: {length} characters."),
    "no-headline": Message("There is no headline and no text in it."),
    "no-text": Message(
        "There is a headline but no text. Leave a blank line under the headline, then the text."
    ),
    "text-for-headline": Message(
        "The first line is no headline but already the text. "
        "Put a headline of at most {longest} characters on a line of its own at the top."
    ),
    # What is known of a campaign besides.
    "closed-for-changes": Message("{slug} is closed; nothing about it can change."),
    "closing-day-past": Message("The closing day {closes} is not in the future."),
    "risk-stays": Message(
        "People sign here under the promise that nothing gives them away; the answer can't become no any more."
    ),
    "goal": Message("A goal is a number of signatures, 1 or more."),
    "not-countries": Message(
        "Not country codes: {codes}. Withheld countries are ISO codes such as SY,IR, or none."
    ),
    "unfit-line": Message(
        "This can't be stored: a line of at most {most} characters, without control signs."
    ),
    "empty-line": Message("Fill this in."),
    "no-website": Message("Enter a website like https://example.org."),
    "no-day": Message("Enter a day like 2017-03-24."),
    "no-day-in-it": Message("The text doesn't say its day. Enter it, like 2016-09-24."),
    "no-contact": Message("Enter an email address like press@example.org."),
    "nobody-behind-it": Message("Say who is behind it, one name a line."),
    "too-many-names": Message("At most {most} names."),
    "no-such-outcome": Message("That is no way in which this can have gone."),
    "too-many-providers": Message("At most {most} providers are tried."),
    "whose-missions": Message("Choose at least one State to write to."),
    # Opening.
    "closed-for-good": Message("{slug} is closed; a closed campaign can't be opened again."),
    "example-in-public": Message("The example campaign opens on this machine's own address only."),
    "would-close": Message(
        "The closing day, {closes}, is past: it would close again at once, and for good.",
        "campaign set {slug} --closes DAY",
    ),
    "unanswered": Message("Before {slug} opens, answer: {missing}.", "See: campaign set {slug} --help"),
    "unnamed-organisers": Message("who is behind it", "(--organiser)"),
    "unnamed-contact": Message("an address for questions", "(--contact)"),
    "unnamed-withheld": Message("which countries are withheld", "(--withhold SY,IR or none)"),
    "unnamed-text": Message("a text", "(campaign publish)"),
    "unnamed-holder": Message("somebody who holds a key", "(campaign keys add)"),
    "unnamed-proof": Message("proof that they can open what is sealed: {holders}", "(campaign keys drill)"),
    "no-text-yet": Message("{slug} has no text yet.", "campaign publish FILE --slug {slug}"),
    "alone": Message(
        "Too much of {slug} hangs on one person to open it in public. Missing: {missing}.",
        "To open it all the same: campaign open {slug} --alone",
    ),
    "lacks-risk": Message(
        "an answer to whether having signed could harm somebody", "(campaign set {slug} --risk yes)"
    ),
    "lacks-owners": Message(
        "two owners who each sign in with a second factor or one who has typed a recovery code back",
        "(campaign organiser invite MAIL --campaign {slug})",
    ),
    "lacks-holders": Message(
        "two holders of keys in two places or one whose key somebody else keeps on paper",
        "(campaign keys place NAME PLACE)",
    ),
    "no-holder": Message(
        "Nobody holds a key yet, so nothing could be sealed.",
        "On an organiser's computer: campaign keys new NAME; here: campaign keys add FILE",
    ),
    "unproved": Message(
        "Not proved yet that they can open what is sealed: {holders}.", "See: campaign keys drill --help"
    ),
    # Pausing and closing.
    "not-in-the-future": Message("{until} is not in the future."),
    "draft-is-not-open": Message("{slug} is a draft; only an open campaign can be paused."),
    "closed-is-not-open": Message("{slug} is closed; only an open campaign can be paused."),
    "draft-has-nothing-to-close": Message("{slug} is a draft; it has nothing to close."),
    "other-slug-typed": Message("{typed!r} is not {slug!r}. Nothing was changed."),
}
