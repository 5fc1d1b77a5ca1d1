"""Registers `timeline`, the app that takes a feed item all the way to a published event."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """Hold the record of events and everything that reads, fills or publishes it."""

    name = "timeline"
    verbose_name = "Timeline"
    default_auto_field = "django.db.models.BigAutoField"
