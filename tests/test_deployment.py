"""The production shape, as far as files can tell: what runs, what is documented, what must not be there."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tracker.launcher.folder import CHECKOUT

COMPOSE = CHECKOUT / "docker-compose.yml"
UNITS = sorted((CHECKOUT / "deploy" / "systemd").iterdir())
READERS_OF_THE_ENVIRONMENT = [
    CHECKOUT / one
    for one in (
        "tracker/settings.py",
        "tracker/broker.py",
        "tracker/databases.py",
        "tracker/edge.py",
        "tracker/observers.py",
        "deploy/gunicorn.py",
    )
]


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load(COMPOSE.read_text())["services"]


def variables_read(path: Path) -> set[str]:
    """Return the names that a file asks the environment for: `environment.flag("X")`, `os.environ.get("X")`."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) in {"environment", "os.environ"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).isupper()
    }


def test_every_setting_is_documented():
    documented = set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", (CHECKOUT / ".env.example").read_text(), re.MULTILINE))
    read = set().union(*map(variables_read, READERS_OF_THE_ENVIRONMENT))

    assert len(read) > 20
    assert read - documented == set()


def test_every_variable_of_the_compose_file_is_in_the_example():
    used = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE.read_text()))
    example = set(re.findall(r"^([A-Z_]+)=", (CHECKOUT / ".env.example").read_text(), re.MULTILINE))

    assert used == example


def test_the_production_shape_is_complete(services):
    assert set(services) == {"proxy", "web", "stream", "worker", "court", "beat", "migrate", "postgres", "valkey"}


def test_every_lasting_service_has_a_health_check(services):
    own = {name for name, service in services.items() if "healthcheck" in service and "test" in service["healthcheck"]}

    # The image's own check asks the process on port 8000, which is what web and stream are.
    assert own | {"web", "stream", "migrate"} == set(services)
    assert "HEALTHCHECK" in (CHECKOUT / "Dockerfile").read_text()


def test_the_database_keeps_its_data_where_postgresql_18_looks_for_it(services):
    assert "database:/var/lib/postgresql" in services["postgres"]["volumes"]
    assert services["postgres"]["image"] == "postgres:18"


def test_only_the_proxy_is_reachable_from_outside(services):
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_nobody_runs_as_root_in_the_image():
    lines = (CHECKOUT / "Dockerfile").read_text().splitlines()

    assert next(line for line in reversed(lines) if line.startswith("USER ")) == "USER 10001:10001"


def test_no_secret_has_a_value_in_the_repository():
    secret = re.compile(r"(?:SECRET_KEY|PASSWORD)(?:: |=)(\S+)")

    assert [found for found in secret.findall(COMPOSE.read_text()) if not found.startswith("${")] == []
    assert secret.findall((CHECKOUT / ".env.example").read_text()) == []
    assert secret.findall((CHECKOUT / "Dockerfile").read_text()) == ["build"]


def test_the_locks_name_no_host_and_no_path_and_check_every_package():
    for lock in (CHECKOUT / "requirements").glob("*.txt"):
        text = lock.read_text()
        packages = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)

        assert "://" not in text
        assert "file:" not in text
        assert len(packages) > 30
        assert len(re.findall(r"==[^\n]*\\\n    --hash=sha256:", text)) == len(packages)


def test_the_three_locks_agree():
    def pins(name):
        text = (CHECKOUT / "requirements" / name).read_text()
        return set(re.findall(r"^([a-z0-9][\w.-]*==\S+)", text, re.MULTILINE))

    # Each has something of its own: servers to try with, what tells of errors; one version of everything for all.
    assert pins("production.txt") | pins("local.txt") <= pins("development.txt")


def test_every_dependency_is_locked():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    named = {
        "production.txt": project["dependencies"],
        "local.txt": project["optional-dependencies"]["local"],
        "development.txt": project["optional-dependencies"]["development"],
    }
    for lock, requirements in named.items():
        locked = set(re.findall(r"^([a-z0-9][\w.-]*)==", (CHECKOUT / "requirements" / lock).read_text(), re.MULTILINE))

        assert {re.split(r"[\[<>=~!; ]", requirement)[0] for requirement in requirements} <= locked, "run `make lock`"


