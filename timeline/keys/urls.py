"""The addresses of the keys' pages, without their language."""

from django.urls import path

from timeline.keys.views import ask_page, keys_page

urlpatterns = [
    path("api-keys/", ask_page, name="api-keys"),
    path("api-keys/<str:token>/", keys_page, name="api-keys-own"),
]
