"""The entrance: what resources there are, and the answer to addresses that do not exist."""

import orjson
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from timeline.api.base import LogView
from timeline.api.reading import Parameters, read_nothing
from timeline.api.resources import RESOURCES, ROOT, absolute

LICENCE = "CC BY 4.0 for facts and our own sentences; quotations and cited documents remain their owners'."


class RootView(LogView):
    """The list of resources."""

    role = "entrance"

    def answer(self, parameters: Parameters) -> str | HttpResponse:
        """Return each resource's address, the log's newest seq, and where the documentation is."""
        read_nothing(parameters)
        entrance = {
            "newest_seq": self.log.seq,
            "resources": {one.name: absolute(one.path) for one in RESOURCES} | {"changes": absolute(f"{ROOT}changes/")},
            "search": absolute(f"{ROOT}search/"),
            "citation_status": absolute(f"{ROOT}citation-status/"),
            "calculator": absolute(f"{ROOT}calculator/"),
            "codelists": absolute(f"{ROOT}codelists/"),
            "sources_health": absolute(f"{ROOT}sources-health/"),
            "quality": absolute(f"{ROOT}quality/"),
            "schema": absolute(f"{ROOT}schema/"),
            "docs": absolute("/api/docs/"),
            "for_journalists": absolute("/for-journalists/"),
            "licence": LICENCE,
        }
        return orjson.dumps(entrance).decode()


class UnknownAddressView(LogView):
    """Anything below the API that is no address: a slash is forgiven, the rest is a problem document."""

    schema = None  # type: ignore[assignment]  # so DRF leaves a view out of the description
    role = "nowhere"

    def answer(self, parameters: Parameters) -> str | HttpResponse:  # noqa: ARG002 - whatever is asked
        """Redirect to the address with a slash where that exists."""
        path = self.request.path
        if path.endswith("/"):
            raise Http404
        try:
            found = resolve(f"{path}/")
        except Resolver404 as error:
            raise Http404 from error
        if found.url_name == "unknown-address":
            raise Http404
        query = self.request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(absolute(f"{path}/?{query}" if query else f"{path}/"))