def test_shell_scripts_are_well_formed():
    for script in (".ci/run", "requirements/install.sh", "requirements/lock.sh", "deploy/create-role.sh"):
        assert subprocess.run(["bash", "-n", CHECKOUT / script], check=False).returncode == 0, script


def test_hadolint_finds_nothing_wrong_with_the_image():
    said = subprocess.run(
        [Path(sys.executable).parent / "hadolint", "--failure-threshold=info", CHECKOUT / "Dockerfile"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert said.returncode == 0, said.stdout


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="docker-compose is not installed")
def test_compose_itself_reads_the_file_and_misses_no_setting(tmp_path):
    example = (CHECKOUT / ".env.example").read_text()
    needed = ("SECRET_KEY", "TRACKER_PASSWORD", "VALKEY_PASSWORD", "POSTGRES_PASSWORD")
    for name in needed:
        example = re.sub(rf"^{name}=$", f"{name}=x", example, flags=re.MULTILINE)
    (tmp_path / "env").write_text(example)
    command = ["docker-compose", "--file", str(COMPOSE), "--env-file"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    whole = subprocess.run(
        [*command, str(tmp_path / "env"), "config"], check=False, capture_output=True, text=True, env=environment
    )
    assert whole.returncode == 0, whole.stderr
    assert yaml.safe_load(whole.stdout)["services"]["web"]["environment"]["SITE_URL"] == "https://tracker.example"
    (tmp_path / "none").write_text("SITE_HOST=tracker.example\n")
    empty = subprocess.run(
        [*command, str(tmp_path / "none"), "config"], check=False, capture_output=True, text=True, env=environment
    )
    assert empty.returncode != 0
    assert ".env" in empty.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    binaries = Path(sys.executable).parent
    for unit in UNITS:
        text = unit.read_text().replace("/opt/tracker/.venv/bin", str(binaries)).replace("/opt/tracker", str(CHECKOUT))
        (tmp_path / unit.name).write_text(text)
    command = ["systemd-analyze", "verify", "--recursive-errors=no", *map(str, sorted(tmp_path.iterdir()))]
    said = subprocess.run(command, check=False, capture_output=True, text=True)

    assert said.returncode == 0, said.stderr
    assert not [line for line in said.stderr.splitlines() if str(tmp_path) in line]


def test_units_run_as_nobody_special_and_write_where_they_may():
    services = [unit.read_text() for unit in UNITS if unit.suffix == ".service"]

    assert len(services) == 6
    for text in services:
        assert "User=tracker" in text
        assert "ProtectSystem=strict" in text
        assert "NoNewPrivileges=yes" in text
        assert "MemoryMax=" in text


def test_every_lasting_service_has_a_limit_of_memory(services):
    assert [name for name, service in services.items() if name != "migrate" and "mem_limit" not in service] == []


def test_the_proxy_hands_streams_and_downloads_to_the_stream_process_and_pages_to_the_other():
    handed = re.compile(re.search(r"@streams path_regexp (\S+)", (CHECKOUT / "deploy" / "Caddyfile").read_text())[1])

    for path in (
        "/streams/changes/",
        "/streams/mcp",
        "/api/v1/events.csv",
        "/api/v1/statements.jsonl",
        "/disputes/jedi/events.timelinejs.json",
        "/de/disputes/jedi/events.xlsx",
        "/disputes/jedi/ocds.json",
        "/disputes/jedi/ocds-releases.json",
        "/data/120/record.sqlite",
    ):
        assert handed.search(path), path
    for path in ("/", "/disputes/jedi/", "/api/v1/events/", "/api/v1/changes/", "/data/", "/feed.json", "/static/a.js"):
        assert not handed.search(path), path
