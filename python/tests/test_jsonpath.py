"""JSON paths: ours and the reference's."""

import pytest

# Path, dialect, the path as it is written.
GOOD = [
    ("", None, "'$'"),
    ("$.a", None, "'$.a'"),
    ("a", None, "'$.a'"),
    ("$['a']['b']", None, "'$.a.b'"),
    ("$[0]", None, "'$[0]'"),
    ("$[-1]", None, "'$[-1]'"),
    ("$[01]", None, "'$[1]'"),
    ("$[99999999999999999999]", None, "'$[99999999999999999999]'"),
    ("$..a", None, "'$..a'"),
    ("$.*", None, "'$.*'"),
    ("$['a','b']", None, """'$["a","b"]'"""),
    ("$[1:2]", None, "'$[1:2]'"),
    ("$[::2]", None, "'$[::2]'"),
    ("$.a b", None, """'$["a b"]'"""),
    ("$.a[?(@.x>1)]", None, "'$.a[?(@.x>1)]'"),
    ("$.a-b", "databricks", """'$["a-b"]'"""),
]

BAD = ["$.", "$.a.", "$[", "$.'a'", "$.a-b", "$.1", "$.a]", "$[1 2]", "$.a[b]", "$,", "$[]", "$.a(b)", "$[?x"]


@pytest.mark.parametrize(("path", "dialect", "written"), GOOD)
def test_paths_are_read(part, path, dialect, written):
    assert part("jsonpath").parse(path, dialect).sql() == written


def test_parts_are_nodes(glot, part):
    exp = glot.exp
    path = part("jsonpath").parse("$.a[0].*[1:2]['x','y']")
    assert isinstance(path, exp.JSONPath)
    kinds = [type(part).__name__ for part in path.expressions]
    assert kinds == [
        "JSONPathRoot",
        "JSONPathKey",
        "JSONPathSubscript",
        "JSONPathKey",
        "JSONPathSubscript",
        "JSONPathUnion",
    ]
    assert path.expressions[1].this == "a"
    assert path.expressions[2].this == 0
    assert path.expressions[5].expressions == ["x", "y"]
    assert {type(part) for part in path.expressions} < part("jsonpath").ALL_JSON_PATH_PARTS


@pytest.mark.parametrize("path", BAD)
def test_what_is_no_path_is_an_error(part, path):
    with pytest.raises(part("errors").ParseError):
        part("jsonpath").parse(path)


@pytest.mark.parametrize("path", ["$['a", '$."a'])
def test_quotes_have_to_be_closed(part, path):
    with pytest.raises(part("errors").TokenError):
        part("jsonpath").parse(path)
