"""The four roles of the desk: each is a group whose permissions are set anew after every migrate."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

PUBLISH = "timeline.publish"
TAKE_DOWN = "timeline.take_down"
EDIT_PUBLISHED = "timeline.edit_published"
REVIEW = "timeline.review"

CONTRIBUTOR, EDITOR, PUBLISHER, ADMINISTRATOR = "contributor", "editor", "publisher", "administrator"

RECORD = (
    *(f"contracts.{model}" for model in ("dispute", "contract", "protest", "party")),
    *(f"timeline.{model}" for model in ("claim", "event", "statement", "source")),
)
INBOX = tuple(
    f"timeline.{model}"
    for model in ("feed", "fetch", "item", "candidate", "correction", "delivery", "lookup", "automaticpublication")
)
EVIDENCE = ("timeline.capture", "timeline.watch")
LOG = ("timeline.revision", "timeline.changeset")


def _each(actions: Iterable[str], models: Iterable[str]) -> set[str]:
    """Name the permissions for these actions on these models: `timeline.add_event`."""
    pairs = [(model.split("."), action) for model in models for action in actions]
    return {f"{app}.{action}_{name}" for (app, name), action in pairs}


_contributor = (
    _each(("view", "add", "change", "delete"), RECORD)
    | _each(("view",), LOG)
    | _each(("view",), ["contracts.case"])
    | _each(("view", "add"), ["timeline.eventimport"])
)
_editor = (
    _contributor
    | {EDIT_PUBLISHED, REVIEW}
    | _each(("view",), (*INBOX, *EVIDENCE))
    | {"timeline.add_capture"}
    | _each(("view", "change"), ["timeline.openquestion", "timeline.readerreport"])
)
_publisher = _editor | {PUBLISH} | _each(("view",), ["timeline.rearrangement", "timeline.scheduledpublication"])
_administrator = (
    _publisher
    | {TAKE_DOWN}
    | _each(("add", "change", "delete"), ["timeline.feed"])
    | _each(("view", "add", "change"), ["auth.user"])
    | _each(("view",), ["auth.group", "timeline.letter", "timeline.returnedmail", "timeline.subscription"])
    | _each(("view", "delete"), ["timeline.apikey", "timeline.webhook"])
    | _each(("view",), ["timeline.webhookmessage"])
)

ROLES: dict[str, set[str]] = {
    CONTRIBUTOR: _contributor,
    EDITOR: _editor,
    PUBLISHER: _publisher,
    ADMINISTRATOR: _administrator,
}


def set_roles(using: str = "default", **_: Any) -> None:
    """Give each role's group exactly its permissions; a receiver of `post_migrate`, when all permissions exist.

    A site that wants other rights makes groups of its own: these four are always what is said here.
    """
    named = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using)
        .select_related("content_type")
        .filter(Q(content_type__app_label__in=["contracts", "timeline", "auth"]))
    }
    for role, names in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([named[name] for name in sorted(names)])
