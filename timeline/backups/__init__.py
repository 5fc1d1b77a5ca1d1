"""Backups: database, copies of sources and a manifest, encrypted, only what is new written again; and the way back."""

from timeline.backups.restoring import NotRestored, Restored, restore
from timeline.backups.shelf import Snapshot, snapshots
from timeline.backups.taking import Taken, take

__all__ = ["NotRestored", "Restored", "Snapshot", "Taken", "restore", "snapshots", "take"]
