"""What tests share."""

import gc
import importlib
import os
import pathlib
import types
import typing

import pytest

HERE = pathlib.Path(__file__).parent


@pytest.fixture(scope="session")
def fixtures() -> pathlib.Path:
    """The folder that `cargo xtask fixtures` fills. Its absence is an error where the task has set the variable."""
    named = os.environ.get("SQLECTIC_FIXTURES")
    folder = pathlib.Path(named) if named else HERE.parents[1] / "target" / "fixtures"
    if not (folder / "version").is_file():
        if named:
            pytest.fail(f"no fixtures in {folder}")
        pytest.skip("run `cargo xtask fixtures` for the TPC queries")
    return folder


@pytest.fixture(params=["sqlectic", "sqlglot"])
def glot(request: pytest.FixtureRequest) -> types.ModuleType:
    """The module under test: ours, and the one whose behaviour it has to have."""
    return module_of(request.param)


def module_of(name: str) -> types.ModuleType:
    """A module; of the reference, if that is installed."""
    if name.split(".")[0] == "sqlglot":
        return pytest.importorskip(name, reason="the reference is not installed")
    return importlib.import_module(name)


@pytest.fixture
def part(glot: types.ModuleType) -> typing.Callable[[str], types.ModuleType]:
    """A submodule of the module under test."""
    return lambda name: module_of(f"{glot.__name__}.{name}")


@pytest.fixture
def nodes_alive():
    """How many nodes of ours there are beside those that were there before the test; collects first if told to."""
    from sqlectic import exp

    def alive(collect: bool = True) -> int:
        if collect:
            gc.collect()
        return sum(isinstance(thing, exp.Expr) for thing in gc.get_objects())

    before = alive()
    return lambda collect=True: alive(collect) - before
