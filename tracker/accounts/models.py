"""What is kept of an editor's sign-in, so that it can be seen and ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SignIn(models.Model):
    """One log-in of an account on one device; ending it ends the session at its next request."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    began_at = models.DateTimeField(help_text="When the password was accepted.")
    seen_at = models.DateTimeField(help_text="When it was last used, to some minutes.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was ended; empty while it may be used.")
    device = models.CharField(max_length=200, blank=True, help_text="What the browser says it is.")
    sender = models.GenericIPAddressField(null=True, blank=True, help_text="The address that it came from.")

    objects: ClassVar[models.Manager["SignIn"]] = models.Manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["user", "-seen_at"], name="sign_in_of_user")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(seen_at__gte=F("began_at")), name="sign_in_seen_after_it_began"),
        ]

    def __str__(self) -> str:
        """Return who signed in, and when."""
        return f"{self.user}, {self.began_at:%Y-%m-%d %H:%M}"
