"""Addresses as pages link to each other: in the language of the page, which stands at their beginning. Pure."""

from django.utils.translation import get_language

from timeline import addresses

MAIN_LANGUAGE = "en"
NAMES = {"en": "English", "de": "Deutsch"}


def language() -> str:
    """Return the language of the page that is being made: `en` or `de`."""
    return (get_language() or MAIN_LANGUAGE)[:2]


def local(path: str, lang: str = "") -> str:
    """Return a path, given without its language, in the page's language or in `lang`."""
    lang = lang or language()
    return path if lang == MAIN_LANGUAGE else f"/{lang}{path}"


def bare(path: str) -> str:
    """Return a path without its language."""
    for lang in NAMES:
        if lang != MAIN_LANGUAGE and f"{path}/".startswith(f"/{lang}/"):
            return path[len(lang) + 1 :] or "/"
    return path


def page_path(object_type: str, key: str, slug: str = "") -> str:
    """Return the path of an object's page in the page's language."""
    return local(addresses.page_path(object_type, key, slug))
