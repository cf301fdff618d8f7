"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

PASTE = "select everything, copy, and paste it with: campaign publish -"

MESSAGES: dict[str, Message] = {
    "too-large": Message(
        _("This file is too large for a press release: {kilobytes} KB, and at most {most} KB are read.")
    ),
    "empty": Message(_("There is nothing in it. Check that the file was saved, or the text pasted.")),
    "web-page": Message(_("This is a web page's source."), f"Open it in a browser, {PASTE}"),
    "pdf": Message(_("This is a PDF."), f"Open it, {PASTE}"),
    "rich-text": Message(_("This is a rich text file (RTF). Save it again as plain text (.txt, UTF-8).")),
    "old-word": Message(
        _("This is an old Word document (.doc). In Word, save it as .docx or as plain text.")
    ),
    "picture": Message(
        _("This is a picture. The release is needed as text: copy it from where it was written.")
    ),
    "large-document": Message(_("This document is larger than {most} MB. Save it without its pictures.")),
    "document-of-many-parts": Message(
        _(
            "This document has {parts} parts inside, and at most {most} are read. Save the text alone, without "
            "pictures."
        )
    ),
    "document-unpacks-to-much": Message(
        _(
            "This document unpacks to more than {most} MB, or is packed in a way that no word processor packs. "
            "Save the text alone, without pictures."
        )
    ),
    "document-with-declarations": Message(
        _(
            "This document contains declarations (DOCTYPE) that no word processor writes. It was not read. "
            "Copy its text into a new document."
        )
    ),
    "document-with-password": Message(
        _("This document is protected by a password. Open it, remove the password, and save it again.")
    ),
    "document-takes-too-much": Message(
        _("Reading this document takes too much time or memory. Copy its text into a new document.")
    ),
    "damaged-document": Message(_("This document is damaged. Open it in Word and save it again as .docx.")),
    "open-document": Message(
        _("This is an OpenDocument file (.odt). In LibreOffice, save it as .docx or as text (.txt, UTF-8).")
    ),
    "archive": Message(
        _(
            "This is a zip archive or another office document. Save the release as .docx or plain text (.txt, UTF-8)."
        )
    ),
    "utf-32": Message(_("This text is encoded as UTF-32. Save it again as UTF-8.")),
    "damaged-utf-16": Message(_("This text says it is UTF-16 but is damaged. Save it again as UTF-8.")),
    "no-text-file": Message(_("This is not a text file. Save the release as plain text (.txt, UTF-8).")),
    "other-encoding": Message(
        _(
            "This text is not encoded as UTF-8 (line {line}), and its words don't show what else it is. Save it "
            "again as UTF-8."
        )
    ),
    "too-long": Message(_("This text is too long for a press release: {length} characters.")),
    "no-headline": Message(_("There is no headline and no text in it.")),
    "no-text": Message(
        _("There is a headline but no text. Leave a blank line under the headline, then the text.")
    ),
    "text-for-headline": Message(
        _(
            "The first line is not a headline but part of the text. "
            "Put a headline of at most {longest} characters on a line of its own at the top."
        )
    ),
    "long-headline": Message(_("A headline has 1 to {longest} characters.")),
}
