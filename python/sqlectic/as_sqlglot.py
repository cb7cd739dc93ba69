"""Makes `import sqlglot` mean this package, in programs that cannot be changed.

`python -m sqlectic.as_sqlglot program.py ...` and `python -m sqlectic.as_sqlglot -m module ...` run a program so, its
subprocesses included; `install()` does it from code, before anything imports `sqlglot`. `python -m sqlectic.as_sqlglot --path`
prints a folder that does it for every Python that has it in `PYTHONPATH`.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import typing as t
from types import ModuleType

OTHER = "sqlglot"
OURS = "sqlectic"


class Alias(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds modules of the other package: ours of the same name."""

    def find_spec(
        self, fullname: str, path: t.Any = None, target: t.Any = None
    ) -> t.Optional[importlib.machinery.ModuleSpec]:
        """Our module of that name, if it is one of the other package's."""
        if fullname != OTHER and not fullname.startswith(f"{OTHER}."):
            return None
        try:
            found = importlib.util.find_spec(OURS + fullname[len(OTHER) :])
        except ModuleNotFoundError:
            found = None
        return found and importlib.machinery.ModuleSpec(fullname, self, is_package=bool(found.submodule_search_locations))

    def create_module(self, spec: t.Any) -> t.Optional[ModuleType]:
        """Nothing: a module of the usual kind will do until it is replaced."""
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Puts our module in the place of the one that was made."""
        # What is left in `sys.modules` is what the import gives.
        sys.modules[module.__name__] = importlib.import_module(OURS + module.__name__[len(OTHER) :])


def install() -> None:
    """Makes `import sqlglot` mean this package, from now on."""
    if any(isinstance(finder, Alias) for finder in sys.meta_path):
        return
    loaded = sys.modules.get(OTHER)
    if loaded is not None and loaded is not sys.modules.get(OURS):
        raise RuntimeError(f"{OTHER} is imported already")
    sys.meta_path.insert(0, Alias())
    from sqlectic import _native

    # What the classes of nodes say in messages, in `repr` and in dumps is what the program imports them from.
    _native.call_package(OTHER)
    _log_as_other()


def _log_as_other() -> None:
    """What programs did to the other package's logger counts for ours."""
    import logging

    from sqlectic import _log

    ours, theirs = _log.logger, logging.getLogger(OTHER)
    for name, module in list(sys.modules.items()):
        # Asking a module for what it has not may import others.
        if name.startswith(f"{OURS}.") and vars(module).get("logger") is ours:
            module.logger = theirs  # type: ignore[attr-defined]


def site_folder() -> str:
    """A folder with a `sitecustomize` that installs the alias."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "_site")


def _into_subprocesses() -> None:
    """Subprocesses have the alias too, and find this package where this process did."""
    known = os.environ.get("PYTHONPATH")
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    os.environ["PYTHONPATH"] = os.pathsep.join([site_folder(), *([known] if known else []), package])


def main(arguments: list[str]) -> None:
    """Runs a program or a module with the alias."""
    import runpy

    if arguments == ["--path"]:
        print(site_folder())
        return
    if not arguments or arguments == ["-m"]:
        sys.exit("usage: python -m sqlectic.as_sqlglot (program.py | -m module) [arguments], or --path")
    _into_subprocesses()
    install()
    if arguments[0] == "-m":
        sys.argv = arguments[1:]
        sys.path.insert(0, os.getcwd())
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        sys.path.insert(0, os.path.dirname(os.path.abspath(arguments[0])))
        runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
