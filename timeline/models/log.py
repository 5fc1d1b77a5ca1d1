"""The publication log: append-only revisions, each the complete public document of one object at one moment."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from timeline.codelists import TOLD_KINDS, DocumentType, RevisionKind


class ChangeSet(models.Model):
    """What was published in one act, by whom."""

    note = models.TextField(blank=True, help_text="Public note on the whole act.")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        help_text="Who did it; never shown to the public.",
    )
    automatic_from = models.CharField(
        max_length=200, blank=True, help_text="The feed that was trusted to publish without review, if one was."
    )
    single_editor = models.BooleanField(
        default=False,
        db_default=False,
        help_text="One publisher did it alone that needed two, because there is no other.",
    )
    needs_confirmation = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Done at once by one publisher; another has to confirm it afterwards.",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The second publisher.",
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When they did.")
    created_at = models.DateTimeField(auto_now_add=True, help_text="When it began.")

    class Meta:
        default_permissions = ("view",)
        permissions = [
            ("publish", "Can publish, retract and restore"),
            ("take_down", "Can take down, from history too"),
            ("edit_published", "Can edit what was published"),
            ("review", "Can review candidates"),
        ]

    def __str__(self) -> str:
        """Return number and time."""
        return f"change set {self.pk} of {self.created_at:%Y-%m-%d %H:%M}"


class Revision(models.Model):
    """One line of the log. A trigger refuses every update and delete but the stubbing of what is taken down."""

    seq = models.BigIntegerField(primary_key=True, help_text="Place in the log: strictly increasing, without gaps.")
    document_type = models.CharField(max_length=20, choices=DocumentType, help_text="Type of the document.")
    key = models.CharField(max_length=100, help_text="Slug or public id of the object.")
    kind = models.CharField(max_length=20, choices=RevisionKind, help_text="Why it was written.")
    document = models.TextField(help_text="The public document as canonical JSON; byte-identical for ever.")
    note = models.TextField(blank=True, help_text="The editor's public note.")
    change_set = models.ForeignKey(
        ChangeSet, models.PROTECT, related_name="revisions", help_text="The act it belongs to."
    )
    published_at = models.DateTimeField(unique=True, help_text="When it was published: strictly increasing with seq.")

    class Meta:
        default_permissions = ("view",)
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["document_type", "key", "seq"], name="revision_of_object"),
            # What readers are told of is a handful among all revisions.
            models.Index(fields=["seq"], condition=Q(kind__in=TOLD_KINDS), name="revision_told"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RevisionKind.values), name="revision_kind_known"),
            models.CheckConstraint(condition=Q(document_type__in=DocumentType.values), name="revision_type_known"),
        ]

    def __str__(self) -> str:
        """Return seq, kind and object."""
        return f"{self.seq} {self.kind} {self.document_type} {self.key}"
