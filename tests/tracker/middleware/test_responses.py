import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tracker.middleware.compression import PublicCompressionMiddleware
from tracker.middleware.path_language import PathLanguageMiddleware

pytestmark = pytest.mark.django_db


def test_a_public_answer_sets_no_cookie_and_does_not_vary_by_one(client: Client):
    response = client.get("/health/live")

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_cookies_of_editors_stay_in_the_admin(client: Client):
    response = client.get("/admin/login/")

    assert response.cookies
    assert {cookie["path"] for cookie in response.cookies.values()} == {"/admin/"}


def test_public_pages_allow_nothing_unsafe_and_no_frame(client: Client):
    policy = client.get("/no-such-page").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_the_admin_may_evaluate_expressions_but_runs_no_script_of_the_page(client: Client):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))

    assert "'unsafe-eval'" in scripts
    assert "'unsafe-inline'" not in scripts


def test_a_path_that_only_looks_like_the_admin_gets_the_public_policy(client: Client):
    assert "unsafe" not in client.get("/administration/").headers["Content-Security-Policy"]


def test_browsers_are_told_that_no_device_is_used(client: Client):
    assert "camera=()" in client.get("/health/live").headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("path", "loaded_by"),
    [("/health/live", "cross-origin"), ("/administration/", "cross-origin"), ("/admin/login/", "same-origin")],
)
def test_other_sites_may_show_what_readers_see_and_nothing_of_the_desk(client: Client, path, loaded_by):
    assert client.get(path).headers["Cross-Origin-Resource-Policy"] == loaded_by


@pytest.mark.parametrize(("path", "language"), [("/", "en"), ("/de/", "de"), ("/de", "de"), ("/denmark/", "en")])
def test_the_address_alone_decides_the_language(path, language):
    request = RequestFactory().get(path, headers={"Accept-Language": "de"})

    response = PathLanguageMiddleware(lambda _: HttpResponse())(request)

    assert response.headers["Content-Language"] == language
    assert "Vary" not in response.headers


def test_public_answers_are_compressed_and_stay_identical():
    request = RequestFactory().get("/disputes/", headers={"Accept-Encoding": "gzip"})
    compress = PublicCompressionMiddleware(lambda _: HttpResponse("record " * 500))

    first, second = compress(request), compress(request)

    assert gzip.decompress(first.content) == b"record " * 500
    assert first.content == second.content


def test_pages_of_a_session_are_not_compressed():
    request = RequestFactory().get("/admin/", headers={"Accept-Encoding": "gzip"})

    response = PublicCompressionMiddleware(lambda _: HttpResponse("record " * 500))(request)

    assert "Content-Encoding" not in response.headers
