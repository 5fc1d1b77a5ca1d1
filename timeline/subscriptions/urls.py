"""The addresses of the alerts' pages, without their language."""

from django.urls import path

from timeline.subscriptions.views import ask_page, own_page

urlpatterns = [
    path("alerts/", ask_page, name="alerts"),
    path("alerts/<str:token>/", own_page, name="alerts-own"),
]
