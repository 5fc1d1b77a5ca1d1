"""The same record as in the pipeline's tests."""

from tests.timeline.pipeline.conftest import jedi

__all__ = ["jedi"]
