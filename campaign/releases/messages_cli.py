"""What this room refuses, in words, and the command that helps."""

from babel import Locale

from campaign.lib.refusal import Message
from campaign.reading.language import UNDETERMINED

NAMES = {UNDETERMINED: "another language"}


def named_language(code: str) -> str:
    """A language in English, for a sentence."""
    return NAMES.get(code) or Locale.parse(code).get_language_name("en") or code


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
    "no-day": Message("The release has no day yet.", "--date YYYY-MM-DD"),
    "long-headline": Message("The headline has 1 to {most} characters."),
    "long-place": Message("The place has at most {most} characters, or is left empty."),
    "no-body": Message("There is no text under the headline."),
    "many-paragraphs": Message("This has more than {most} paragraphs. A release is shorter."),
    "half-demand": Message(
        "The demand ends in the middle: {demand!r}. Write it whole: it is what people sign."
    ),
    "long-demand": Message("A demand has one or two sentences, at most {most} characters."),
    "closed-for-texts": Message("{slug} is closed; its texts stay as they were signed."),
    "signed-demand": Message(
        "People have signed this demand; it can't change any more. Publish another campaign for another demand."
    ),
    "unsigned-demand": Message(
        "Nobody has signed the demand in {language} yet: correct the demand itself, without a note."
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
    "no-draft-campaign": Message(
        "{slug} was opened already; only a campaign that nobody could sign is deleted."
    ),
    "only-language": Message(
        "{slug} has no other language. Delete all of it, or publish another text first.",
        "campaign discard {slug}",
    ),
    "draft-of-an-older-text": Message(
        "Another text was published since the draft in {language} was made. Make it anew from that one.",
        "campaign publish FILE --slug {slug} --language {language}",
    ),
    "other-language": Message(
        "The {part} doesn't look like {language}, but like {looks}.", "If it is: --yes"
    ),
    "two-languages": Message(
        "This text is in more than one language: {languages}. A draft is in one: take what is in each by itself.",
        "--part --language CODE; if it is all one text: --yes",
    ),
    "no-part": Message(
        "This text has no part in {language}; it is in {languages}.", "Say another --language."
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
    "no-such-day": Message("Enter a day like 2017-03-24."),
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
