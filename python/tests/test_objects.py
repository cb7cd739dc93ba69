"""What programs build of parts that no parser makes: tuples as lists, any objects, calls by name. Every test runs on both modules."""

import copy
import pickle

import pytest


@pytest.fixture
def exp(glot):
    return glot.exp


def test_tuples_are_written_as_lists(exp):
    a, b = exp.column("a"), exp.column("b")
    order = exp.Order(expressions=(a, b))
    assert order.sql() == "ORDER BY a, b"
    assert order.args["expressions"] == (a, b) and isinstance(order.expressions, tuple)
    # They are no children.
    assert [node.key for node in order.walk()] == ["order"]
    assert a.parent is None
    again = order.copy()
    assert again.sql() == order.sql() and again.args["expressions"][0] is a and again == order
    assert copy.deepcopy(order).sql() == order.sql()
    query = exp.Select(expressions=(exp.Star(),), order=order, from_=exp.From(this=exp.to_table("t")))
    assert query.sql(pretty=True) == "SELECT\n  *\nFROM t\nORDER BY\n  a,\n  b"
    window = exp.Window(this=exp.RowNumber(), partition_by=(a,), order=exp.Order(expressions=(exp.Ordered(this=b),)))
    assert window.sql("mysql") == "ROW_NUMBER() OVER (PARTITION BY a ORDER BY CASE WHEN b IS NULL THEN 1 ELSE 0 END, b)"
    assert exp.Tuple(expressions={"k": a}.values()).sql() == "(a)"


def test_tuples_are_written_by_dialects_of_programs(glot, exp):
    class Own(glot.Dialect):
        class Generator(glot.Generator):
            TRANSFORMS = {**glot.Generator.TRANSFORMS, exp.Ordered: lambda self, e: f"<{self.sql(e, 'this')}>"}

    inner = exp.Anonymous(this="f", expressions=(exp.column("x"), exp.Literal.number(1)))
    order = exp.Order(expressions=(exp.Ordered(this=inner), exp.Ordered(this=exp.column("b"))))
    assert order.sql(Own) == "ORDER BY <F(x, 1)>, <b>"
    assert isinstance(order.args["expressions"], tuple)


def test_objects_that_nobody_writes(exp):
    call = exp.Anonymous(this="f", expressions=[exp.column("x")], cls=int, thing=("a", object()), later=lambda: 1)
    assert call.sql() == "F(x)"
    assert call.copy().args["cls"] is int
    assert "cls=<class 'int'>" in repr(call)


def test_a_kept_node_does_not_slow_others_down(exp):
    star = exp.Star()
    for i in range(200):
        query = exp.Select(expressions=(star, exp.column(f"c{i}")))
        query.set("extra", star)
        assert query.sql() == f"SELECT *, c{i}"


def test_calls_by_name(exp):
    x = exp.column("x")
    assert exp.func("upper", x, dialect="bigquery").sql("bigquery") == "UPPER(x)"
    assert exp.func("fooBar", x, dialect="bigquery").sql("bigquery") == "fooBar(x)"
    assert exp.func("extract", exp.var("year"), x).sql() == "EXTRACT(year FROM x)"
    assert exp.func("if", x, exp.null(), x, dialect="tsql").sql("tsql") == "IIF(x <> 0, NULL, x)"
    assert exp.func("replace", x, x, x, dialect="mysql").sql("mysql") == "REPLACE(x, x, x)"
    assert isinstance(exp.func("median", x, dialect="clickhouse"), exp.Median)
    assert type(exp.func("string_agg", x, x, dialect="mysql")) is exp.Anonymous
    assert exp.func("f", x, copy=False).expressions[0] is x
    assert exp.func("f", "a + b", exp.convert(1)).sql() == "F(a + b, 1)"
    with pytest.raises(ValueError, match="Required keyword"):
        exp.func("cast", x)
    with pytest.raises(ValueError, match="1 positional|The number"):
        exp.func("upper", x, x, x)


def test_calls_by_name_of_a_programs_table(glot, exp):
    class Named(glot.Dialect):
        class Parser(glot.parser.Parser):
            FUNCTIONS = {
                **glot.parser.Parser.FUNCTIONS,
                "TWICE": lambda args: exp.Mul(this=args[0], expression=exp.Literal.number(2)),
                "WHERE_AM_I": lambda args, dialect: exp.Literal.string(type(dialect).__name__),
            }

    assert exp.func("twice", exp.column("x"), dialect=Named).sql() == "x * 2"
    assert exp.func("where_am_i", 1, dialect=Named).sql() == "'Named'"


