"""Differences of trees: ours and the reference's."""

import pytest


def told(edits):
    """Edits as text."""
    lines = []
    for edit in edits:
        name = type(edit).__name__
        if name in ("Insert", "Remove"):
            lines.append(f"{name} {edit.expression.sql()}")
        else:
            lines.append(f"{name} {edit.source.sql()} -> {edit.target.sql()}")
    return lines


# Two queries, and the edits between them but what is kept.
PAIRS = [
    ("SELECT a", "SELECT a", []),
    ("SELECT a /* x */", "SELECT a /* y */", []),
    ("SELECT a, b, c", "SELECT a, c", ["Remove b"]),
    ("SELECT a, b", "SELECT a, b, c", ["Insert c"]),
    ("SELECT a FROM table_one", "SELECT a FROM table_two", ["Update table_one -> table_two"]),
    ("SELECT a, b, c", "SELECT b, a, c", ["Move a -> a"]),
    ("SELECT a + b", "SELECT a - b", ["Remove a + b", "Insert a - b", "Move a -> a", "Move b -> b"]),
    ("SELECT a, b, c, d, e, f", "SELECT f, a, c, b, e, d", ["Move b -> b", "Move d -> d", "Move f -> f"]),
    ("SELECT a, a, a", "SELECT a, a", ["Remove a"]),
    ("SELECT a b", "SELECT a", ["Remove a AS b", "Move a -> a"]),
    ("SELECT CAST(a AS INT)", "SELECT CAST(a AS BIGINT)", ["Remove INT", "Insert BIGINT"]),
    ("SELECT F(a)", "SELECT G(a)", ["Remove F(a)", "Insert G(a)", "Move a -> a"]),
    ("SELECT 1 UNION SELECT 2", "SELECT 1 UNION ALL SELECT 2", ["Update SELECT 1 UNION SELECT 2 -> SELECT 1 UNION ALL SELECT 2"]),
    (
        "SELECT a FROM t JOIN u ON t.id = u.id",
        "SELECT a FROM t LEFT JOIN u ON t.id = u.id",
        ["Remove JOIN u ON t.id = u.id", "Insert LEFT JOIN u ON t.id = u.id", "Move u -> u", "Move t.id = u.id -> t.id = u.id"],
    ),
    (
        "SELECT a FROM t CROSS JOIN u",
        "SELECT a FROM t INNER JOIN u",
        ["Update CROSS JOIN u -> INNER JOIN u"],
    ),
    (
        "SELECT SUM(aaaaa) AS s FROM t",
        "SELECT SUM(aaaab) AS s FROM t",
        ["Update SUM(aaaaa) AS s -> SUM(aaaab) AS s", "Update aaaaa -> aaaab"],
    ),
    (
        "SELECT 1 FROM t WHERE a AND b AND c AND d AND e",
        "SELECT 1 FROM t WHERE a AND b AND d AND e",
        ["Remove a AND b", "Remove c", "Move a -> a", "Move b -> b"],
    ),
    (
        "SELECT 1, 1, COALESCE(1, 2), 2",
        "SELECT COALESCE(1, 1), 2, 1",
        ["Remove 2", "Move 1 -> 1", "Move 1 -> 1", "Move 1 -> 1"],
    ),
]


@pytest.mark.parametrize(("source", "target", "expected"), PAIRS)
def test_edits(glot, part, source, target, expected):
    diff = part("diff").diff
    source, target = glot.parse_one(source), glot.parse_one(target)
    assert told(diff(source, target, delta_only=True)) == expected
    kept = [edit for edit in diff(source, target) if not isinstance(edit, part("diff").Keep)]
    assert told(kept) == expected


def test_edits_are_about_the_very_nodes(glot, part):
    module = part("diff")
    source, target = glot.parse_one("SELECT a, b"), glot.parse_one("SELECT b, a, c")
    edits = module.diff(source, target)
    [inserted] = [edit for edit in edits if isinstance(edit, module.Insert)]
    assert inserted.expression is target.selects[2]
    assert all(any(edit.source is node for node in source.walk()) for edit in edits if isinstance(edit, module.Keep))
    assert inserted == module.Insert(target.selects[2])
    with pytest.raises(AttributeError):
        inserted.expression = source


def test_nodes_that_are_known_to_belong_together(glot, part):
    diff = part("diff").diff
    source, target = glot.parse_one("SELECT a, b, c + d FROM t"), glot.parse_one("SELECT a, x, c + e FROM t")
    matchings = [(source.selects[1], target.selects[1])]
    assert told(diff(source, target, matchings=matchings, delta_only=True)) == ["Remove d", "Insert e", "Update b -> x"]
    elsewhere = [(source.copy(), target.copy())]
    assert told(diff(source, target, matchings=elsewhere)) == told(diff(source, target))


def test_parts_of_trees(glot, part):
    diff = part("diff").diff
    one, two = glot.parse_one("SELECT a, b"), glot.parse_one("SELECT a, b")
    assert told(diff(one.selects[0], two.selects[0])) == ["Move a -> a", "Keep a -> a"]
    assert told(diff(one.selects[0], one.selects[0])) == ["Keep a -> a"]
    assert told(diff(glot.parse_one("a"), glot.parse_one("a"))) == ["Keep a -> a"]


def test_options(glot, part):
    module = part("diff")
    source, target = glot.parse_one("SELECT abcd, x"), glot.parse_one("SELECT abxy, x")
    assert told(module.diff(source, target, delta_only=True)) == ["Remove abcd", "Insert abxy"]
    assert told(module.diff(source, target, delta_only=True, f=0.3)) == ["Update abcd -> abxy"]
    assert told(module.ChangeDistiller(f=0.3).diff(source, target, delta_only=True)) == ["Update abcd -> abxy"]
    with pytest.raises(TypeError):
        module.diff(source, target, nothing=1)
