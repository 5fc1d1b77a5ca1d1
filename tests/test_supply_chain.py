"""What the site is made of: every package with a licence that may be passed on, in a bill of materials, and audited."""

import importlib.util
import json
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tracker.launcher.folder import CHECKOUT

AUDIT = CHECKOUT / "requirements" / "audit.py"


def loaded(name):
    spec = importlib.util.spec_from_file_location(name, CHECKOUT / "requirements" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


bill = loaded("bill")


def test_every_package_of_every_lock_may_be_passed_on_with_the_site():
    for lock in ("production", "local", "development"):
        found = bill.packages(lock)
        tools = bill.TOOLS if lock == "development" else {}
        refused = {one.name: one.licence for one in found if not bill.is_allowed(one.licence)}

        assert len(found) > 80
        assert refused == tools


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0 OR MIT", True),
        ("AGPL-3.0 AND MIT", False),
        ("MPL-2.0 AND (Apache-2.0 OR GPL-2.0-only)", True),
        ("(MIT)", True),
        ("", False),
        ("Proprietary", False),
    ],
)
def test_an_expression_is_allowed_by_its_parts(licence, allowed):
    assert bill.is_allowed(licence) is allowed


def test_a_package_that_says_nothing_of_its_licence_is_told():
    with pytest.raises(KeyError, match="not installed"):
        bill.licence_of("no-such-package-anywhere")


def test_the_page_of_licences_is_that_of_the_lock():
    assert (CHECKOUT / "docs" / "licences.md").read_text() == bill.page(), "run `make licences`"


def test_the_bill_of_materials_has_every_package_with_version_hashes_and_licence(tmp_path):
    bill.write_sbom(tmp_path / "sbom.json")

    said = json.loads((tmp_path / "sbom.json").read_text())
    lock = (CHECKOUT / "requirements" / "production.txt").read_text()
    pins = set(re.findall(r"^([a-z0-9][\w.-]*)==([^\s;\\]+)", lock, re.MULTILINE))
    assert said["bomFormat"] == "CycloneDX"
    assert {(one["name"], one["version"]) for one in said["components"]} == pins
    for one in said["components"]:
        assert one["licenses"][0]["expression"]
        assert any(reference["hashes"] for reference in one["externalReferences"]), one["name"]
    hashes = {
        found["content"] for one in said["components"] for r in one["externalReferences"] for found in r["hashes"]
    }
    assert hashes == set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock))


@pytest.fixture
def advisories():
    """Give the address of a service that speaks OSV's language, and what it says of which package."""
    known = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            body = json.dumps(known.get(asked["package"]["name"], {})).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query", known
        server.shutdown()


def audited(url):
    command = [sys.executable, str(AUDIT), "--vulnerability-service=osv", f"--osv-url={url}"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_a_known_weakness_fails_the_build_and_none_passes_it(advisories):
    url, known = advisories
    clean = audited(url)
    assert clean.returncode == 0, clean.stderr
    assert "0 weaknesses are known" in clean.stdout

    affected = {
        "package": {"name": "django", "ecosystem": "PyPI"},
        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
    }
    known["django"] = {
        "vulns": [{"id": "PYSEC-1", "published": "2026-01-01T00:00:00Z", "summary": "Bad.", "affected": [affected]}]
    }
    weak = audited(url)
    assert weak.returncode == 1
    assert re.search(r"^django \S+: PYSEC-1, mended in 99.1$", weak.stdout, re.MULTILINE)


def test_a_service_that_cannot_be_asked_breaks_no_build_and_is_not_passed_off_as_an_audit():
    said = audited("http://127.0.0.1:9/v1/query")

    assert said.returncode == 0
    assert said.stdout.startswith("NOTHING WAS AUDITED")
