"""The parts of a text as they stand in the fields of a form: out of a reading, out of a text, or typed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from campaign.lib import clock
from campaign.lib.days import read_day
from campaign.reading.cleaning import clean
from campaign.reading.release import Release
from campaign.releases.models import Draft, Wording

NAMES = ("headline", "place", "day", "demand", "body")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What somebody typed or would mend, part by part. `day` is ISO 8601 where it is a day at all."""

    headline: str = ""
    place: str = ""
    day: str = ""
    demand: str = ""
    body: str = ""

    @classmethod
    def of_form(cls, form: Mapping[str, str]) -> "Parts":
        """As typed, with line ends as they are stored."""
        return cls(**{name: form.get(name, "").replace("\r\n", "\n") for name in NAMES})

    @classmethod
    def of_text(cls, text: Wording) -> "Parts":
        """Of a text or a draft."""
        return cls(
            headline=text.headline,
            place=text.place or "",
            day=text.date.isoformat(),
            demand=text.demand,
            body=text.body,
        )

    @classmethod
    def of_release(cls, release: Release, demand: str) -> "Parts":
        """Of a reading; the demand is none of its parts."""
        return cls(
            headline=release.headline,
            place=release.place or "",
            day=release.date.isoformat() if release.date else "",
            demand=demand,
            body=release.body,
        )

    @property
    def clean(self) -> "Parts":
        """As they would be stored: nothing hidden in them, a line where one line is meant, no heaps of blank ones."""
        lines = {name: " ".join(clean(words)[0].split()) for name, words in asdict(self).items()}
        paragraphs = [part.strip("\n") for part in clean(self.body)[0].split("\n\n")]
        return Parts(**lines | {"body": "\n\n".join(part for part in paragraphs if part)})

    @property
    def date(self) -> date | None:
        """The day, if what stands in its field is one."""
        try:
            return read_day(self.day)
        except ValueError:
            return None

    def release(self) -> Release:
        """What is taken in of them, but for the demand."""
        ours = self.clean
        return Release(
            headline=ours.headline, place=ours.place or None, date=ours.date, body=ours.body,
            day_month=None, choices=(), dateline=None, contact=None, pieces=(), notes=(),
        )  # fmt: skip

    def as_draft(self, language: str) -> Draft:
        """A text that is in no table, for a preview; one without a day yet stands on today."""
        ours = self.clean
        return Draft(
            language=language, headline=ours.headline, place=ours.place or None, date=ours.date or clock.today(),
            demand=ours.demand, body=ours.body,
        )  # fmt: skip
