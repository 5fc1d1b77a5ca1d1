"""Reads the imports of every module: who may know whom is part of the design (ARCHITECTURE.md)."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("contracts", "timeline", "tracker")

# Who may import whom among the three packages.
ALLOWED = {
    "contracts": {"contracts"},
    "timeline": {"timeline", "contracts"},
    "tracker": {"tracker", "timeline", "contracts"},
}
# Without a database: these take values and return values. A folder ends with a dot.
PURE = (
    "contracts.codelists",
    "contracts.dates",
    "contracts.identifiers",
    "contracts.texts",
    "contracts.procedure.",
    "timeline.codelists",
    "timeline.ingest.",
    "timeline.classification.",
    "timeline.passages.",
    "timeline.corroboration.",
    *(
        f"timeline.matching.{name}"
        for name in (
            "against",
            "choosing",
            "deciding",
            "evidence",
            "gains",
            "index",
            "mentions",
            "names",
            "numbers",
            "reading",
            "scoring",
            "senses",
            "topics",
            "vocabulary",
            "words",
        )
    ),
    "timeline.proposals",
    "timeline.webhook_states",
)
# Readers: they go through selectors and cannot reach a writer.
READERS = (
    "timeline.pages.",
    "timeline.api.",
    "timeline.feeds",
    "timeline.exports.",
    "timeline.bulk.",
    "timeline.mcp.",
    "timeline.streams.",
    "timeline.embeds.",
    "timeline.cards.",
    "timeline.alerts.",
)
WRITERS = ("timeline.publishing", "timeline.automatic", "timeline.review", "timeline.ingest", "timeline.pipeline")
ORM = ("django.db", "contracts.models", "timeline.models")
# The base classes of codelists live in the ORM's package and use nothing of it.
CHOICES = ("django.db.models.TextChoices", "django.db.models.IntegerChoices")
NAMELESS = {"utils", "util", "common", "helpers", "helper", "misc", "managers", "handlers"}


@dataclass(frozen=True)
class Import:
    module: str  # who imports
    name: str  # what, dotted; `from a import b` is `a.b`
    line: int
    depth: int  # how many functions it stands in
    function: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.name}"


def modules(*packages: str) -> list[Path]:
    found = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    return [path for path in found if not {"migrations", "templates"} & set(path.parts)]


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.AST, module: str, *, is_package: bool) -> Iterator[Import]:
    """Yield every import of a module, relative ones resolved, those under TYPE_CHECKING included."""

    def visit(node: ast.AST, depth: int, function: str) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(module, alias.name, child.lineno, depth, function)
            elif isinstance(child, ast.ImportFrom):
                base = resolved(child, module, is_package=is_package)
                for alias in child.names:
                    yield Import(module, f"{base}.{alias.name}", child.lineno, depth, function)
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                name = getattr(child, "name", "lambda")
                yield from visit(child, depth + 1, name)
            else:
                yield from visit(child, depth, function)

    return visit(tree, 0, "")


def resolved(node: ast.ImportFrom, module: str, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    base = parts[: len(parts) - node.level + (1 if is_package else 0)]
    return ".".join([*base, *([node.module] if node.module else [])])


@cache  # eight hundred files, read once for all rules
def all_imports(*packages: str) -> list[Import]:
    found: list[Import] = []
    for path in modules(*packages):
        tree = ast.parse(path.read_text(), str(path))
        found += imports_of(tree, dotted(path), is_package=path.name == "__init__.py")
    return found


def within(name: str, places: tuple[str, ...]) -> bool:
    """Say whether a dotted name is one of the places or lies in it; `a.b.` and `a.b` both mean the whole of a.b."""
    return any(f"{name}.".startswith(f"{place.rstrip('.')}.") for place in places)


def own(name: str) -> str:
    return name.split(".", 1)[0]


def broken(rule) -> list[str]:
    return [str(found) for found in all_imports(*APPS) if rule(found)]


def test_contracts_knows_nothing_of_the_timeline_and_nobody_imports_the_tracker():
    assert not broken(lambda i: own(i.name) in APPS and own(i.name) not in ALLOWED[own(i.module)])


def test_no_module_of_the_product_imports_the_tests():
    assert not broken(lambda i: own(i.name) == "tests")


def test_own_code_is_imported_at_the_top_except_when_an_app_is_ready():
    assert not broken(
        lambda i: i.depth and own(i.name) in APPS and not (i.module.endswith(".apps") and i.function == "ready")
    )


def test_pure_modules_know_no_database():
    assert not broken(lambda i: within(i.module, PURE) and within(i.name, ORM) and i.name not in CHOICES)


def test_the_pure_modules_import_only_pure_modules_of_ours():
    assert not broken(
        lambda i: within(i.module, ("contracts.procedure",)) and own(i.name) in APPS and not within(i.name, PURE)
    )


def test_readers_cannot_reach_a_writer():
    assert not broken(lambda i: within(i.module, READERS) and within(i.name, WRITERS))


def test_readers_see_the_log_only_through_selectors():
    assert not broken(lambda i: within(i.module, READERS) and within(i.name, ("timeline.models", "contracts.models")))


def test_ingest_proposes_and_accepts_or_publishes_nothing():
    assert not broken(
        lambda i: within(i.module, ("timeline.ingest",)) and within(i.name, ("timeline.review", "timeline.publishing"))
    )


def test_no_module_is_named_for_having_no_name():
    assert not [str(path) for path in modules(*APPS) if path.stem in NAMELESS]


def test_every_module_opens_with_a_sentence():
    silent = [str(path) for path in modules(*APPS) if not ast.get_docstring(ast.parse(path.read_text()))]

    assert not silent


def test_no_module_outgrows_one_sitting():
    long = [str(path) for path in modules(*APPS) if len(path.read_text().splitlines()) > 400]

    assert not long


@pytest.mark.parametrize(
    ("source", "module", "is_package", "expected"),
    [
        ("from timeline.models import Event", "contracts.models", False, "timeline.models.Event"),
        ("import timeline", "contracts.models", False, "timeline"),
        ("from . import steps", "contracts.procedure.machine", False, "contracts.procedure.steps"),
        ("from .steps import x", "contracts.procedure", True, "contracts.procedure.steps.x"),
        ("from ..models import x", "contracts.procedure.machine", False, "contracts.models.x"),
        ("if TYPE_CHECKING:\n    from timeline import models", "contracts.x", False, "timeline.models"),
        ("def f():\n    import timeline.models", "contracts.x", False, "timeline.models"),
    ],
)
def test_no_way_of_importing_escapes_the_reader(source, module, is_package, expected):
    assert [i.name for i in imports_of(ast.parse(source), module, is_package=is_package)] == [expected]
