"""The addresses of the downloads that have no language."""

from django.urls import path

from timeline.exports.ocds.extension import extension_file
from timeline.exports.ocds.views import dispute_ocds
from timeline.exports.whole import build_file, newest_file
from timeline.pages.statistics import statistics_csv

urlpatterns = [
    path("statistics.csv", statistics_csv, name="statistics-csv"),
    path("data/newest/<str:name>", newest_file, name="bulk-newest"),
    path("data/<int:seq>/<str:name>", build_file, name="bulk-file"),
    path("disputes/<slug:slug>/ocds.json", dispute_ocds, {"form": "records"}, name="dispute-ocds"),
    path("disputes/<slug:slug>/ocds-releases.json", dispute_ocds, {"form": "releases"}, name="dispute-ocds-releases"),
    path("ocds-extension/<path:name>", extension_file, name="ocds-extension"),
]
