"""The textbook's tables; the benchmark makes and fills them."""

from typing import ClassVar

from django.db import models

LABEL = "textbook"


class Dispute(models.Model):
    """A dispute."""

    slug = models.TextField(unique=True)
    name = models.TextField()

    class Meta:
        app_label, db_table, managed = LABEL, "dispute", False

    def __str__(self) -> str:
        return self.name


class Contract(models.Model):
    """A contract."""

    slug = models.TextField(unique=True)
    title = models.TextField()
    acronym = models.TextField()

    class Meta:
        app_label, db_table, managed = LABEL, "contract", False

    def __str__(self) -> str:
        return self.title


class Protest(models.Model):
    """A proceeding."""

    public_id = models.TextField(unique=True)
    forum = models.TextField()
    docket = models.TextField()

    class Meta:
        app_label, db_table, managed = LABEL, "protest", False

    def __str__(self) -> str:
        return self.docket


class Party(models.Model):
    """A party."""

    slug = models.TextField(unique=True)
    name = models.TextField()
    short_name = models.TextField()
    kind = models.TextField()

    class Meta:
        app_label, db_table, managed = LABEL, "party", False

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """A source."""

    public_id = models.TextField(unique=True)
    title = models.TextField()
    url = models.TextField()
    publisher = models.TextField()
    published = models.TextField()
    kind = models.TextField()
    lang = models.TextField()

    class Meta:
        app_label, db_table, managed = LABEL, "source", False

    def __str__(self) -> str:
        return self.title


class Event(models.Model):
    """An event."""

    public_id = models.TextField(unique=True)
    dispute = models.ForeignKey(Dispute, models.CASCADE)
    contract = models.ForeignKey(Contract, models.CASCADE)
    protest = models.ForeignKey(Protest, models.SET_NULL, null=True)
    type = models.TextField()
    slug = models.TextField()
    date = models.DateField()
    title = models.TextField()
    summary = models.TextField()
    significance = models.SmallIntegerField()
    sealed = models.BooleanField()
    confidence = models.TextField()

    objects: ClassVar[models.Manager["Event"]] = models.Manager()

    class Meta:
        app_label, db_table, managed = LABEL, "event", False
        ordering = ["-date", "-id"]

    def __str__(self) -> str:
        return self.title


class EventParty(models.Model):
    """A party of an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_parties")
    party = models.ForeignKey(Party, models.CASCADE)
    role = models.TextField()

    class Meta:
        app_label, db_table, managed = LABEL, "event_party", False

    def __str__(self) -> str:
        return self.role


class Citation(models.Model):
    """A citation of an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.CASCADE)
    anchor = models.TextField()

    class Meta:
        app_label, db_table, managed = LABEL, "citation", False

    def __str__(self) -> str:
        return self.anchor
