"""What each measure of the quality page is called, what it means, and under which heading it stands. Pure."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Events"), ("events-without-primary-source", "events-with-one-source", "events-without-exact-day")),
    (_("Claims"), ("claims-with-one-source",)),
    (_("Quotes"), ("quotes-without-copy", "quotes-not-looked-up", "quotes-not-found")),
    (
        _("Sources"),
        ("sources-not-reached", "sources-never-asked", "sources-without-copy", "sources-without-date"),
    ),
    (_("Editors"), ("single-editor-acts",)),
)
WORDS: dict[str, tuple[Promise, Promise]] = {
    "events-without-primary-source": (
        _("Events without a primary source"),
        _("Only reports about it are cited, not the decision, filing, letter or recording itself."),
    ),
    "events-with-one-source": (
        _("Events with a single source"),
        _("Nothing else is cited that could bear it out. A decision may well be its own only source."),
    ),
    "events-without-exact-day": (
        _("Events whose day is not known"),
        _("Only the month, the year or a guess at them is known, or the sources disagree."),
    ),
    "claims-with-one-source": (
        _("Claims that rest on a single source"),
        _("All statements about it, and what is said of it here, come from one document or from none."),
    ),
    "quotes-without-copy": (
        _("Quotes without a copy to check them in"),
        _("We hold no copy of any source that is cited for it, so nobody can say whether its words stand there."),
    ),
    "quotes-not-looked-up": (
        _("Quotes that were not looked up"),
        _("There is a copy, but it was not searched yet or holds no text that can be."),
    ),
    "quotes-not-found": (
        _("Quotes not found in our copies"),
        _("A copy was searched, and the exact words do not stand in it."),
    ),
    "sources-not-reached": (
        _("Links that were gone or out of reach"),
        _("When its address was last asked, it answered that there is nothing, or not at all."),
    ),
    "sources-never-asked": (
        _("Links that were never asked"),
        _("Whether they still lead anywhere is not known here."),
    ),
    "sources-without-copy": (
        _("Sources without a copy of ours"),
        _("If the publisher takes it down, the evidence is gone."),
    ),
    "sources-without-date": (
        _("Sources without a date"),
        _("When it was published is not recorded here."),
    ),
    "single-editor-acts": (
        _("Acts of a single editor"),
        _("Something was published or removed that needs two editors, while there was only one. Counted in acts."),
    ),
}
