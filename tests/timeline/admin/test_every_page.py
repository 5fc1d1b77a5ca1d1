"""Every list, form and page of an act opens, for every model that the desk knows."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse

from timeline.admin.acting import PAGES
from timeline.admin.publishable import PublishableAdmin
from timeline.models import ChangeSet, Revision

ADMINS = [(model, desk) for model, desk in admin.site._registry.items()]
PUBLISHABLE = [(model, desk) for model, desk in ADMINS if isinstance(desk, PublishableAdmin)]
ONE_ROW_PAGES = ["publish", "preview", "retract", "restore", "take-down", "delete-draft", "restore-draft"]


def address(model: Any, page: str, *arguments: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def row_of(record: Any, model: Any) -> Any:
    for row in record.all():
        if type(row) is model:
            return row
    return model.objects.first()


def name_of(parameters: Any) -> str:
    return parameters._meta.label_lower if hasattr(parameters, "_meta") else ""


@pytest.mark.parametrize(("model", "desk"), ADMINS, ids=name_of)
def test_the_list_opens(model: Any, desk: Any, published: Any, client_as: Any):
    response = client_as("superuser").get(address(model, "changelist"))
    assert response.status_code == 200
    if model not in {User, Group}:
        assert model.objects.exists()
        assert "result_list" in response.context["cl"].__dict__


@pytest.mark.parametrize(("model", "desk"), ADMINS, ids=name_of)
def test_the_list_can_be_searched_and_every_filter_used(model: Any, desk: Any, published: Any, client_as: Any):
    client = client_as("superuser")
    for term in ("oracle 2018", "\x00", "%_'\"", "x" * 500):
        assert client.get(address(model, "changelist"), {"q": term}).status_code == 200
    response = client.get(address(model, "changelist"))
    for spec in response.context["cl"].filter_specs:
        for parameter in spec.expected_parameters():
            response = client.get(address(model, "changelist"), {parameter: "1"})
            assert response.status_code in {200, 302}


@pytest.mark.parametrize(("model", "desk"), ADMINS, ids=name_of)
def test_the_form_for_a_new_one_opens_where_there_is_one(model: Any, desk: Any, published: Any, client_as: Any):
    client = client_as("superuser")
    request = client.get(address(model, "changelist")).wsgi_request
    expected = 200 if desk.has_add_permission(request) else 403
    assert client.get(address(model, "add")).status_code == expected


@pytest.mark.parametrize(("model", "desk"), ADMINS, ids=name_of)
def test_the_form_opens_and_shows_no_deletion(model: Any, desk: Any, published: Any, client_as: Any):
    client = client_as("superuser")
    row = row_of(published, model)
    response = client.get(address(model, "change", row.pk))
    assert response.status_code == 200
    if model is not Group:
        assert client.get(address(model, "delete", row.pk)).status_code == 403
        assert address(model, "delete", row.pk) not in response.content.decode()


@pytest.mark.parametrize(("model", "desk"), ADMINS, ids=name_of)
def test_the_editors_history_opens(model: Any, desk: Any, published: Any, client_as: Any):
    client = client_as("superuser")
    assert client.get(address(model, "history", row_of(published, model).pk)).status_code == 200


@pytest.mark.parametrize("page", ONE_ROW_PAGES)
@pytest.mark.parametrize(("model", "desk"), PUBLISHABLE, ids=name_of)
def test_the_page_of_each_act_opens(model: Any, desk: Any, page: str, record: Any, client_as: Any):
    row = row_of(record, model)
    response = client_as("superuser").get(f"{address(model, 'change', row.pk).removesuffix('change/')}{page}/")
    assert response.status_code == 200


@pytest.mark.parametrize("verb", PAGES)
@pytest.mark.parametrize(("model", "desk"), PUBLISHABLE, ids=name_of)
def test_the_page_of_each_act_on_several_rows_opens(model: Any, desk: Any, verb: str, record: Any, client_as: Any):
    pks = ",".join(str(pk) for pk in model.objects.values_list("pk", flat=True))
    url = address(model, f"{verb.replace('-', '_')}_rows")
    assert client_as("superuser").get(url, {"pks": pks}).status_code == 200


@pytest.mark.parametrize("pks", ["", "0", "x", "9" * 40, "-1", "1;2"])
def test_an_act_on_rows_that_do_not_exist_leads_back(pks: str, published: Any, client_as: Any):
    url = reverse("admin:timeline_event_publish_rows")
    response = client_as("superuser").get(url, {"pks": pks})
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("admin:timeline_event_changelist")


@pytest.mark.parametrize("model", [ChangeSet, Revision])
def test_the_log_cannot_be_changed(model: Any, published: Any, client_as: Any):
    client = client_as("superuser")
    row = model.objects.first()
    assert client.post(address(model, "change", row.pk), {"note": "x"}).status_code == 403
    assert client.get(address(model, "add")).status_code == 403


def test_rows_that_do_not_exist_lead_back_with_a_message(record: Any, client_as: Any):
    client = client_as("superuser")
    for page in ["change", *ONE_ROW_PAGES]:
        response = client.get(f"/admin/timeline/event/999999/{page}/")
        assert response.status_code == 302


def test_every_suggestion_list_answers(published: Any, client_as: Any):
    client = client_as("superuser")
    asked = 0
    for model, desk in ADMINS:
        request = client.get(address(model, "changelist")).wsgi_request
        for field in desk.get_autocomplete_fields(request):
            query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field}
            for term in ("a", "", "\x00"):
                assert client.get(reverse("admin:autocomplete"), {**query, "term": term}).status_code == 200
                asked += 1
    assert asked > 30
