"""Feeds of what was published, corrected and retracted: the same entries as Atom, RSS and JSON Feed."""
