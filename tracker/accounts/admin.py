"""The desk's pages for accounts and roles."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from timeline.admin.base import CleanSearch
from tracker.accounts import passwords, second_factor, sign_ins

for _model in (User, Group, TOTPDevice, StaticDevice):  # devices hold secrets: they are seen by their owner only, once
    admin.site.unregister(_model)

OWNERS_ONLY = ("is_superuser", "user_permissions")


@admin.register(User)
class UserAdmin(CleanSearch, DjangoUserAdmin[User], ModelAdmin):
    """Accounts. Only a superuser can make or change a superuser."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    autocomplete_fields = ("groups",)
    list_display = ("username", "first_name", "last_name", "email", "is_active", "shown_factor", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    actions = ("invite", "end_sign_ins", "remove_second_factor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Add whether an account has a second factor."""
        confirmed = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_factor=Exists(confirmed))

    @display(description="Second factor", boolean=True, ordering="has_factor")
    def shown_factor(self, user: Any) -> bool:
        """Say whether an authenticator app is set up."""
        return bool(user.has_factor)

    @admin.action(description="Send a letter to set the password", permissions=["change"])
    def invite(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Write to the chosen accounts how they set their passwords."""
        for user in self._may_change(request, queryset):
            if not settings.SENDS_MAIL:
                self.message_user(request, "This site sends no mail: set the password here.", messages.ERROR)
                return
            if not user.email or not user.is_active or not user.is_staff:
                self.message_user(
                    request, f"{user} has no address, or may not come to the desk: nothing was sent.", messages.ERROR
                )
                continue
            passwords.invite(request, user.email)
            self.message_user(request, f"A letter to {user.email} is sent.", messages.SUCCESS)

    @admin.action(description="End all sign-ins", permissions=["change"])
    def end_sign_ins(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Log the chosen accounts out everywhere."""
        for user in self._may_change(request, queryset):
            count = sign_ins.end(user)
            self.log_change(request, user, f"Ended {count} sign-ins.")
            self.message_user(request, f"{user}: {count} sign-ins ended.", messages.SUCCESS)

    @admin.action(description="Remove the second factor (it was lost)", permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Take the second factor of the chosen accounts away, and log them out: they add another at the next log-in."""
        for user in self._may_change(request, queryset):
            if user == request.user:
                self.message_user(request, "Your own is changed on “My account”.", messages.ERROR)
                continue
            count = second_factor.remove(user)
            sign_ins.end(user)
            self.log_change(request, user, "Removed the second factor and ended all sign-ins.")
            said = "its second factor is removed" if count else "it had none"
            self.message_user(request, f"{user}: {said}; it is logged out everywhere.", messages.SUCCESS)

    def _may_change(self, request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        """Return those of the accounts that this one may change; say which are left alone."""
        users = list(queryset)
        allowed = [user for user in users if self.has_change_permission(request, user)]
        if len(allowed) < len(users):
            self.message_user(request, "Superusers are changed by superusers only: left alone.", messages.ERROR)
        return allowed

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep rights beyond the roles to superusers."""
        found = super().get_readonly_fields(request, obj)
        return found if request.user.is_superuser else (*found, *OWNERS_ONLY)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody but a superuser change a superuser."""
        if obj is not None and getattr(obj, "is_superuser", False) and not request.user.is_superuser:
            return False
        return bool(super().has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Refuse: an account that acted is switched off, not deleted."""
        return False


@admin.register(Group)
class GroupAdmin(CleanSearch, DjangoGroupAdmin, ModelAdmin):
    """Roles. The four of the desk are set by the program; others can be added."""
