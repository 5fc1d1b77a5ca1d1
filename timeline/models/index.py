"""Index tables over the log: rebuilt from it row for row, they hold nothing of their own; readers search in them.

`valid_to` is the seq of the revision that replaced this one, NULL for the newest: so every filter works on any past
seq.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from timeline.models.log import Revision

CURRENT = Q(valid_to=None)


class State(models.TextChoices):
    """Whether the object could be read after this revision."""

    LIVE = "live", "Live"
    RETRACTED = "retracted", "Retracted"
    MERGED = "merged", "Merged"
    TAKEN_DOWN = "taken_down", "Taken down"


class Indexed(models.Model):
    """A row about one revision."""

    revision = models.OneToOneField(Revision, models.PROTECT, primary_key=True, db_column="seq", related_name="+")
    valid_to = models.BigIntegerField(null=True, help_text="Seq of the revision that replaced this one.")

    class Meta:
        abstract = True


class Entry(Indexed):
    """Every revision of every object: what a list shows of it, and whether it was live."""

    document_type = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    state = models.CharField(max_length=12, choices=State)
    dispute = models.CharField(max_length=100, blank=True)
    forum = models.CharField(max_length=10, blank=True)
    position = models.CharField(max_length=160, db_collation="C", help_text="Order in lists of this type.")
    facts = models.TextField(help_text="What another document shows of this one, as canonical JSON.")
    search = SearchVectorField()

    class Meta:
        indexes = [
            models.Index(fields=["document_type", "position"], condition=CURRENT, name="entry_list"),
            models.Index(fields=["document_type", "dispute", "position"], condition=CURRENT, name="entry_dispute_list"),
            models.Index(fields=["document_type", "key", "revision"], name="entry_history"),
            # The newest line of a dispute, and of removals: what pages are tagged with.
            models.Index(fields=["dispute", "revision"], name="entry_of_dispute"),
            models.Index(fields=["revision"], condition=~Q(state="live"), name="entry_removed"),
            GinIndex(fields=["search"], name="entry_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["document_type", "key"], condition=CURRENT, name="entry_one_newest")
        ]


class EventEntry(Indexed):
    """A live revision of an event or statement, with what lists filter by."""

    key = models.CharField(max_length=100)
    position = models.CharField(
        max_length=64, db_collation="C", help_text="Date, time of day, then id: order and cursor."
    )
    is_statement = models.BooleanField()
    event_type = models.CharField(max_length=30)
    significance = models.PositiveSmallIntegerField()
    dispute = models.CharField(max_length=100)
    forum = models.CharField(max_length=10, blank=True)
    earliest = models.DateField()
    latest = models.DateField()
    public_from = models.DateField(help_text="First day on which its content may have been public.")
    public_by = models.DateField(help_text="Day by which its content was public.")
    speaker = models.CharField(max_length=100, blank=True)
    claim = models.CharField(max_length=100, blank=True)
    stance = models.CharField(max_length=20, blank=True)
    finding = models.CharField(max_length=20, blank=True)
    source_kinds = ArrayField(models.CharField(max_length=20), default=list)
    confidence = models.CharField(max_length=20, blank=True)
    precision = models.CharField(max_length=5, default="day")
    languages = ArrayField(models.CharField(max_length=10), default=list)
    search = SearchVectorField()

    class Meta:
        indexes = [
            models.Index(fields=["is_statement", "position"], condition=CURRENT, name="event_entry_list"),
            models.Index(fields=["event_type", "position"], condition=CURRENT, name="event_entry_type_list"),
            GinIndex(fields=["search"], name="event_entry_search"),
        ]


class EventScope(models.Model):
    """A live revision of an event or statement within one scope: `contract:jedi`, `party:oracle`, `dispute:jedi` ….

    The scope is a literal in the query, so the planner knows how large it is and walks the index instead of sorting.
    """

    pk = models.CompositePrimaryKey("scope", "seq")
    scope = models.CharField(max_length=120)
    seq = models.BigIntegerField()
    position = models.CharField(max_length=64, db_collation="C")
    latest = models.DateField()
    is_statement = models.BooleanField()
    event_type = models.CharField(max_length=30)
    valid_to = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            # The date filter is answered inside the index: a long walk touches no rows it will not show.
            models.Index(
                fields=["scope", "is_statement", "position"],
                include=["latest", "seq"],
                condition=CURRENT,
                name="scope_list",
            ),
            models.Index(
                fields=["scope", "event_type", "position"],
                include=["latest", "seq"],
                condition=CURRENT,
                name="scope_type_list",
            ),
            models.Index(fields=["scope", "position"], name="scope_history"),
            models.Index(fields=["seq"], name="scope_of_revision"),
        ]


class Reference(models.Model):
    """That a live revision's document shows another object, and where."""

    pk = models.CompositePrimaryKey("seq", "path", "to_type", "to_key")
    seq = models.BigIntegerField()
    path = models.CharField(max_length=60, help_text="Where in the document, with a link's relation: `links/decides`.")
    from_type = models.CharField(max_length=20)
    from_key = models.CharField(max_length=100)
    to_type = models.CharField(max_length=20)
    to_key = models.CharField(max_length=100)
    position = models.CharField(max_length=160, db_collation="C")
    valid_to = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["to_type", "to_key", "from_type", "position"], condition=CURRENT, name="reference_to"),
        ]


class Part(models.Model):
    """A part of a live document that has a list of its own, or by which it is found: a bid, a due date, a number."""

    pk = models.CompositePrimaryKey("seq", "kind", "key")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=160)
    document_type = models.CharField(max_length=20)
    document_key = models.CharField(max_length=100)
    dispute = models.CharField(max_length=100, blank=True)
    position = models.CharField(max_length=200, db_collation="C")
    document = models.TextField()
    valid_to = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "position"], condition=CURRENT, name="part_list"),
            models.Index(fields=["document_type", "document_key", "kind"], condition=CURRENT, name="part_of_document"),
            # A due date is asked for by its id, a proceeding by its docket number.
            models.Index(fields=["kind", "key"], condition=CURRENT, name="part_by_key"),
        ]
