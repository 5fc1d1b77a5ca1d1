"""What every editors' row that can be published has in common."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from contracts.identifiers import new_public_id
from contracts.models.fields import PublishedEditField

SLUG_HELP = "Part of the public address, permanent: a former one stays reserved and redirects."
NOTE_HELP = "What is uncertain or needs saying; shown on the page."


KEPT = Q(deleted_at=None)
DELETED = ~KEPT
NEVER_PUBLISHED = Q(published_edit_at=None)
EDITED_SINCE = Q(published_edit_at__lt=F("changed_at"))
# Rows whose newest edit readers do not see.
WAITING = NEVER_PUBLISHED | EDITED_SINCE


class Publishable(models.Model):
    """A row that editors keep and `timeline.publishing` may publish as a document.

    `document_type` is the type in the publication log; `key` is the public name in it: a slug or an opaque id.
    """

    document_type: ClassVar[str]

    created_at = models.DateTimeField(auto_now_add=True, help_text="When the row was made here.")
    changed_at = models.DateTimeField(auto_now=True, help_text="When the row was last saved here.")
    published_edit_at = PublishedEditField(
        help_text="`changed_at` of the edit that was last published; empty for a draft, earlier while edits wait.",
    )
    deleted_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the draft was deleted; it can be restored for 30 days."
    )

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """Return the public name in the log."""
        raise NotImplementedError(f"{type(self).__name__} has no public key")


class Slugged(Publishable):
    """A publishable row addressed by a slug that people read."""

    slug = models.SlugField(max_length=100, unique=True, help_text=SLUG_HELP)

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """Return the slug."""
        return self.slug


class Coded(Publishable):
    """A publishable row addressed by an opaque permanent id."""

    public_id = models.CharField(
        max_length=16,
        unique=True,
        default=new_public_id,
        editable=False,
        help_text="Opaque permanent public id; carries no time and no count.",
    )

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """Return the public id."""
        return self.public_id
