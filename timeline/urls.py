"""The addresses of what readers see."""

from django.urls import include, path

from timeline.api.journalists import for_journalists

urlpatterns = [
    path("api/", include("timeline.api.urls")),
    path("hooks/", include("timeline.hooks")),
    path("for-journalists/", for_journalists, name="for-journalists"),
    path("", include("timeline.cards.urls")),
    path("", include("timeline.embeds.urls")),
    path("", include("timeline.exports.urls")),
    path("", include("timeline.feeds.urls")),
    path("", include("timeline.pages.urls")),
]
