"""Registers `contracts`, the app that the timeline stands on and that knows nothing of the timeline."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Hold the facts of contracting processes and the rules of the forums."""

    name = "contracts"
    verbose_name = "Contracts and protests"
    default_auto_field = "django.db.models.BigAutoField"
