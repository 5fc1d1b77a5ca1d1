import pytest

from timeline.ingest.links import canonical, redact, web_address

BASE = "https://records.example/d/e"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://records.example/1", "https://records.example/1"),
        (" HTTPS://Records.EXAMPLE:443/a b?utm_source=x&b=2&a=1#xtor=1 ", "https://records.example/a%20b?b=2&a=1"),
        ("/x", "https://records.example/x"),
        ("//other.example/x", "https://other.example/x"),
        ("http://user:pw@h.example/", "http://h.example/"),
        ("https://api.sam.example/x?api_key=SECRET&id=3", "https://api.sam.example/x?id=3"),
        ("http://bücher.example/ü", "http://xn--bcher-kva.example/%C3%BC"),
        ("https://records.example/p#entry-12", "https://records.example/p#entry-12"),
        ("https://www.gao.gov/products/b-1%2Cb-2", "https://www.gao.gov/products/b-1%2Cb-2"),
        ("https://records.example/?ref=rss&ref=main", "https://records.example/?ref=main"),
    ],
)
def test_a_web_address_is_made_absolute_and_clean(said, address):
    assert web_address(said, BASE) == address


@pytest.mark.parametrize(
    "said",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "http://a b.example/",
        "http://a\u25a0\u00a0b.example/",
        "http://h:99999/",
        "",
        None,
        "https://records.example/" + "a" * 3000,
    ],
)
def test_anything_else_is_no_address(said):
    assert web_address(said, BASE) is None


def test_the_canonical_form_ignores_the_order_of_parameters_and_nothing_else():
    assert canonical("https://x.example?b=2&a=1") == canonical("https://x.example/?a=1&b=2")
    assert canonical("https://x.example/a") != canonical("https://x.example/b")


def test_secrets_are_hidden_before_an_address_is_kept():
    assert "SECRET" not in redact("https://u:SECRET@api.example/x?API_KEY=SECRET&token=SECRET&id=3")
    assert "id=3" in redact("https://api.example/x?api_key=SECRET&id=3")
