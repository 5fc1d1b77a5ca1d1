"""The addresses of the share cards."""

from django.urls import path

from timeline.cards.views import dispute_card, event_card

urlpatterns = [
    path("cards/disputes/<slug:key>.png", dispute_card, name="dispute-card"),
    path("cards/events/<str:key>.png", event_card, name="event-card"),
]
