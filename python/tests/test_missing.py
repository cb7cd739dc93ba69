"""What is not there says so."""

import importlib

import pytest

from sqlectic._missing import NAMES, MissingModuleError


@pytest.mark.parametrize("name", [*NAMES, "optimizer.qualify"])
def test_modules_that_are_not_there(name):
    with pytest.raises(MissingModuleError, match="has no module .* yet"):
        importlib.import_module(f"sqlectic.{name}")


def test_an_import_of_one_can_be_tried():
    with pytest.raises(ImportError):
        from sqlectic import lineage  # noqa: F401


def test_all_modules_log_as_the_other_package():
    import subprocess
    import sys

    program = """
import sqlectic.as_sqlglot as alias
alias.install()
from sqlglot import generator, helper, parser
print({module.logger.name for module in (generator, helper, parser)})
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "{'sqlglot'}"
