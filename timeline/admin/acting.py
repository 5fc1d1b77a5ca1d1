"""The acts of the desk as buttons of a form and choices of a list; each leads to a page that explains it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from unfold.decorators import action
from unfold.enums import ActionVariant

from timeline import roles
from timeline.admin.acts import (
    delete_page,
    merge_page,
    preview_page,
    publish_page,
    readdress_page,
    readers_page,
    restore_draft_page,
    restore_page,
    retract_page,
    take_down_page,
)
from timeline.admin.acts.page import Act

AT_ONCE = 100
LONGEST_PK = 19  # digits of a bigint
PAGES = {
    "publish": publish_page,
    "retract": retract_page,
    "restore": restore_page,
    "delete-drafts": delete_page,
    "restore-drafts": restore_draft_page,
    "merge": merge_page,
}
RIGHTS = {
    "publish": "publish",
    "retract": "publish",
    "restore": "publish",
    "delete-drafts": "delete_draft",
    "restore-drafts": "delete_draft",
    "merge": "merge",
}


class Acting:
    """Adds the acts to the admin of a publishable model."""

    admin_site: Any
    opts: Any
    get_object: Any
    get_queryset: Any
    has_view_permission: Any
    actions: tuple[str, ...] = ("publish_rows", "retract_rows", "restore_rows", "delete_rows", "restore_draft_rows")
    actions_detail: tuple[Any, ...] = (
        "publish_row",
        "restore_row",
        "restore_draft_row",
        "preview_row",
        {
            "title": "More",
            "icon": "more_vert",
            "items": ["readdress_row", "retract_row", "take_down_row", "delete_row"],
        },
    )

    # --- Rights -------------------------------------------------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - as Unfold calls it
        """Ask for the right to publish, retract and restore."""
        return request.user.has_perm(roles.PUBLISH)

    def has_take_down_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Ask for the right to take down."""
        return request.user.has_perm(roles.TAKE_DOWN)

    def has_delete_draft_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Ask for the right to delete drafts of this model."""
        return request.user.has_perm(f"{self.opts.app_label}.delete_{self.opts.model_name}")

    def has_merge_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Ask for the right to edit what was published; the page asks for more where readers know one of the two."""
        return request.user.has_perm(roles.EDIT_PUBLISHED)

    # --- Acts on one row ----------------------------------------------------------------------------------------------

    @action(description="Publish…", url_path="publish", permissions=["publish"], variant=ActionVariant.PRIMARY)
    def publish_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Publish the row of this form."""
        return self._act_on_one(request, object_id, publish_page)

    @action(description="Preview", url_path="preview", permissions=["view"], attrs={"target": "_blank"})
    def preview_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the document as it would be published."""
        return self._act_on_one(request, object_id, preview_page)

    @action(description="Restore…", url_path="restore", permissions=["publish"], variant=ActionVariant.PRIMARY)
    def restore_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Put the retracted row back."""
        return self._act_on_one(request, object_id, restore_page)

    @action(description="Change the address…", url_path="readdress", permissions=["publish"], icon="alt_route")
    def readdress_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Give the row another slug."""
        return self._act_on_one(request, object_id, readdress_page)

    @action(description="Retract…", url_path="retract", permissions=["publish"], icon="undo")
    def retract_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take the row out of current reads."""
        return self._act_on_one(request, object_id, retract_page)

    @action(
        description="Take down…",
        url_path="take-down",
        permissions=["take_down"],
        variant=ActionVariant.DANGER,
        icon="gavel",
    )
    def take_down_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Remove the row's published text from history too."""
        return self._act_on_one(request, object_id, take_down_page)

    @action(
        description="Delete draft…",
        url_path="delete-draft",
        permissions=["delete_draft"],
        variant=ActionVariant.DANGER,
        icon="delete",
    )
    def delete_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Delete the draft."""
        return self._act_on_one(request, object_id, delete_page)

    @action(
        description="Restore draft…",
        url_path="restore-draft",
        permissions=["delete_draft"],
        variant=ActionVariant.PRIMARY,
    )
    def restore_draft_row(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Put the deleted draft back."""
        return self._act_on_one(request, object_id, restore_draft_page)

    def _act_on_one(self, request: HttpRequest, object_id: str, page: Any) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            messages.warning(request, f"There is no {self.opts.verbose_name} {object_id}.")
            return HttpResponseRedirect(Act(self, request, [], from_form=False).back())
        shown: HttpResponse = page(Act(self, request, [row], from_form=True))
        return shown

    # --- Acts on several rows -----------------------------------------------------------------------------------------

    @action(description="Publish…", permissions=["publish"])
    def publish_rows(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """Publish the chosen rows in one act."""
        return self._confirm(request, rows, "publish")

    @action(description="Retract…", permissions=["publish"])
    def retract_rows(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """Retract the chosen rows in one act."""
        return self._confirm(request, rows, "retract")

    @action(description="Restore retracted…", permissions=["publish"])
    def restore_rows(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """Restore the chosen rows in one act."""
        return self._confirm(request, rows, "restore")

    @action(description="Delete drafts…", permissions=["delete_draft"])
    def delete_rows(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """Delete the chosen drafts."""
        return self._confirm(request, rows, "delete-drafts")

    @action(description="Restore deleted drafts…", permissions=["delete_draft"])
    def restore_draft_rows(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """Put the chosen deleted drafts back."""
        return self._confirm(request, rows, "restore-drafts")

    @action(description="Merge…", permissions=["merge"])
    def merge_rows(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """Make one of the two chosen rows the other."""
        return self._confirm(request, rows, "merge")

    def _confirm(self, request: HttpRequest, rows: QuerySet[Any], verb: str) -> HttpResponse:
        """Go to the page of an act on the chosen rows."""
        pks = [str(pk) for pk in rows.values_list("pk", flat=True)[: AT_ONCE + 1]]
        if len(pks) > AT_ONCE:
            messages.error(request, f"At most {AT_ONCE} at once. Choose fewer.")
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(f"{reverse(self._url_name(verb))}?pks={','.join(pks)}")

    def _url_name(self, verb: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{verb.replace('-', '_')}_rows"

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of acts on several rows."""
        pages = [
            path(
                f"{verb}/",
                self.admin_site.admin_view(self._page_view(verb)),
                name=self._url_name(verb).removeprefix("admin:"),
            )
            for verb in PAGES
        ]
        framed = path(
            "<path:object_id>/preview/page/",
            self.admin_site.admin_view(self._readers_page),
            name=f"{self.opts.app_label}_{self.opts.model_name}_readers_page",
        )
        return [framed, *pages, *super().get_urls()]  # type: ignore[misc]  # a mixin before Django's class

    def _readers_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the page that the preview frames."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._act_on_one(request, object_id, readers_page)

    def _page_view(self, verb: str) -> Any:
        def view(request: HttpRequest) -> HttpResponse:
            if not getattr(self, f"has_{RIGHTS[verb]}_permission")(request):
                raise PermissionDenied
            wanted = [
                int(pk) for pk in request.GET.get("pks", "").split(",") if pk.isdecimal() and len(pk) < LONGEST_PK
            ][:AT_ONCE]
            rows = list(self.get_queryset(request).filter(pk__in=wanted))
            if not rows:
                messages.error(request, "None of the chosen rows exists any more.")
                return HttpResponseRedirect(Act(self, request, [], from_form=False).back())
            return PAGES[verb](Act(self, request, rows, from_form=False))

        return view
