"""The addresses of the downloads; `form` is csv or json."""

from django.urls import path

from timeline.exports.views import dispute_events
from timeline.pages.statistics import statistics_csv

urlpatterns = [
    path("disputes/<slug:slug>/events.<str:form>", dispute_events, name="dispute-events"),
    path("statistics.csv", statistics_csv, name="statistics-csv"),
]
