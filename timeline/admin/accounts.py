"""The desk's pages for accounts and roles."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from timeline.admin.base import CleanSearch

admin.site.unregister(User)
admin.site.unregister(Group)

OWNERS_ONLY = ("is_superuser", "user_permissions")


@admin.register(User)
class UserAdmin(CleanSearch, DjangoUserAdmin[User], ModelAdmin):
    """Accounts. Only a superuser can make or change a superuser."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    autocomplete_fields = ("groups",)

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
