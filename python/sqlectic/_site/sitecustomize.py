# mypy: ignore-errors
"""Found by every Python that has this folder in `PYTHONPATH`: makes `import sqlglot` mean `sqlectic` there."""

import os
import sys

import sqlectic.as_sqlglot

sqlectic.as_sqlglot.install()


def _next() -> None:
    """Runs the one that would have been found without this folder."""
    here, path = os.path.dirname(os.path.abspath(__file__)), sys.path[:]
    this = sys.modules.pop("sitecustomize", None)
    sys.path[:] = [entry for entry in path if os.path.abspath(entry) != here]
    try:
        import sitecustomize  # noqa: F401
    except ModuleNotFoundError:
        if this is not None:
            sys.modules["sitecustomize"] = this
    finally:
        sys.path[:] = path


_next()
