"""What stands at the head of the API's OpenAPI description, read by the settings."""

from typing import Any

SETTINGS: dict[str, Any] = {
    "TITLE": "Contract Disputes API",
    "VERSION": "1",
    "DESCRIPTION": (
        "A read-only interface to the public record of disputes over government contracts. Everything is read from the "
        "publication log: any past moment can be asked for with `as_of`, and `changes` tells what changed since."
    ),
    "LICENSE": {
        "name": "CC BY 4.0 (facts and our own sentences)",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
    "OAS_VERSION": "3.1.0",
    "SECURITY": [{}, {"key": []}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATION_PARAMETERS": False,
    # Components are written down, not found in serializers; codelists carry their meanings already.
    "POSTPROCESSING_HOOKS": ["timeline.api.schema.whole.add_components"],
}
