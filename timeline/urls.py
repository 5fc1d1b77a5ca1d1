"""The addresses of what programs read and of downloads; they have no language."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("timeline.api.urls")),
    path("hooks/", include("timeline.hooks")),
    path("", include("timeline.exports.urls")),
    path("", include("timeline.pages.sitemap")),
]
