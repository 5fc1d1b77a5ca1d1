"""The addresses of the public pages, without their language."""

from django.urls import path
from django.views.generic import RedirectView

from timeline.api.journalists import for_journalists
from timeline.pages import calendar, lists, objects
from timeline.pages.about import about_page, licence_page, method_page
from timeline.pages.calculator import calculator_page
from timeline.pages.cite import cite_json, cite_page
from timeline.pages.compare import compare_page
from timeline.pages.data import data_page
from timeline.pages.deadlines import deadlines_page
from timeline.pages.dispute import dispute_page
from timeline.pages.event import event_page
from timeline.pages.glossary import glossary_page
from timeline.pages.home import home_page
from timeline.pages.protest import protest_page
from timeline.pages.quality import quality_list_page, quality_page
from timeline.pages.search import search_page
from timeline.pages.sources import sources_page
from timeline.pages.sources_health import sources_health_page
from timeline.pages.statements import statements_page
from timeline.pages.statistics import statistics_page
from timeline.pages.style import style_page

urlpatterns = [
    path("", home_page, name="home"),
    path("disputes/", RedirectView.as_view(pattern_name="home", permanent=True), name="disputes"),
    path("disputes/<slug:slug>/", dispute_page, name="dispute"),
    path("events/<str:key>/", event_page, name="event"),
    path("events/<str:key>/<slug:words>/", event_page, name="event-words"),
    path("protests/<str:key>/", protest_page, name="protest"),
    path("protests/<str:key>/<slug:words>/", protest_page, name="protest-words"),
    path("contracts/<slug:key>/", objects.contract_page, name="contract"),
    path("parties/", lists.parties_page, name="parties"),
    path("parties/<slug:key>/", objects.party_page, name="party"),
    path("claims/", lists.claims_page, name="claims"),
    path("claims/<slug:key>/", objects.claim_page, name="claim"),
    path("sources/", sources_page, name="sources"),
    path("sources/<str:key>/", objects.source_page, name="source"),
    path("statements/", statements_page, name="statements"),
    path("corrections/", lists.corrections_page, name="corrections"),
    path("deadlines/", deadlines_page, name="deadlines"),
    path("deadlines.ics", calendar.all_calendar, name="calendar"),
    path("disputes/<slug:slug>/deadlines.ics", calendar.dispute_calendar, name="dispute-calendar"),
    path("calculator/", calculator_page, name="calculator"),
    path("sources-health/", sources_health_page, name="sources-health"),
    path("quality/", quality_page, name="quality"),
    path("quality/<slug:measure>/", quality_list_page, name="quality-list"),
    path("cite/<int:seq>/", cite_page, name="cite"),
    path("cite/<int:seq>.json", cite_json, name="cite-json"),
    path("compare/", compare_page, name="compare"),
    path("data/", data_page, name="data"),
    path("search/", search_page, name="search"),
    path("style/", style_page, name="style"),
    path("glossary/", glossary_page, name="glossary"),
    path("statistics/", statistics_page, name="statistics"),
    path("about/", about_page, name="about"),
    path("method/", method_page, name="method"),
    path("licence/", licence_page, name="licence"),
    path("for-journalists/", for_journalists, name="for-journalists"),
]
