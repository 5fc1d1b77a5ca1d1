"""The addresses of the API."""

from django.urls import URLPattern, path, re_path

from timeline.api.calculator import CalculatorView
from timeline.api.citation_status import CitationStatusView
from timeline.api.citations import CitationDetailView
from timeline.api.codelists import CodelistsView
from timeline.api.copies import CopiesView, EvidenceView
from timeline.api.deadlines import DeadlineDetailView, ExplainView, StatusView
from timeline.api.details import DetailView, EventDetailView, PartDetailView
from timeline.api.forms import FORMS, CitationFormsView, DeadlineFormsView, EventFormsView, FormsView
from timeline.api.history import ChangesView, RevisionsView
from timeline.api.otherwise import OTHERWISE, OtherwiseView
from timeline.api.quality import QualityListView, QualityView
from timeline.api.resources import BY_NAME, RESOURCES, Resource
from timeline.api.root import RootView, UnknownAddressView
from timeline.api.search import SearchView
from timeline.api.sources_health import SourcesHealthView
from timeline.api.viewers import redoc, schema, swagger

VIEWS = {
    "event": (EventFormsView, EventDetailView),
    "statement": (EventFormsView, EventDetailView),
    "bid": (FormsView, PartDetailView),
    "award": (FormsView, PartDetailView),
    "deadline": (DeadlineFormsView, DeadlineDetailView),
    "citation": (CitationFormsView, CitationDetailView),
}


def patterns_of(resource: Resource) -> list[URLPattern]:
    """Return list, detail and, for what has a log of its own, history of a resource."""
    list_view, detail_view = VIEWS.get(resource.object, (FormsView, DetailView))
    name = resource.name
    found = [
        path(f"v1/{name}/", list_view.as_view(resource=resource), name=f"{name}-list"),
        path(f"v1/{name}/<slug:id>/", detail_view.as_view(resource=resource), name=f"{name}-detail"),
    ]
    found += [
        path(f"v1/{name}.{form.suffix}", list_view.as_view(resource=resource, suffix=form.suffix, schema=None))
        for form in FORMS
    ]
    found += [
        path(f"v1/{name}.{form}", OtherwiseView.as_view(path=other, schema=None))
        for form, other in {**OTHERWISE.get(name, {}), "json": resource.path}.items()
    ]
    if resource.object not in {"bid", "award", "deadline", "citation"}:
        history = RevisionsView.as_view(resource=resource)
        found.append(path(f"v1/{name}/<slug:id>/revisions/", history, name=f"{name}-revisions"))
    return found


app_name = "api"
urlpatterns = [
    path("v1/", RootView.as_view(), name="root"),
    *(pattern for resource in RESOURCES for pattern in patterns_of(resource)),
    path("v1/deadlines/<slug:id>/explain/", ExplainView.as_view(), name="deadlines-explain"),
    path("v1/protests/<slug:id>/status/", StatusView.as_view(), name="protests-status"),
    path("v1/sources/<slug:id>/copies/", CopiesView.as_view(), name="sources-copies"),
    *(
        path(f"v1/{name}/<slug:id>/evidence/", EvidenceView.as_view(resource=BY_NAME[name]), name=f"{name}-evidence")
        for name in ("events", "statements")
    ),
    path("v1/calculator/", CalculatorView.as_view(), name="calculator"),
    path("v1/search/", SearchView.as_view(), name="search"),
    path("v1/codelists/", CodelistsView.as_view(), name="codelists"),
    path("v1/sources-health/", SourcesHealthView.as_view(), name="sources-health"),
    path("v1/quality/", QualityView.as_view(), name="quality"),
    path("v1/quality/<slug:id>/", QualityListView.as_view(), name="quality-list"),
    path("v1/citation-status/", CitationStatusView.as_view(), name="citation-status"),
    path("v1/changes/", ChangesView.as_view(), name="changes"),
    path("v1/schema/", schema, name="schema"),
    path("docs/", swagger, name="swagger"),
    path("redoc/", redoc, name="redoc"),
    re_path(r"^", UnknownAddressView.as_view(), name="unknown-address"),
]
