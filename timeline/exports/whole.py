"""Addresses of the builds of the whole record: their manifests and files, the newest one under a lasting name."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from timeline.bulk import shelf
from timeline.exports.files import file_response

GONE = "This build was withdrawn: something in it was taken down. Please delete your copy and take the newest one.\n"


@require_safe
def newest_file(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - a view takes it
    """Lead to a file of the newest build; where it leads changes with every build."""
    build = next(iter(shelf.builds()), None)
    if build is None or build.path_of(name) is None:
        raise Http404
    response = HttpResponseRedirect(reverse("bulk-file", args=[build.seq, name]))
    response["Cache-Control"] = "public, max-age=60"
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def build_file(request: HttpRequest, seq: int, name: str) -> HttpResponseBase:
    """Give a file of one build, as long as it stands on the shelf: 404 after that, 410 once it was withdrawn."""
    build = shelf.find(seq)
    if build is None and any(one["seq"] == seq for one in shelf.withdrawn()):
        return HttpResponse(GONE, status=410, content_type="text/plain; charset=utf-8")
    path = build.path_of(name) if build else None
    if build is None or path is None or not path.exists():
        raise Http404
    if name == shelf.MANIFEST:
        response = HttpResponse(path.read_bytes(), content_type="application/json")
        response["Access-Control-Allow-Origin"] = "*"
        return response
    entry = next(file for file in build.manifest["files"] if file["name"] == name)
    return file_response(
        request, path, media_type=entry["media_type"], name=f"contract-disputes-{seq}-{name}", sha256=entry["sha256"]
    )
