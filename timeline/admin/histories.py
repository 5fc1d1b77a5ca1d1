"""The history of an object on the desk: every change of its row and parts, every act in the log, by whom and why."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Field, Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst

from contracts.models.base import Publishable
from contracts.texts import LANGUAGES
from timeline.admin.acts.page import framed
from timeline.admin.differences import Difference, marked
from timeline.admin.fields import LANGUAGE_NAMES
from timeline.codelists import RevisionKind
from timeline.models import Revision
from timeline.row_history import RowAct, Version, columns, history_of, owners

A_PAGE = 50
MADE = {"insert": "new", "delete": "removed", "found": "as it stood when this history began"}


class ChangedRow(NamedTuple):
    """One row that an act changed: what it is, what became of it, and its columns before and after."""

    name: str
    fate: str  # what became of it, in words; empty for a change
    differences: list[Difference]


class Shown(NamedTuple):
    """One entry of the history: an act on rows, with the address on the desk, or (with `url`) one in the log."""

    at: datetime
    who: str
    why: str
    what: str
    rows: list[ChangedRow]
    url: str = ""


class Histories:
    """Adds the page to the admin of whatever keeps a history."""

    admin_site: Any
    opts: Any
    get_object: Any
    has_view_or_change_permission: Any

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show who changed what, when and why, the newest first."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            messages.warning(request, f"There is no {self.opts.verbose_name} {object_id}.")
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        page = Paginator(_merged(row), A_PAGE).get_page(request.GET.get("page"))
        shown = {
            "subtitle": str(row),
            "page": page,
            "acts": _shown(list(page)),
            "back": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk]),
            "object": row,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            **(extra_context or {}),
        }
        return framed(self, request, "admin/timeline/row_history.html", title="History", **shown)


def _merged(row: Model) -> list[RowAct | Shown]:
    acts: list[RowAct | Shown] = [*history_of(row), *_in_the_log(row)]
    return sorted(acts, key=lambda one: one.at, reverse=True)


def _in_the_log(row: Model) -> list[Shown]:
    """Return what was published of the row under its present name."""
    if not isinstance(row, Publishable):
        return []
    own = Revision.objects.filter(document_type=row.document_type, key=row.key).select_related("change_set__actor")
    return [
        Shown(
            one.published_at,
            str(one.change_set.actor or "not recorded"),
            one.note or one.change_set.note,
            f"In the log: {RevisionKind(one.kind).label}, revision {one.seq}",
            [],
            reverse("admin:timeline_revision_change", args=[one.seq]),
        )
        for one in own.defer("document")
    ]


def _shown(entries: list[RowAct | Shown]) -> list[Shown]:
    """Put the entries of one page into words; what they refer to is looked up once for all of them."""
    acts = [one for one in entries if isinstance(one, RowAct)]
    names = _Names(version for act in acts for version in act.versions)
    accounts = get_user_model()._default_manager.in_bulk(
        {act.context["user"] for act in acts if act.context.get("user")}
    )
    return [
        Shown(
            one.at,
            _who(one.context, accounts),
            str(one.context.get("why", "")),
            str(one.context.get("path", "")),
            [_row(version, names) for version in one.versions],
        )
        if isinstance(one, RowAct)
        else one
        for one in entries
    ]


def _who(context: dict[str, Any], accounts: Mapping[int, Any]) -> str:
    if user := context.get("user"):
        return str(accounts.get(user) or f"an account that is gone ({user})")
    return str(context.get("by", "not recorded"))


def _row(version: Version, names: "_Names") -> ChangedRow:
    whole = {owner.attname for owner in owners(version.model)}
    by_name = {column.attname: column for column in columns(version.model) if column.attname not in whole}
    found = [
        Difference(
            str(capfirst(by_name[name].verbose_name)),
            *marked(names.text(by_name[name], before), names.text(by_name[name], after)),
        )
        for name, (before, after) in version.changed.items()
        if name in by_name and (version.label == "update" or before or after)
    ]
    fate = "" if version.before is not None and version.label == "update" else MADE.get(version.label, "")
    return ChangedRow(
        str(capfirst(version.model._meta.verbose_name)), fate, [one for one in found if one.old or one.new]
    )


class _Names:
    """What rows that others refer to are called today; a query a model."""

    def __init__(self, versions: Iterable[Version]) -> None:
        wanted: dict[type[Model], set[int]] = {}
        for version in versions:
            for column in columns(version.model):
                if column.remote_field:
                    both = version.values.get(column.attname), (version.before or {}).get(column.attname)
                    wanted.setdefault(column.related_model, set()).update(key for key in both if key)  # type: ignore[arg-type]  # a key's model is a class by now
        self._of = {model: model._default_manager.in_bulk(keys) for model, keys in wanted.items()}

    def text(self, column: "Field[Any, Any]", value: Any) -> str:
        """Return a column's value in words, empty for an empty one."""
        if value in (None, "", [], {}):
            return ""
        if column.remote_field:
            return str(self._of[column.related_model].get(value) or f"gone ({value})")  # type: ignore[index]  # as above
        if isinstance(value, dict) and set(value) <= set(LANGUAGES):
            return "\n".join(f"{LANGUAGE_NAMES[lang]}: {value[lang]}" for lang in LANGUAGES if value.get(lang))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list | tuple):
            return ", ".join(map(str, value))
        return str(dict(column.flatchoices).get(value, value))
