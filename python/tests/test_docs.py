"""Everything public says what it is for, and what the pages show is so."""

import doctest
import importlib
import inspect
import pathlib
import pkgutil

import pytest

import sqlectic
from sqlectic._missing import NAMES

# Modules that run when they are imported, or that say that they are not there.
LEFT_OUT = {*(f"sqlectic.{name}" for name in NAMES), "sqlectic._native"}


def modules():
    yield sqlectic
    for found in pkgutil.walk_packages(sqlectic.__path__, "sqlectic.", onerror=lambda name: None):
        if found.name not in LEFT_OUT and not any(part.startswith("_") for part in found.name.split(".")):
            yield importlib.import_module(found.name)


def members(klass):
    """What a class defines itself for others to call or read."""
    for name, value in vars(klass).items():
        if name.startswith("_"):
            continue
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        if inspect.isfunction(value) or isinstance(value, property):
            yield name, value


def undocumented():
    seen = set()
    for module in modules():
        if not module.__doc__:
            yield module.__name__
        for name in dir(module):
            value = getattr(module, name)
            if name.startswith("_") or id(value) in seen or not getattr(value, "__module__", "").startswith("sqlectic"):
                continue
            seen.add(id(value))
            if inspect.isfunction(value) and not value.__doc__:
                yield f"{module.__name__}.{name}"
            elif inspect.isclass(value):
                if not value.__dict__.get("__doc__") and not name.endswith("Members"):
                    yield f"{module.__name__}.{name}"
                for member, function in members(value):
                    if not function.__doc__:
                        yield f"{module.__name__}.{name}.{member}"


def test_everything_public_has_a_docstring():
    missing = sorted(undocumented())
    assert not missing, f"{len(missing)} public names have no docstring: {missing[:50]}"


@pytest.mark.parametrize("page", ["README.md", "python/README.md"])
def test_examples(page):
    path = pathlib.Path(__file__).parents[2] / page
    failed, tried = doctest.testfile(str(path), module_relative=False)
    assert tried and not failed
