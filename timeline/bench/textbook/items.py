"""Feeds as a tutorial takes them in: feedparser, and get_or_create for every entry."""

from datetime import datetime
from typing import ClassVar

import feedparser  # type: ignore[import-untyped]  # there are no stubs
from django.db import connection, models

from timeline.bench.textbook.models import LABEL


class FeedItem(models.Model):
    """An entry of a feed."""

    uid = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    occurred_on = models.DateField(db_index=True)
    title = models.CharField(max_length=300)
    summary = models.TextField()
    link = models.URLField()

    objects: ClassVar[models.Manager["FeedItem"]] = models.Manager()

    class Meta:
        app_label, db_table, managed = LABEL, "feed_item", False

    def __str__(self) -> str:
        return self.title


def make_table() -> None:
    """Make the table."""
    with connection.schema_editor() as editor:
        editor.create_model(FeedItem)


def take_in(answer: bytes) -> int:
    """Make a row of every entry that is not there yet; return how many entries were read."""
    entries = feedparser.parse(answer).entries
    for entry in entries:
        FeedItem.objects.get_or_create(
            uid=entry.id,
            defaults={
                "kind": entry.tags[0].term,
                "occurred_on": datetime(*entry.published_parsed[:6]).date(),  # noqa: DTZ001 - the day is kept
                "title": entry.title,
                "summary": entry.summary,
                "link": entry.link,
            },
        )
    return len(entries)
