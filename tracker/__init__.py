"""Wires the two apps into a running site and decides nothing about disputes itself."""

from tracker.celery import app as celery_app

__all__ = ["celery_app"]
