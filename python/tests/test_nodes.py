"""Reading trees. Every test runs on both modules."""

import copy
import pickle
import random

import pytest

SQL = """SELECT a AS b, t.c, COUNT(*), 'x', -1, -- hi
  CAST(x AS DECIMAL(10, 2)), "Q" FROM db.t AS u JOIN v ON u.i = v.i WHERE a = 1 AND b IN (1, 2)"""

# Texts whose names are asked for.
NAMED = [
    "a",
    "1",
    "-1",
    "'s'",
    "1.5",
    "t.*",
    "*",
    "db.t.c",
    "x.y.z.w.v",
    "FOO()",
    "foo.bar(1)",
    "CAST(a AS INT)",
    "TRY_CAST(a AS INT)",
    "(a)",
    "x[0]",
    "x.y[1]",
    "INTERVAL '1' DAY",
    "NULL",
    "TRUE",
    "CASE WHEN 1 THEN 2 END",
    "@x",
    ":p",
    "?",
    "TRIM(a)",
    "COUNT(*)",
    "SELECT x",
    "SELECT *",
    "SELECT a FROM (SELECT 1) AS x",
    "SELECT 1 UNION SELECT *",
    "SELECT a AS b, c d FROM t AS x(a, b)",
]


@pytest.fixture
def tree(glot):
    return glot.parse_one(SQL)


def test_a_node_has_one_object(tree):
    assert tree.expressions[0].this is tree.expressions[0].this
    assert tree.expressions[0].parent is tree
    assert tree.args is tree.args
    assert tree.args["expressions"] is tree.expressions
    where = tree.args["where"]
    assert where.this.this.root() is tree
    assert {id(node) for node in tree.walk()} == {id(node) for node in tree.walk()}


def test_args_are_a_dict_of_lists_nodes_and_values(tree, glot):
    assert isinstance(tree.args, dict)
    assert isinstance(tree.args["expressions"], list)
    alias = tree.expressions[0]
    assert list(alias.args) == ["this", "alias"]
    assert alias.args["alias"] is alias.this.parent.args["alias"]
    literal = tree.expressions[3]
    assert literal.args == {"this": "x", "is_string": True}
    assert tree.find(glot.exp.DataType).this is glot.exp.DType.DECIMAL
    assert tree.args.get("limit") is None


def test_shorthands(tree):
    where = tree.args["where"]
    assert where.this.expression is where.this.args["expression"]
    assert tree.this is None
    assert tree.expressions[3].this == "x"
    assert where.expressions == []


def test_classes(tree, glot):
    exp = glot.exp
    assert type(tree) is exp.Select
    assert isinstance(tree, exp.Query)
    assert isinstance(tree, exp.Expression)
    assert isinstance(tree, exp.Expr)
    assert not isinstance(tree, exp.Condition)
    assert isinstance(tree.find(exp.Count), exp.Func)
    assert issubclass(exp.Sum, exp.AggFunc)
    assert (exp.Select.key, tree.key) == ("select", "select")
    assert exp.Alias.arg_types == {"this": True, "alias": False}
    assert exp.Coalesce.is_var_len_args
    with pytest.raises(AttributeError):
        exp.NoSuchNode


def test_all_classes_have_the_bases_arguments_and_keys_of_the_reference():
    import sqlglot

    import sqlectic

    names = [name for name, value in vars(sqlglot.exp).items() if isinstance(value, type)]
    names = [name for name in names if issubclass(getattr(sqlglot.exp, name), sqlglot.exp.Expr)]
    assert len(names) > 1000
    for name in names:
        ours, theirs = getattr(sqlectic.exp, name), getattr(sqlglot.exp, name)
        assert ours.__name__ == theirs.__name__
        assert ours.key == theirs.key
        # The order is that of the arguments of a call; elsewhere it means nothing.
        assert ours.arg_types == theirs.arg_types
        bases = [base.__name__ for base in theirs.__mro__ if base.__name__ != "_TimeUnit"]
        assert [base.__name__ for base in ours.__mro__] == bases
        if issubclass(theirs, sqlglot.exp.Func):
            assert list(ours.arg_types) == list(theirs.arg_types), name
            assert ours.is_var_len_args == theirs.is_var_len_args
    assert set(names) <= set(dir(sqlectic.exp))


