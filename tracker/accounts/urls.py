"""Addresses of accounts, below the desk's."""

from django.contrib import admin
from django.urls import path

from tracker.accounts import passwords, views

guarded = admin.site.admin_view

urlpatterns = [
    path("account/", guarded(views.account), name="account"),
    path("account/second-factor/", guarded(views.prove), name="account-prove"),
    path("account/second-factor/add/", guarded(views.enrol), name="account-enrol"),
    path("account/second-factor/remove/", guarded(views.remove), name="account-remove"),
    path("account/recovery-codes/", guarded(views.renew_codes), name="account-codes"),
    path("account/sign-ins/end-others/", guarded(views.end_others), name="account-end-others"),
    path("account/sign-ins/<int:number>/end/", guarded(views.end_sign_in), name="account-end"),
    path("forgotten/", passwords.Forgotten.as_view(), name="admin_password_reset"),
    path("forgotten/sent/", passwords.Sent.as_view(), name="admin_password_reset_done"),
    path("forgotten/<uidb64>/<token>/", passwords.SetPassword.as_view(), name="password_reset_confirm"),
]
