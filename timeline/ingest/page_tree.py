"""A fetched or saved web page as a tree, once it is sure that it is no page of a bot filter."""

from typing import cast

from lxml import html
from lxml.etree import ParserError

from timeline.ingest.encodings import to_utf8
from timeline.ingest.errors import EmptyBody, NotThisFormat
from timeline.ingest.pages import filter_name, is_maintenance, page_error


def open_page(body: bytes, content_type: str = "", *, expected: str, source: str = "") -> html.HtmlElement:
    """Parse a page; raise a ParseError for an empty one and for a block or maintenance page in place of `expected`."""
    if not body.strip():
        raise EmptyBody("the answer is empty", source=source)
    if filter_name(body) or is_maintenance(body):
        raise page_error(body, expected, source=source)
    data = to_utf8(body, content_type)[0]
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        page = html.document_fromstring(data, parser=parser)
    except ParserError as error:
        raise NotThisFormat(f"the answer is no page, but {expected} was expected", source=source) from error
    return cast("html.HtmlElement", page)
