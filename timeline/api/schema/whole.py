"""The whole description as one text, put together once a process: it changes with the code alone."""

from functools import cache
from typing import Any

import orjson
from django.conf import settings
from drf_spectacular.generators import SchemaGenerator

from timeline.api.resources import RESOURCES
from timeline.api.schema.answers import components
from timeline.api.schema.parameters import path_components


def add_components(result: dict[str, Any], **_generator: Any) -> dict[str, Any]:
    """Add the components, which no serializer stands for, and say what each group of addresses is."""
    result["components"] = {
        "schemas": dict(sorted({**components(), **path_components()}.items())),
        # A key opens nothing: it only raises the limits.
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
    }
    result["tags"] = [{"name": one.name, "description": one.help} for one in RESOURCES]
    result["tags"].append({"name": "log", "description": "The publication log, from which all answers are read."})
    return result


def openapi() -> bytes:
    """Return the OpenAPI 3.1 document as JSON."""
    return _openapi(settings.SITE_URL)


@cache
def _openapi(site: str) -> bytes:
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # the package is partly typed
    schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return orjson.dumps({**schema, "servers": [{"url": site}]}, option=orjson.OPT_NON_STR_KEYS)
