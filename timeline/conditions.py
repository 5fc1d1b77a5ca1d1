"""What a conditional request says of the answer that it would rather not get again (RFC 9110, 13)."""

from django.http import HttpRequest

ANY = "*"


def brings_tags(request: HttpRequest) -> bool:
    """Say whether a request brings tags, which only an answer of this very address can have given it.

    A date, or the tag `*` for any answer, says nothing of whether there is something at the address at all.
    """
    return request.headers.get("If-None-Match", ANY).strip() != ANY
