"""The addresses of the webhooks' pages, without their language."""

from django.urls import path

from timeline.webhooks.views import ask_page, own_page

urlpatterns = [
    path("webhooks/", ask_page, name="webhooks"),
    path("webhooks/<str:token>/", own_page, name="webhooks-own"),
]
