"""The addresses of the public pages."""

from django.urls import path

from timeline.pages.dispute import dispute_page
from timeline.pages.event import event_page
from timeline.pages.home import home_page

urlpatterns = [
    path("", home_page, name="home"),
    path("disputes/<slug:slug>/", dispute_page, name="dispute"),
    path("events/<str:key>/", event_page, name="event"),
    path("events/<str:key>/<slug:words>/", event_page, name="event-words"),
]
