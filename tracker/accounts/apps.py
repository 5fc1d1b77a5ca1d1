"""Tells Django of the app, and begins a sign-in whenever somebody logs in."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class AccountsConfig(AppConfig):
    """The accounts of the desk."""

    name = "tracker.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect what happens at logging in and out."""
        from tracker.accounts import sign_ins  # noqa: PLC0415 - models are there only now

        user_logged_in.connect(sign_ins.begin, dispatch_uid="begin-sign-in")
        user_logged_out.connect(sign_ins.end_own, dispatch_uid="end-sign-in")
