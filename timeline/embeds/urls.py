"""The addresses of the compact pages and of oEmbed."""

from django.urls import path

from timeline.embeds.oembed import oembed
from timeline.embeds.views import dispute_embed, event_embed

urlpatterns = [
    path("embed/disputes/<slug:key>/", dispute_embed, name="dispute-embed"),
    path("embed/events/<str:key>/", event_embed, name="event-embed"),
    path("oembed", oembed, name="oembed"),
]
