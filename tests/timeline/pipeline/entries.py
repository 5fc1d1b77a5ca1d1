"""Two entries of a feed: one that is about the dispute, one that is about nothing."""

from tests.feed_server import entry

COMPLAINT = entry("a", title="Amazon protests Pentagon's JEDI contract award", text="Docket No. 19-1796C.")
FILM = entry("b", title="A new Jedi film is announced")


def fresh(row):
    return type(row).objects.get(pk=row.pk)
