"""Forms of the account's pages."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.contrib.auth.models import User
from django.db.models import QuerySet
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminPasswordWidget, UnfoldAdminTextInputWidget

if TYPE_CHECKING:
    _SetPasswordForm = SetPasswordForm[User]
else:
    _SetPasswordForm = SetPasswordForm


class CodeForm(forms.Form):
    """A code of the authenticator app, or a recovery code."""

    code = forms.CharField(
        max_length=40,
        label="Code",
        widget=UnfoldAdminTextInputWidget(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false", "autocapitalize": "off"}
        ),
    )


class NewPasswordForm(_SetPasswordForm):
    """A new password, twice."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        """Give the fields the desk's looks."""
        super().__init__(*arguments, **more)
        for name in ("new_password1", "new_password2"):
            self.fields[name].widget = UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"})


class ForgottenForm(PasswordResetForm):
    """Sends a letter with which a password can be set: to accounts of the desk only, and to the site's own address."""

    email = forms.EmailField(
        max_length=254, label="Address", widget=UnfoldAdminEmailInputWidget(attrs={"autocomplete": "email"})
    )

    def get_users(self, email: str) -> QuerySet[User]:
        """Return the active accounts of the desk with this address, those without a password yet included."""
        return User.objects.filter(email__iexact=email, is_active=True, is_staff=True)

    def save(self, *arguments: Any, **more: Any) -> None:
        """Send it; where to is never taken from what the request says of its host."""
        site = urlsplit(settings.SITE_URL)
        super().save(
            *arguments,
            **{
                **more,
                "domain_override": site.netloc,
                "use_https": site.scheme == "https",
                "from_email": settings.DEFAULT_FROM_EMAIL,
            },
        )
