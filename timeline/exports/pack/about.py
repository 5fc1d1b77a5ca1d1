"""What a pack says of itself: of which dispute, revision and filter it is, where it came from, under which terms."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from timeline.documents.shapes import Document
from timeline.exports.tables import LICENCE


@dataclass(frozen=True, slots=True)
class About:
    """A dispute at one moment of the log, as a filter shows it; `address` is its page, with the filter."""

    dispute: Document
    moment: int
    published_at: datetime
    address: str
    site: str
    lang: str
    licence: str = LICENCE

    @property
    def folder(self) -> str:
        """Return the name of the pack and of the folder in it: letters, digits and hyphens."""
        return f"{self.dispute['id']}-chronology-{self.moment}-{self.lang}"

    @property
    def state(self) -> str:
        """Say which state of the record this is."""
        return _("State of revision %(seq)s, %(moment)s UTC.") % {
            "seq": self.moment,
            "moment": f"{self.published_at:%Y-%m-%d %H:%M}",
        }

    @property
    def check(self) -> str:
        """Say how the pack is checked."""
        return _(
            "Run verify.py in this folder with Python 3; it needs no network. It holds every file against the "
            "checksums in manifest.json, and the files against each other. evidence.csv gives the SHA-256 of our copy "
            "of each source, where we hold one."
        )
