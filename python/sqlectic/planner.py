"""Not there yet: importing it raises `MissingModuleError`."""

from sqlectic._missing import missing

raise missing(__name__)