def test_places_in_the_tree(tree, glot):
    column = tree.expressions[0].this
    assert (column.arg_key, column.index, column.depth) == ("this", None, 2)
    assert (column.parent.arg_key, column.parent.index) == ("expressions", 0)
    assert (tree.parent, tree.arg_key, tree.index, tree.depth) == (None, None, None, 0)
    assert column.find_ancestor(glot.exp.Select) is tree
    assert column.find_ancestor(glot.exp.Where) is None
    assert column.find_ancestor(glot.exp.Where, glot.exp.Alias) is column.parent
    assert column.parent_select is tree


def test_places_set_by_hand(tree, glot):
    column = tree.expressions[1]
    column.arg_key, column.index = "thing", -1
    assert (column.parent, column.arg_key, column.index) == (tree, "thing", -1)
    column.parent = None
    assert (column.parent, column.arg_key, column.index) == (None, "thing", -1)
    assert (column.copy().arg_key, column.copy().index) == (None, None)


def test_a_node_in_two_places_says_the_same_after_writing(glot):
    column = glot.exp.column("a")
    first = glot.exp.Tuple(expressions=[column, glot.exp.column("b"), column])
    assert [node.index for node in first.expressions] == [2, 1, 2]
    calls = [glot.exp.SafeDivide(this=column, expression=column), glot.exp.CountIf(this=column)]
    second = glot.exp.Tuple(expressions=[column, *calls])
    for node in (first, second):
        for dialect in ("bigquery", "snowflake", "tsql", "duckdb", "mysql", "spark"):
            node.sql(dialect)
            assert (column.parent, column.arg_key, column.index) == (second, "expressions", 0)
    first.set("expressions", glot.exp.column("c"), index=1)
    assert (column.parent, column.index) == (first, 2)


def shape(nodes):
    return [(type(node).__name__, node.name) for node in nodes]


def test_walking():
    import sqlglot

    import sqlectic

    ours, theirs = sqlectic.parse_one(SQL), sqlglot.parse_one(SQL)
    assert shape(ours.walk()) == shape(theirs.walk())
    assert shape(ours.walk(bfs=False)) == shape(theirs.walk(bfs=False))
    assert shape(ours.bfs()) == shape(theirs.bfs())
    assert shape(ours.dfs()) == shape(theirs.dfs())
    for bfs in (True, False):
        ours_pruned = ours.walk(bfs, prune=lambda node: isinstance(node, sqlectic.exp.Alias))
        theirs_pruned = theirs.walk(bfs, prune=lambda node: isinstance(node, sqlglot.exp.Alias))
        assert shape(ours_pruned) == shape(theirs_pruned)
    assert shape(ours.iter_expressions()) == shape(theirs.iter_expressions())
    assert shape(ours.iter_expressions(reverse=True)) == shape(theirs.iter_expressions(reverse=True))


def test_finding(tree, glot):
    exp = glot.exp
    assert [column.name for column in tree.find_all(exp.Column)] == ["c", "Q", "a", "x", "i", "i", "a", "b"]
    assert [column.name for column in tree.find_all(exp.Column, bfs=False)] == ["a", "c", "x", "Q", "i", "i", "a", "b"]
    assert shape(tree.find_all(exp.Count, exp.Star)) == [("Count", "*"), ("Star", "*")]
    assert shape(tree.find_all(exp.Predicate)) == [("EQ", ""), ("EQ", ""), ("In", "")]
    assert tree.find(exp.Column) is tree.expressions[1]
    assert tree.find(exp.Column, bfs=False) is tree.expressions[0].this
    assert tree.find(exp.Window) is None


@pytest.mark.parametrize("sql", NAMED)
def test_names_are_those_of_the_reference(sql):
    import sqlglot

    import sqlectic

    names = ["name", "alias", "alias_or_name", "output_name", "is_string", "is_number", "is_int", "is_star"]
    names.append("alias_column_names")

    def facts(glot):
        tree = glot.parse_one(sql)
        return [
            (type(node).__name__, *(getattr(node, name) for name in names), node.text("this"), node.text("alias"))
            for node in tree.walk()
        ]

    assert facts(sqlectic) == facts(sqlglot)


