"""Every list, form and page of an act opens, for every model that the desk knows."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from timeline.admin.acting import PAGES
from timeline.admin.publishable import PublishableAdmin
from timeline.models import ChangeSet, Revision

ADMINS = [(model, desk) for model, desk in admin.site._registry.items()]
PUBLISHABLE = [(model, desk) for model, desk in ADMINS if isinstance(desk, PublishableAdmin)]
ONE_ROW_PAGES = ["publish", "preview", "retract", "restore", "take-down", "readdress", "delete-draft", "restore-draft"]


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
def test_the_list_opens_is_searched_and_filtered(model: Any, desk: Any, published: Any, client_as: Any):
    client = client_as("superuser")
    listed = address(model, "changelist")
    response = client.get(listed)
    assert response.status_code == 200
    assert model.objects.exists()
    for term in ("oracle 2018", "\x00", "%_'\"", "x" * 500):
        assert client.get(listed, {"q": term}).status_code == 200
    for spec in response.context["cl"].filter_specs:
        for parameter in spec.expected_parameters():
            assert client.get(listed, {parameter: "1"}).status_code in {200, 302}


@pytest.mark.parametrize(("model", "desk"), ADMINS, ids=name_of)
def test_the_forms_and_the_history_open_and_offer_no_deletion(model: Any, desk: Any, published: Any, client_as: Any):
    client = client_as("superuser")
    row = row_of(published, model)
    request = client.get(address(model, "changelist")).wsgi_request
    assert client.get(address(model, "add")).status_code == (200 if desk.has_add_permission(request) else 403)
    response = client.get(address(model, "change", row.pk))
    assert response.status_code == 200
    assert client.get(address(model, "history", row.pk)).status_code == 200
    if model is not Group:
        assert client.get(address(model, "delete", row.pk)).status_code == 403
        assert address(model, "delete", row.pk) not in response.content.decode()


@pytest.mark.parametrize(("model", "desk"), PUBLISHABLE, ids=name_of)
def test_the_page_of_each_act_opens(model: Any, desk: Any, record: Any, client_as: Any):
    client = client_as("superuser")
    row = row_of(record, model)
    pks = ",".join(str(pk) for pk in model.objects.values_list("pk", flat=True))
    form = address(model, "change", row.pk)
    pages = [form.replace("/change/", f"/{page}/") for page in ONE_ROW_PAGES]
    pages += [f"{address(model, verb.replace('-', '_') + '_rows')}?pks={pks}" for verb in PAGES if verb != "merge"]
    pages += [f"{address(model, 'merge_rows')}?pks={','.join(pks.split(',')[:2])}"] if pks.count(",") else []
    assert {page: client.get(page).status_code for page in pages} == {
        page: 302 if "readdress" in page and not hasattr(row, "slug") else 200 for page in pages
    }


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
