# mypy: ignore-errors
"""Properties of what is created: their names and their places. The classes of nodes are those of `sqlectic.expressions`."""

from __future__ import annotations

import typing as t
from enum import Enum

from sqlectic import expressions as exp
from sqlectic.expressions import __getattr__ as __getattr__
from sqlectic.expressions.core import Lazily, convert

if t.TYPE_CHECKING:
    from sqlectic.expressions import Properties, Property

# Properties that have a class of their own, by the names that programs give them.
_PROPERTIES = {
    "ALGORITHM": "AlgorithmProperty",
    "AUTO_INCREMENT": "AutoIncrementProperty",
    "CHARACTER SET": "CharacterSetProperty",
    "CLUSTERED_BY": "ClusteredByProperty",
    "COLLATE": "CollateProperty",
    "COMMENT": "SchemaCommentProperty",
    "CREDENTIALS": "CredentialsProperty",
    "DEFINER": "DefinerProperty",
    "DISTKEY": "DistKeyProperty",
    "DISTRIBUTED_BY": "DistributedByProperty",
    "DISTSTYLE": "DistStyleProperty",
    "ENGINE": "EngineProperty",
    "EXECUTE AS": "ExecuteAsProperty",
    "FORMAT": "FileFormatProperty",
    "LANGUAGE": "LanguageProperty",
    "LOCATION": "LocationProperty",
    "LOCK": "LockProperty",
    "PARTITIONED_BY": "PartitionedByProperty",
    "RETURNS": "ReturnsProperty",
    "ROW_FORMAT": "RowFormatProperty",
    "SORTKEY": "SortKeyProperty",
    "ENCODE": "EncodeProperty",
    "INCLUDE": "IncludeProperty",
}


class PropertiesLocation(str, Enum):
    """Where a property stands in `CREATE`."""

    POST_CREATE = "POST_CREATE"
    POST_NAME = "POST_NAME"
    POST_SCHEMA = "POST_SCHEMA"
    POST_WITH = "POST_WITH"
    AFTER_WITH = "AFTER_WITH"
    POST_ALIAS = "POST_ALIAS"
    POST_EXPRESSION = "POST_EXPRESSION"
    POST_INDEX = "POST_INDEX"
    UNSUPPORTED = "UNSUPPORTED"


class PropertiesMembers:
    Location = PropertiesLocation
    NAME_TO_PROPERTY: dict[str, t.Type[Property]] = Lazily(lambda: {name: getattr(exp, klass) for name, klass in _PROPERTIES.items()})
    PROPERTY_TO_NAME: dict[t.Type[Property], str] = Lazily(lambda: {klass: name for name, klass in exp.Properties.NAME_TO_PROPERTY.items()})

    @classmethod
    def from_dict(cls, properties_dict: t.Mapping[str, t.Any]) -> Properties:
        """Properties by name; those that have a class of their own become it."""
        made = []
        for key, value in properties_dict.items():
            special = exp.Properties.NAME_TO_PROPERTY.get(key.upper())
            if special:
                made.append(special(this=convert(value)))
            else:
                made.append(exp.Property(this=exp.Literal.string(key), value=convert(value)))
        return cls(expressions=made)  # type: ignore[call-arg]


MEMBERS: dict[str, type] = {"Properties": PropertiesMembers}