def test_comments(glot):
    tree = glot.parse_one("/* a */ SELECT /* b */ x /* c */")
    assert tree.comments == [" a ", " b "]
    assert tree.expressions[0].comments == [" c "]
    assert not tree.expressions[0].this.comments


def test_unwrapping(glot):
    tree = glot.parse_one("((a)) AS b")
    assert tree.unalias() is tree.this
    assert tree.this.unalias() is tree.this
    assert tree.this.unnest().name == "a"
    assert tree.unnest() is tree
    assert [node.is_leaf() for node in tree.walk()] == [False, False, True, False, False, True]


def test_equality_is_structural(tree, glot):
    assert tree == glot.parse_one(SQL)
    assert not tree != glot.parse_one(SQL)
    assert tree != glot.parse_one("SELECT 1")
    assert tree != SQL
    assert tree.expressions[0].this == glot.parse_one("a")
    assert glot.parse_one("SELECT X") != glot.parse_one("SELECT x")
    assert glot.parse_one("FOO(x)") == glot.parse_one("foo(x)")
    assert glot.parse_one("'A'") != glot.parse_one("'a'")


def test_equal_trees_have_equal_hashes(tree, glot):
    assert hash(tree) == hash(glot.parse_one(SQL))
    assert hash(glot.parse_one("FOO(x)")) == hash(glot.parse_one("foo(x)"))
    columns = {glot.parse_one("a"), glot.parse_one("a"), glot.parse_one("b")}
    assert len(columns) == 2
    assert tree.expressions[0].this in columns


@pytest.mark.parametrize("make", [lambda node: node.copy(), copy.copy, copy.deepcopy])
def test_copies_are_trees_of_their_own(tree, make):
    part = tree.args["where"].this
    copied = make(part)
    assert copied == part
    assert copied is not part
    assert copied.parent is None
    assert part.parent is tree.args["where"]
    assert copied.sql() == part.sql()
    assert copied.root() is copied


def test_copies_keep_comments(tree):
    assert tree.copy().sql() == tree.sql()
    assert "/* hi */" in tree.copy().sql()


def test_generating_changes_nothing(tree):
    before, place = repr(tree), tree.args["where"].parent
    for _ in range(3):
        tree.sql("duckdb", pretty=True)
        tree.args["where"].sql("duckdb")
        str(tree)
    assert repr(tree) == before
    assert tree.args["where"].parent is place
    assert [node.parent is not None for node in tree.walk()].count(False) == 1


@pytest.mark.parametrize(
    "sql",
    [
        SQL,
        "SELECT CAST(a AS STRUCT<x INT, y ARRAY<TEXT>>), 'it''s', 'a\nb', \"c d\"",
        "/* one */ SELECT /* two\n   lines */ 1, (SELECT MAX(x) FROM y)",
        "CREATE TABLE t (a INT NOT NULL, b TEXT DEFAULT 'x')",
        "INSERT INTO t (a) VALUES (1), (NULL), (TRUE)",
    ],
)
def test_repr_is_that_of_the_reference(sql):
    import sqlglot

    import sqlectic

    assert repr(sqlectic.parse_one(sql)) == repr(sqlglot.parse_one(sql))


def test_str_is_the_text(tree):
    assert str(tree) == tree.sql()
    assert f"{tree}" == tree.sql()


def test_edits_of_lists_are_edits_of_the_tree(glot):
    exp, random_ = glot.exp, random.Random(7)
    query = glot.parse_one("SELECT a")
    items, model = query.args["expressions"], ["a"]
    for step in range(400):
        name, at = f"c{step}", random_.randint(-len(model) - 2, len(model) + 2)
        kind = random_.choice(["insert", "insert", "append", "extend", "pop", "del", "set", "remove", "slice"])
        if kind == "insert":
            items.insert(at, exp.column(name))
            model.insert(at, name)
        elif kind == "append":
            items.append(exp.column(name))
            model.append(name)
        elif kind == "extend":
            items.extend(exp.column(n) for n in (name, "x"))
            model.extend((name, "x"))
        elif -len(model) <= at < len(model) and len(model) > 1:
            if kind == "pop":
                assert items.pop(at).name == model.pop(at)
            elif kind == "del":
                del items[at], model[at]
            elif kind == "set":
                items[at], model[at] = exp.column(name), name
            elif kind == "remove":
                items.remove(items[at])
                model.remove(model[at])
            else:
                items[at : at + 2], model[at : at + 2] = [exp.column(name)], [name]
        assert query.sql() == "SELECT " + ", ".join(model), (step, kind)


