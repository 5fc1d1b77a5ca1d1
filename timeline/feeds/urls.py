"""The addresses of the feeds; `form` is atom, rss or json."""

from django.urls import path

from timeline.feeds.views import (
    corrections_feed,
    deadlines_feed,
    everything_feed,
    object_feed,
    search_feed,
    statements_feed,
)

urlpatterns = [
    path("feed.<str:form>", everything_feed, name="feed"),
    path("events/feed.<str:form>", everything_feed, name="events-feed"),
    path("disputes/<slug:key>/feed.<str:form>", object_feed("dispute"), name="dispute-feed"),
    path("parties/<slug:key>/feed.<str:form>", object_feed("party"), name="party-feed"),
    path("claims/<slug:key>/feed.<str:form>", object_feed("claim"), name="claim-feed"),
    path("protests/<str:key>/feed.<str:form>", object_feed("protest"), name="protest-feed"),
    path("contracts/<slug:key>/feed.<str:form>", object_feed("contract"), name="contract-feed"),
    path("statements/feed.<str:form>", statements_feed, name="statements-feed"),
    path("search/feed.<str:form>", search_feed, name="search-feed"),
    path("deadlines/feed.<str:form>", deadlines_feed, name="deadlines-feed"),
    path("disputes/<slug:key>/deadlines/feed.<str:form>", deadlines_feed, name="dispute-deadlines-feed"),
    path("corrections/feed.<str:form>", corrections_feed, name="corrections-feed"),
]
