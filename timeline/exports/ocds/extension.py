"""Gives away the description of our extension, at the address that every package names, and reads its codes."""

import csv

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

FOLDER = settings.BASE_DIR / "docs" / "ocds-extension"
FILES = {
    "extension.json": "application/json",
    "release-schema.json": "application/json",
    "codelists/+partyRole.csv": "text/csv; charset=utf-8",
    "README.md": "text/markdown; charset=utf-8",
}

ROLES = "codelists/+partyRole.csv"
# Codes of the standard's own partyRole.csv that our packages use.
STANDARD_ROLES = frozenset({"buyer", "procuringEntity", "reviewBody", "supplier", "tenderer"})


def party_roles() -> frozenset[str]:
    """Return the codes that a party's roles may have: the standard's that we use, and those that we add."""
    with (FOLDER / ROLES).open(encoding="utf-8", newline="") as file:
        return STANDARD_ROLES | {row["Code"] for row in csv.DictReader(file)}


@require_safe
def extension_file(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - a view takes it
    """Answer with one of the extension's files; 404 for any other name."""
    if name not in FILES:
        raise Http404
    response = HttpResponse((FOLDER / name).read_bytes(), content_type=FILES[name])
    response["Cache-Control"] = "public, max-age=3600"
    response["Access-Control-Allow-Origin"] = "*"
    return response
