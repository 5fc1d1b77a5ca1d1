"""Who may do what: every act, for every role, at its address and not only at its button."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse

from tests.factories import make_event
from tests.timeline.admin.forms import inputs
from timeline import roles
from timeline.models import Event, Revision
from timeline.publishing import publish

ROLES = ["contributor", "editor", "publisher", "administrator"]
DRAFT_ACTS = {
    "publish": {"publisher", "administrator"},
    "preview": set(ROLES),
    "delete-draft": set(ROLES),
    "restore-draft": set(ROLES),
}
PUBLISHED_ACTS = {
    "publish": {"publisher", "administrator"},
    "preview": set(ROLES),
    "retract": {"publisher", "administrator"},
    "restore": {"publisher", "administrator"},
    "take-down": {"administrator"},
    "readdress": {"publisher", "administrator"},
}
NOTE = {"note": "A note.", "understood": "on", "seen": "0" * 64}


def url(row: Any, page: str) -> str:
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{page}/"


@pytest.mark.parametrize("role", [*ROLES, ""])
@pytest.mark.parametrize("act", sorted({*DRAFT_ACTS, *PUBLISHED_ACTS}))
def test_an_act_is_open_to_its_roles_only(act: str, role: str, client_as: Any):
    client = client_as(role)
    draft, live = make_event(), make_event()
    publish([live])
    for row, acts in ((draft, DRAFT_ACTS), (live, PUBLISHED_ACTS)):
        if act not in acts:
            continue
        expected = role in acts[act]
        count = Revision.objects.count()
        assert (client.get(url(row, act)).status_code != 403) is expected
        assert (client.post(url(row, act), NOTE).status_code != 403) is expected
        if not expected:
            assert Revision.objects.count() == count


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_acts_on_several_rows(role: str, db: Any, client_as: Any):
    client = client_as(role)
    event = make_event()
    for verb in ("publish", "retract", "restore", "delete_drafts", "restore_drafts"):
        expected = role in (set(ROLES) if "drafts" in verb else {"publisher", "administrator"})
        page = reverse(f"admin:timeline_event_{verb}_rows") + f"?pks={event.pk}"
        assert (client.get(page).status_code == 200) is expected
        chosen = verb.replace("delete_drafts", "delete").replace("restore_drafts", "restore_draft")
        listed = reverse("admin:timeline_event_changelist")
        client.post(listed, {"action": f"{chosen}_rows", "_selected_action": [event.pk]})
    assert not Revision.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_contributors_write_drafts_only(role: str, published: Any, client_as: Any):
    client = client_as(role)
    draft = make_event(dispute=published.dispute)
    data = inputs(client, url(draft, "change")) | {"title_en": "Changed"}
    assert client.post(url(draft, "change"), data).status_code == 302
    allowed = role != "contributor"
    page = client.get(url(published.event, "change"))
    assert page.status_code == 200
    assert page.context["has_change_permission"] is allowed
    response = client.post(url(published.event, "change"), {"title_en": "Changed"})
    assert (response.status_code == 403) is not allowed
    assert Event.objects.get(pk=published.event.pk).title["en"] != "Changed"


def test_a_deleted_draft_cannot_be_edited_only_restored(record: Any, client_as: Any):
    client = client_as("editor")
    client.post(url(record.statement, "delete-draft"))
    record.statement.refresh_from_db()
    assert record.statement.deleted_at
    assert client.post(url(record.statement, "change"), {"quote": "x"}).status_code == 403
    page = client.get(url(record.statement, "change")).content.decode()
    assert "Restore draft…" in page
    assert "Delete draft…" not in page
    listed = reverse("admin:timeline_statement_changelist")
    assert not client.get(listed).context["cl"].result_list
    assert [row.pk for row in client.get(listed, {"standing": "deleted"}).context["cl"].result_list] == [
        record.statement.pk
    ]
    client.post(url(record.statement, "restore-draft"))
    record.statement.refresh_from_db()
    assert record.statement.deleted_at is None


def test_a_deleted_draft_is_suggested_nowhere_and_refused_as_a_choice(record: Any, client_as: Any):
    client = client_as("editor")
    party = record.party
    Party = type(party)  # noqa: N806 - a class
    unused = Party.objects.create(slug="unused", name="Unused Oracle", kind="company")
    client.post(url(unused, "delete-draft"))
    query = {"app_label": "timeline", "model_name": "statement", "field_name": "speaker", "term": "Oracle"}
    suggested = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [one["text"] for one in suggested] == [party.name]
    data = inputs(client, url(record.statement, "change")) | {"speaker": unused.pk}
    response = client.post(url(record.statement, "change"), data)
    assert response.context["adminform"].form.errors["speaker"]


def test_a_used_draft_is_not_deleted_and_the_editor_is_told_why(record: Any, client_as: Any):
    client = client_as("editor")
    response = client.post(url(record.party, "delete-draft"), follow=True)
    assert "still used by" in response.content.decode()
    record.party.refresh_from_db()
    assert record.party.deleted_at is None


def test_published_rows_are_never_deleted_through_the_desk(published: Any, client_as: Any):
    client = client_as("superuser")
    for row in published.all():
        if row is published.case:
            continue
        client.post(url(row, "delete-draft"))
        client.post(url(row, "delete"), {"post": "yes"})
        row.refresh_from_db()
        assert row.deleted_at is None


def test_strangers_see_the_login_page_only(db: Any):
    client = Client()
    for pattern in walk(get_resolver().url_patterns):
        if pattern.name and pattern.name not in {"login", "logout", "jsi18n"}:
            arguments = ["timeline"] if pattern.name == "app_list" else [1] * len(pattern.pattern.converters)
            response = client.get(reverse(f"admin:{pattern.name}", args=arguments))
            assert response.status_code == 302, pattern
            assert response.headers["Location"].startswith("/admin/login/"), pattern


def walk(patterns: Any) -> Any:
    """Yield the patterns of the desk's namespace."""
    for entry in patterns:
        if getattr(entry, "namespace", None) == "admin":
            yield from (pattern for pattern in entry.url_patterns if flat(pattern))
            for nested in entry.url_patterns:
                if not flat(nested):
                    yield from nested.url_patterns


