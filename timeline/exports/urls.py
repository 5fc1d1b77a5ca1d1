"""The addresses of the downloads; `form` of a dispute's events is csv or json."""

from django.urls import path

from timeline.exports.views import dispute_events
from timeline.exports.whole import build_file, newest_file
from timeline.pages.statistics import statistics_csv

urlpatterns = [
    path("disputes/<slug:slug>/events.<str:form>", dispute_events, name="dispute-events"),
    path("statistics.csv", statistics_csv, name="statistics-csv"),
    path("data/newest/<str:name>", newest_file, name="bulk-newest"),
    path("data/<int:seq>/<str:name>", build_file, name="bulk-file"),
]
