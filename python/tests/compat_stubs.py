"""A plugin of `cargo xtask compat`: modules of the reference that are not there can be imported, so that the other tests in a
file run; a test that calls anything in them fails. Failures go to the file that `COMPAT_FAILURES` names."""

import importlib.abc
import importlib.machinery
import os
import sys
import types

import sqlectic._missing
import sqlectic.as_sqlglot

sqlectic.as_sqlglot.install()


class Missing(type):
    """The type of what stands for something that is not there."""

    def __call__(cls, *args, **kwargs):
        raise NotImplementedError(f"{cls.__name__} is not there yet")

    def __iter__(cls):
        return iter(())


class Stub(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing(name, (), {})


class Stubs(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, others):
        self.others = others

    def find_spec(self, fullname, path=None, target=None):
        if fullname.startswith("sqlglot.") and (self.others or fullname.split(".")[1] in sqlectic._missing.NAMES):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        return Stub(spec.name)

    def exec_module(self, module):
        pass


# Before the alias for what is known to be missing; behind it for what that does not find.
sys.meta_path.insert(0, Stubs(False))
sys.meta_path.append(Stubs(True))


def pytest_runtest_logreport(report):
    """Notes which test failed, or a subtest of which, and with what message."""
    path = os.environ.get("COMPAT_FAILURES")
    if path and report.failed:
        crash = getattr(report.longrepr, "reprcrash", None)
        message = crash.message if crash else str(report.longrepr)
        with open(path, "a", encoding="utf-8") as file:
            file.write(f"{report.nodeid}\t{message.strip().splitlines()[0]}\n")
