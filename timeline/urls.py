"""The addresses of what readers see."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("timeline.api.urls")),
    path("", include("timeline.pages.urls")),
]
