"""The words under which shared caches file answers: the scopes of the log that ETags are made of, and one for all."""

from collections.abc import Iterable

from django.http import HttpRequest

# On every answer: what is removed, a new release and an open question may concern any of them.
SITE = "site"
# On what depends on the whole log; an answer about one dispute alone has that dispute's key instead.
LOG = "log"


def of_dispute(slug: str) -> str:
    """Return the key of what depends on one dispute alone."""
    return f"dispute:{slug}"


def note(request: HttpRequest, scope: str, *, is_lasting: bool = False) -> None:
    """Note on a request what its answer depends on, for `headers_of`.

    Lasting is what changes with its scope, the release and the day in New York and with nothing else.
    """
    request.edge_scope = scope  # type: ignore[attr-defined]  # kept on the request for its own time
    request.edge_lasts = is_lasting  # type: ignore[attr-defined]  # the same


def of_answer(request: HttpRequest) -> list[str]:
    """Return the keys of the answer to a request: what nobody noted anything of depends on the whole log."""
    return [SITE, getattr(request, "edge_scope", LOG)]


def is_lasting(request: HttpRequest) -> bool:
    """Say whether a shared cache may keep the answer until it is told otherwise."""
    return bool(getattr(request, "edge_lasts", False))


def headers(keys: Iterable[str]) -> dict[str, str]:
    """Return the headers that name keys: the one of Fastly and Varnish, and the one of Cloudflare and Akamai."""
    named = list(keys)
    return {"Surrogate-Key": " ".join(named), "Cache-Tag": ",".join(named)}
