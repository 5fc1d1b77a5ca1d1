"""Registers `timeline`, the app that takes a feed item all the way to a published event."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TimelineConfig(AppConfig):
    """Hold the record of events and everything that reads, fills or publishes it."""

    name = "timeline"
    verbose_name = "Timeline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Set the desk's roles after every migrate, when the permissions of all apps exist."""
        from timeline import roles  # noqa: PLC0415 - models are there only once the apps are ready

        post_migrate.connect(roles.set_roles, sender=self)
