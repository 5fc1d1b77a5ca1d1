"""The addresses of downloads in the language of their address: heads of columns and words of codelists differ."""

from django.urls import path

from timeline.exports.views import dispute_chronology, dispute_events

urlpatterns = [
    path("disputes/<slug:slug>/events.<str:form>", dispute_events, name="dispute-events"),
    path("disputes/<slug:slug>/entries.<str:form>", dispute_events, {"name": "entries"}, name="dispute-entries"),
    path("disputes/<slug:slug>/chronology.zip", dispute_chronology, name="dispute-chronology"),
]
