"""The addresses of what programs read; they have no language."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("timeline.api.urls")),
]
