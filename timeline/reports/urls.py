"""The addresses of the form, without their language."""

from django.urls import path

from timeline.reports.views import report_page, thanks_page

urlpatterns = [
    path("report/", report_page, name="report"),
    path("report/thanks/", thanks_page, name="report-thanks"),
]
