"""Every address that the site has, as its table of addresses spells it: for tests that walk all of them."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield each address (`events/<str:key>/`) and its name, empty where it has none."""
    for one in (resolver or get_resolver()).url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield here, one.name or ""
        else:
            yield from routes(one, here)


def desk_routes() -> Iterator[tuple[str, str]]:
    """Yield those of the editors' desk."""
    return (found for found in routes() if found[0].startswith("admin/"))


def public_routes() -> Iterator[tuple[str, str]]:
    """Yield those of everybody else."""
    return (found for found in routes() if not found[0].startswith("admin/"))
