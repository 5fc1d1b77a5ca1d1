"""Public answers as they come over the wire: compressed in what the reader takes, pages, lists, streams and files."""

import gzip
import zlib
from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import brotli
import pytest
import zstandard
from asgiref.sync import async_to_sync
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from tracker.middleware.compression import PublicCompressionMiddleware

UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "gzip": gzip.decompress,
}
BROWSER = "gzip, deflate, br, zstd"
PATHS = ("/disputes/jedi/", "/api/v1/events/?dispute=jedi", "/disputes/jedi/events.csv")


def ask(site: str, path: str, accepted: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    door = HTTPConnection(urlsplit(site).netloc)
    door.request("GET", path, headers={"Accept-Encoding": accepted, **headers})
    answer = door.getresponse()
    body = answer.read()
    door.close()
    return answer, body


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("coding", UNPACK)
def test_an_answer_comes_in_the_coding_that_is_asked_for(shipped_site, path, coding):
    plain, content = ask(shipped_site, path, "identity")
    packed, body = ask(shipped_site, path, coding)
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == coding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert len(body) < len(content) / 2
    assert UNPACK[coding](body) == content


@pytest.mark.parametrize("path", PATHS[:2])
@pytest.mark.parametrize("coding", UNPACK)
def test_the_tag_of_a_compressed_answer_is_weak_and_answers_304_in_every_coding(shipped_site, path, coding):
    tag = ask(shipped_site, path, coding)[0].headers["ETag"]
    assert tag.startswith('W/"')
    for accepted in (BROWSER, "identity"):
        again, body = ask(shipped_site, path, accepted, **{"If-None-Match": tag})
        assert (again.status, body) == (304, b"")
        assert again.headers["Content-Encoding"] is None


def test_the_desk_is_sent_as_it_is(shipped_site):
    answer, _body = ask(shipped_site, "/admin/login/", BROWSER)
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] is None


@pytest.mark.parametrize("coding", UNPACK)
def test_every_piece_of_a_stream_is_readable_when_it_comes(coding):
    pieces = [b"first " * 100, b"second " * 100]
    request = RequestFactory().get("/data/", headers={"Accept-Encoding": coding})
    answer = PublicCompressionMiddleware(lambda _: StreamingHttpResponse(iter(pieces)))(request)
    sent = list(answer.streaming_content)
    assert len(sent) == 3, "each piece by itself, then the end"
    reader = {
        "br": lambda: brotli.Decompressor().process,
        "zstd": lambda: zstandard.ZstdDecompressor().decompressobj().decompress,
        "gzip": lambda: zlib.decompressobj(31).decompress,
    }[coding]()
    assert [reader(part) for part in sent[:2]] == pieces


def test_a_stream_in_an_event_loop_is_compressed_too():
    async def pieces():
        yield b"record " * 100

    async def view(_request):
        return StreamingHttpResponse(pieces())

    async def received():
        request = RequestFactory().get("/data/", headers={"Accept-Encoding": "zstd"})
        answer = await PublicCompressionMiddleware(view)(request)
        return b"".join([part async for part in answer.streaming_content])

    assert UNPACK["zstd"](async_to_sync(received)()) == b"record " * 100


def test_what_bears_a_coding_or_is_short_stays_as_it_is():
    request = RequestFactory().get("/data/", headers={"Accept-Encoding": BROWSER})
    packed = HttpResponse(b"x" * 500, headers={"Content-Encoding": "gzip"})
    for response in (packed, HttpResponse("short")):
        before = response.content
        assert PublicCompressionMiddleware(lambda _, response=response: response)(request).content == before


def test_collected_files_are_there_in_brotli_too(tmp_path):
    sheet = tmp_path / "site.css"
    sheet.write_text("body { color: black }\n" * 200)
    Compressor(quiet=True).compress(str(sheet))
    files = WhiteNoise(None, root=tmp_path)
    found = files.files["/site.css"].get_response("GET", {"HTTP_ACCEPT_ENCODING": BROWSER})
    if found.file is not None:
        found.file.close()
    assert dict(found.headers)["Content-Encoding"] == "br"
    assert dict(found.headers)["Vary"] == "Accept-Encoding"
