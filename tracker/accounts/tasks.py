"""The Celery task of accounts: a shell like those of the timeline, in the same schedule."""

from celery import shared_task
from django.utils import timezone

from tracker.accounts import personal


@shared_task(name="timeline.tidy_accounts")
def tidy_accounts() -> None:
    """Let go of log-ins, wrong passwords and sessions whose time is over."""
    personal.delete_old(now=timezone.now())
