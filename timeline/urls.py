"""The addresses of what programs read and of downloads; they have no language."""

from django.urls import include, path

from timeline.pages.calculator import procedure_text
from timeline.streams.elsewhere import wrong_door

urlpatterns = [
    path("api/", include("timeline.api.urls")),
    path("hooks/", include("timeline.hooks")),
    path("streams/<path:rest>", wrong_door, name="streams"),
    path("", include("timeline.exports.urls")),
    path("", include("timeline.pages.sitemap")),
    path("procedure.md", procedure_text, name="procedure"),
]
