"""The addresses of the downloads that have no language."""

from django.urls import path

from timeline.exports.whole import build_file, newest_file
from timeline.pages.statistics import statistics_csv

urlpatterns = [
    path("statistics.csv", statistics_csv, name="statistics-csv"),
    path("data/newest/<str:name>", newest_file, name="bulk-newest"),
    path("data/<int:seq>/<str:name>", build_file, name="bulk-file"),
]