def flat(pattern: Any) -> bool:
    return not hasattr(pattern, "url_patterns")


def test_roles_are_set_again_by_every_migrate(db: Any):
    group = Group.objects.get(name=roles.EDITOR)
    group.permissions.add(Permission.objects.get(codename="take_down"))
    call_command("migrate", verbosity=0)
    names = {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.select_related("content_type")}
    assert names == roles.ROLES[roles.EDITOR]
    assert roles.PUBLISH not in names


def test_an_administrator_cannot_make_a_superuser(client_as: Any):
    client = client_as("administrator")
    person = User.objects.create_user("person", is_staff=True)
    page = reverse("admin:auth_user_change", args=[person.pk])
    client.post(page, {**inputs(client, page), "is_superuser": "on", "user_permissions": ["1"]})
    person.refresh_from_db()
    assert not person.is_superuser
    assert not person.user_permissions.exists()
    owner = User.objects.create_superuser("owner")
    assert client.post(reverse("admin:auth_user_change", args=[owner.pk]), {}).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[owner.pk])).status_code == 403


def test_the_desk_knows_every_model_of_the_record():
    known = {f"{model._meta.app_label}.{model._meta.model_name}" for model in admin.site._registry}
    assert set(roles.RECORD) <= known
    assert set(roles.LOG) <= known


def test_an_editor_publishes_nothing(db: Any, client_as: Any):
    event = make_event()
    publish([event])
    count = Revision.objects.count()
    assert client_as("editor").post(url(event, "publish"), NOTE).status_code == 403
    assert Revision.objects.count() == count