def test_words_in_any_case(exp):
    assert exp.Join(this=exp.to_table("u"), method="asof", side="left", kind="outer").sql() == "ASOF LEFT OUTER JOIN u"
    assert exp.Join(this=exp.to_table("u"), side=exp.var("left")).sql() == "LEFT JOIN u"


def test_parameters_that_are_left_out(exp):
    assert exp.DataType(this=exp.DType.DATETIME, expressions=[None]).sql("clickhouse") == "Nullable(DateTime)"
    assert exp.DataType(this=exp.DType.DECIMAL, expressions=()).sql() == "DECIMAL"


def test_negative_numbers(exp):
    for number in (-1, -1.0, -1e-5, -1.8446744073709552e19, -(10**30), "-1.50"):
        literal = exp.Literal.number(number)
        assert isinstance(literal, exp.Neg)
        assert float(literal.sql()) == float(number)
    assert exp.Literal.number(-1e20).sql() == "-1E+20"


class TestTreesWithoutEnd:
    """Ours raises at once; the reference goes on until something is exhausted, so that it is not asked."""

    def looped(self):
        import sqlectic

        tree = sqlectic.parse_one("SELECT a + b FROM t")
        tree.find(sqlectic.exp.Add).set("this", tree)
        return tree

    @pytest.mark.parametrize(
        "ask",
        [
            lambda tree: tree.copy(),
            lambda tree: tree.sql(),
            lambda tree: tree.sql("mysql", pretty=True),
            repr,
            hash,
            lambda tree: tree == tree.expressions[0],
            lambda tree: list(tree.walk()),
            lambda tree: list(tree.find_all(int)),
            lambda tree: tree.find(int),
            lambda tree: tree.transform(lambda node: node),
            lambda tree: tree.transform(lambda node: node, copy=False),
            pickle.dumps,
            lambda tree: tree.dump(),
            lambda tree: tree.root(),
            lambda tree: tree.depth,
            lambda tree: tree.outline(),
        ],
    )
    def test_it_is_refused(self, ask):
        with pytest.raises(RecursionError):
            ask(self.looped())

    def test_names_of_nodes_that_hold_themselves(self):
        from sqlectic import exp

        for node in (exp.to_identifier("a"), exp.Placeholder(), exp.to_table("t"), exp.Paren(), exp.From(), exp.Neg()):
            node.set("this", node)
            assert isinstance(node.name + node.alias_or_name + node.output_name, str)
            assert not (node.is_star or node.is_int)
            assert isinstance(node.unnest(), exp.Expr)

    def test_it_can_be_mended(self):
        from sqlectic import exp

        tree = self.looped()
        tree.expressions[0].set("this", exp.column("c"))
        assert tree.sql() == "SELECT c + b FROM t"
        assert tree.copy() == tree

    def test_what_is_moved_within_a_tree_has_an_end(self):
        import sqlectic
        from sqlectic import exp

        tree = sqlectic.parse_one("SELECT " + "(" * 100 + "a + b" + ")" * 100)
        inner = tree.find(exp.Add)
        outer = inner.parent
        outer.set("this", exp.Paren(this=inner))
        assert tree.sql() == "SELECT " + "(" * 101 + "a + b" + ")" * 101, tree.sql()


def test_the_last_piece_of_a_time_format_is_written(glot, part, exp):
    dialects = part("dialects")
    assert {value: key for key, value in dialects.Hive.TIME_MAPPING.items()}["%Y"] == "yyyy"
    assert dialects.Snowflake.INVERSE_TIME_MAPPING["%B"] == "mmmm"

    class Timed(dialects.Hive):
        TIME_MAPPING = {**dialects.Hive.TIME_MAPPING, "YEAR": "%Y"}

    call = exp.TimeToStr(this=exp.column("x"), format=exp.Literal.string("%Y-%j"))
    assert call.sql(Timed) == "DATE_FORMAT(x, 'YEAR-DD')"
    assert call.sql("hive") == "DATE_FORMAT(x, 'yyyy-DD')"