def test_items_that_go_away(glot):
    query = glot.parse_one("SELECT a, b, c, d, e FROM t")
    shown = query.expressions
    shown[1].pop()
    shown[-1].pop()
    assert [item.name for item in shown] == ["a", "c", "d"]
    assert [item.index for item in query.expressions] == [0, 1, 2]
    shown[0].replace(None)
    assert query.sql() == "SELECT c, d FROM t"


def test_places_are_counted_once(glot):
    sql = "SELECT\n" + ",\n".join(f"  é{i}" for i in range(4000)) + "\nFROM t"
    names = list(glot.parse_one(sql).find_all(glot.exp.Identifier))
    assert [(name.meta["line"], name.meta["start"]) for name in names if name.name in ("é0", "é3999", "t")] == [
        (2, sql.index("é0")),
        (4001, sql.index("é3999")),
        (4002, len(sql) - 1),
    ]


def test_places_in_copies_and_in_trees_that_were_attached(glot):
    exp = glot.exp

    def places(tree):
        nodes = [node for node in tree.walk() if isinstance(node, (exp.Identifier, exp.Literal, exp.Func))]
        return [(type(node).__name__, node.meta.get("line"), node.meta.get("col"), node.meta.get("end")) for node in nodes]

    sql = "SELECT a, -- é\n  COUNT(b), CAST(c AS INT), t.d AND e\nFROM t"
    parsed = places(glot.parse_one(sql))
    assert ("Count", 2, 7, 21) in parsed and ("Cast", None, None, None) in parsed and ("And", None, None, None) in parsed
    changed = glot.parse_one(sql)
    changed.where(glot.parse_one("f\n  = LOWER(g)"), copy=False)
    assert [places(changed), places(changed.copy()), places(changed.copy().copy())] == [
        [*parsed, ("Lower", 2, 9, 10), ("Identifier", 1, 1, 0), ("Identifier", 2, 11, 12)]
    ] * 3


def test_types_that_were_told(glot):
    exp = glot.exp
    tree = glot.parse_one("SELECT a / b FROM t", read="duckdb")
    query = glot.parse_one("SELECT a / b FROM t", read="presto")
    assert query.sql("hive") == "SELECT a / b FROM t"
    for column in query.find_all(exp.Column):
        column.type = exp.DataType.Type.INT
    plain = glot.parse_one("SELECT a / b FROM t", read="presto")
    assert query == plain and hash(query) == hash(plain)
    quotient = "SELECT CAST(a / b AS BIGINT) FROM t"
    copies = [query, query.copy(), query.copy().copy(), pickle.loads(pickle.dumps(query)), exp.Expr.load(query.dump())]
    assert [copy.sql("hive") for copy in copies] == [quotient] * 5
    query.find(exp.Column).set("this", exp.to_identifier("z"))
    assert query.sql("hive") == quotient.replace("a", "z")
    kept = query.find(exp.Column).type
    query.find(exp.Column).type = None
    assert kept.is_type("int") and query.sql("hive") == "SELECT z / b FROM t"
    assert tree.sql("hive") == "SELECT a / b FROM t"
    attached = glot.parse_one("SELECT 1").select(query.expressions[0].expression, copy=False)
    assert attached.expressions[1].type.is_type("int")
    for column, told in [("x", "DOUBLE"), ("x", "UNKNOWN"), ("x", None)]:
        tree = glot.parse_one("x / 2")
        tree.this.type = exp.DataType(this=exp.DataType.Type[told]) if told else None
        assert tree.sql("presto") == ("x / 2" if told == "DOUBLE" else "CAST(x AS DOUBLE) / 2")
