"""What an open question says, in both languages: nothing is called missing while nobody could look. Pure."""

from datetime import date

from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from contracts.codelists import Forum
from timeline.codelists import QuestionKind
from timeline.documents.shapes import Document

LANGUAGES = ("en", "de")


def asked(due: Document, kind: QuestionKind, source: str) -> dict[str, str]:
    """Return the question about a due date that passed; `source` is the one that is unreachable, where that is why."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = _sentence(due, kind, source)
    return found


def _sentence(due: Document, kind: QuestionKind, source: str) -> str:
    protest, day, what = due["protest"], date.fromisoformat(due["due_date"]), due["what"]
    return _("%(where)s: %(what)s was due on %(day)s; %(why)s.") % {
        "where": protest.get("docket") or Forum(protest["forum"]).label,
        "what": _(what),
        "day": written(day, pgettext("format of a day", "j F Y")),
        "why": _why(kind) % {"source": source},
    }


def _why(kind: QuestionKind) -> str:
    if kind is QuestionKind.UNREACHABLE:
        return _("the source that would show it is unreachable: %(source)s")
    if kind is QuestionKind.UNWATCHED:
        return _("no source that is watched shows this forum's docket, so nobody has looked")
    return _("the record has nothing that met it")
