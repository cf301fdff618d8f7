"""What this room refuses, in words, and the command that helps."""

from babel import Locale

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _
from campaign.reading.language import UNDETERMINED

NAMES = {UNDETERMINED: "another language"}


def named_language(code: str) -> str:
    """A language in English, for a sentence."""
    return NAMES.get(code) or Locale.parse(code).get_language_name("en") or code


MESSAGES: dict[str, Message] = {
    "no-campaign": Message("There is no campaign {slug!r}.", "campaign list shows those there are."),
    "which": Message("Which campaign?", "campaign list shows those there are."),
    # A text that is published.
    "bad-slug": Message(
        _("{slug!r} can't be an address: use small letters, digits and single hyphens, such as clear-skies.")
    ),
    "names-protected": Message(
        _(
            "Having signed could harm people here. Their names are opened only by the saved file, holder-file.html."
        )
    ),
    "card-protected": Message(_("Having signed could harm people here, so there is no card to show.")),
    "no-origin": Message(
        _("{text!r} isn’t a site. Write https:// and its host alone, such as https://example.org.")
    ),
    "long-framers": Message(_("Together the addresses of these sites are too long. Name fewer.")),
    "many-framers": Message(_("That is more than {most} sites.")),
    "names-off": Message(_("Names aren’t turned on here.")),
    "slug-taken": Message(_("There is already a campaign {slug!r}. Choose another address.")),
    "own-address": Message(_("{slug!r} is one of the site’s own addresses. Choose another.")),
    "cant-read": Message("{file} can't be read: {problem}."),
    "missing": Message("Missing: {missing}."),
    "no-day": Message(_("The release has no day yet."), "--date YYYY-MM-DD"),
    "long-headline": Message(_("The headline has 1 to {most} characters.")),
    "long-place": Message(_("The place has at most {most} characters, or is left empty.")),
    "no-body": Message(_("There is no text under the headline.")),
    "many-paragraphs": Message(_("This has more than {most} paragraphs. A release is shorter.")),
    "half-demand": Message(
        _("The demand ends in the middle: {demand!r}. Write it whole: it is what people sign.")
    ),
    "long-demand": Message(_("A demand has one or two sentences, at most {most} characters.")),
    "closed-for-texts": Message(_("{slug} is closed; its texts stay as they were signed.")),
    "signed-demand": Message(
        _(
            "People have signed this demand; it can no longer be changed. Publish another campaign for another demand."
        )
    ),
    "unsigned-demand": Message(
        _("Nobody has signed the demand in {language} yet: correct the demand itself, without a note.")
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
        "Say what was corrected, in a sentence that appears under the text. Missing in: {languages}.",
        '--corrected "en=An earlier text gave another number."',
    ),
    "long-correction": Message(_("Say what was corrected in at most {most} characters.")),
    "no-draft": Message(_("{slug} has no such draft."), "campaign publish FILE --slug {slug} makes one."),
    "no-draft-campaign": Message(
        _("{slug} has already been opened; only a campaign that nobody could sign can be deleted.")
    ),
    "only-language": Message(
        _("{slug} has no other language. Delete all of it, or publish another text first."),
        "campaign discard {slug}",
    ),
    "draft-of-an-older-text": Message(
        _(
            "Another text has been published since the draft in {language} was made. Make the draft again "
            "from that one."
        ),
        "campaign publish FILE --slug {slug} --language {language}",
    ),
    "other-language": Message(
        _("The {part} doesn't look like {language}, but like {looks}."), "If it is: --yes"
    ),
    "two-languages": Message(
        _(
            "This text is in more than one language: {languages}. A draft is in one: take each language separately."
        ),
        "--part --language CODE; if it is all one text: --yes",
    ),
    "no-part": Message(
        _("This text has no part in {language}; it is in {languages}."), "Say another --language."
    ),
    # A text that is taken down.
    "draft-is-not-shown": Message(_("{slug} is a draft; nobody reads it yet.")),
    "taken-down": Message(
        _("The text of {slug} has been taken down or withdrawn; nothing is made from it or sent with it."),
        "See: campaign take-down --help",
    ),
    "uncorrected": Message(
        _(
            "{slug} was taken down on {since}, and no text has been published since. Publish a correction first; "
            "if nothing was wrong with it:"
        ),
        "campaign take-down {slug} --undo",
    ),
    "no-text-left": Message(
        _("Every text of {slug} has been withdrawn. Publish another first."),
        "campaign publish FILE --slug {slug}",
    ),
    "text-is-shown": Message(
        _(
            "This is the text that people read now in {language}. Publish a correction first, or take the campaign "
            "down."
        ),
        "campaign take-down {slug}",
    ),
    "which-text": Message("More than one text of {slug} begins like that; give more of its hash."),
    "no-text-of-that-hash": Message(
        "{slug} has no text with that hash; the text's address ends in it.",
        "campaign withdraw-text {slug} lists them.",
    ),
    "older-revision": Message(
        _("These words were here before, in an older revision. Change at least one of them.")
    ),
    # What is known of a campaign besides.
    "closed-for-changes": Message(
        _(
            "{slug} is closed. Where questions go, and where and by whom letters are signed, is all that can change."
        )
    ),
    "closing-day-past": Message(_("The closing day {closes} is not in the future.")),
    "risk-stays": Message(
        _("People sign here on the promise that nothing gives them away; the answer can no longer become no.")
    ),
    "reminder-protected": Message(
        _(
            "Having signed could harm people here, so nobody is reminded: it needs the answer that it harms nobody."
        )
    ),
    "reminder-late": Message(
        _(
            "People sign here on the promise of one message; a reminder can be turned on only before the opening."
        )
    ),
    "goal": Message(_("A goal is a number of signatures, 1 or more.")),
    "not-countries": Message(
        _("Not country codes: {codes}. Withheld countries are ISO codes such as SY,IR, or none.")
    ),
    "no-such-country": Message(_("No country has this code: {code}.")),
    "unfit-line": Message(
        _(
            "This can't be stored: it has to be a line of at most {most} characters, without control characters."
        )
    ),
    "empty-line": Message(_("Fill this in.")),
    "no-website": Message(_("Enter a website like https://example.org.")),
    "no-such-day": Message(_("Enter a day like 2017-03-24.")),
    "no-contact": Message(_("Enter an email address like press@example.org.")),
    "nobody-behind-it": Message(_("Say who is behind it, one name per line.")),
    "too-many-names": Message(_("At most {most} names.")),
    "too-many-signatories": Message(_("At most {most} people sign a letter.")),
    "nameless-signatory": Message(_("“{signatory}” names nobody. Write: name, office, organisation.")),
    "no-such-outcome": Message(_("That can’t be how it went. Choose another answer.")),
    "too-many-providers": Message(_("At most {most} providers can be tried.")),
    "whose-missions": Message(_("Choose at least one State to write to.")),
    "no-mission": Message(_("No State with a mission to the United Nations has this code: {codes}.")),
    # Opening.
    "closed-for-good": Message(_("{slug} is closed; a closed campaign can't be opened again.")),
    "example-in-public": Message("The example campaign opens on this machine's own address only."),
    "would-close": Message(
        _("The closing day, {closes}, has passed: it would close again at once, and for good."),
        "campaign set {slug} --closes DAY",
    ),
    "unanswered": Message("Before {slug} opens, answer: {missing}.", "See: campaign set {slug} --help"),
    "unnamed-organisers": Message(_("who is behind it"), "(--organiser)"),
    "unnamed-contact": Message(_("an address for questions"), "(--contact)"),
    "unnamed-withheld": Message(_("which countries are withheld"), "(--withhold SY,IR or none)"),
    "unnamed-text": Message(_("a text"), "(campaign publish)"),
    "unnamed-holder": Message(_("somebody who holds a key"), "(campaign keys add)"),
    "unnamed-proof": Message(
        _("proof that they can open what is sealed: {holders}"), "(campaign keys drill)"
    ),
    "no-text-yet": Message(_("{slug} has no text yet."), "campaign publish FILE --slug {slug}"),
    "alone": Message(
        "Too much of {slug} depends on one person to open it in public. Missing: {missing}.",
        "To open it all the same: campaign open {slug} --alone",
    ),
    "lacks-risk": Message(
        _("an answer to whether having signed could harm somebody"), "(campaign set {slug} --risk yes)"
    ),
    "lacks-owners": Message(
        _("two owners who each sign in with a second factor, or one who has entered a recovery code"),
        "(campaign organiser invite MAIL --campaign {slug})",
    ),
    "lacks-holders": Message(
        _("two holders of keys in two places, or one whose key somebody else keeps on paper"),
        "(campaign keys place NAME PLACE)",
    ),
    "no-holder": Message(
        _("Nobody holds a key yet, so nothing could be sealed."),
        "On an organiser's computer: campaign keys new NAME; here: campaign keys add FILE",
    ),
    "unproved": Message(
        _("Not proved yet that they can open what is sealed: {holders}."), "See: campaign keys drill --help"
    ),
    "no-pages-in": Message(_("Pages can’t be in these languages: {languages}.")),
    # Pausing, closing, and afterwards.
    "not-closed": Message(_("{slug} isn’t closed yet. This comes after the close.")),
    "no-outcome": Message(_("Nothing is written yet about what became of the demand.")),
    "not-in-the-future": Message(_("{until} is not in the future.")),
    "draft-is-not-open": Message(_("{slug} is a draft; only an open campaign can be paused.")),
    "closed-is-not-open": Message(_("{slug} is closed; only an open campaign can be paused.")),
    "draft-has-nothing-to-close": Message(_("{slug} is a draft; it has nothing to close.")),
    "other-slug-typed": Message(_("{typed!r} is not {slug!r}. Nothing was changed.")),
}
