"""Dialects, tokenizers, parsers, generators and node classes of programs. Every test runs on both modules."""

import importlib
import logging
import types

import pytest


@pytest.fixture
def mods(glot):
    """The module under test with the modules that programs import from."""
    named = {name: importlib.import_module(f"{glot.__name__}.{name}") for name in ("parser", "generator", "tokens", "dialects")}
    dialect = importlib.import_module(f"{glot.__name__}.dialects.dialect")
    before = dict(dialect.Dialect._classes)
    yield types.SimpleNamespace(glot=glot, exp=glot.exp, dialect=dialect, Dialect=dialect.Dialect, **named)
    dialect.Dialect._classes.clear()
    dialect.Dialect._classes.update(before)


# ---- 9: classes are derived, of the base and of any dialect


def test_a_dialect_is_registered_by_its_name(mods):
    class Mine(mods.Dialect):
        pass

    assert mods.Dialect["mine"] is Mine
    assert mods.Dialect.get("mine") is Mine
    assert mods.Dialect.classes["mine"] is Mine
    assert isinstance(mods.Dialect.get_or_raise("mine"), Mine)
    assert mods.glot.transpile("SELECT 1", read="mine", write="mine") == ["SELECT 1"]
    assert Mine == "mine" and Mine() == "mine" and Mine in {"mine"}


def test_a_dialect_is_registered_by_hand(mods):
    class Mine(mods.Dialect):
        pass

    mods.Dialect.classes["other_name"] = Mine
    assert isinstance(mods.Dialect.get_or_raise("other_name"), Mine)
    assert mods.glot.parse_one("SELECT a", read="other_name").sql("other_name") == "SELECT a"


def test_a_dialect_extends_one_of_the_engine(mods):
    class Mine(mods.dialects.Snowflake):
        pass

    assert mods.glot.transpile("SELECT IFF(a, 1, 2), x:y::INT", read=Mine, write=Mine) == mods.glot.transpile(
        "SELECT IFF(a, 1, 2), x:y::INT", read="snowflake", write="snowflake"
    )


def test_parts_nested_and_assigned(mods):
    exp = mods.exp

    class MyGenerator(mods.dialects.Hive.Generator):
        TRANSFORMS = {**mods.dialects.Hive.Generator.TRANSFORMS, exp.Sum: lambda self, e: self.func("MY_SUM", e.this)}

    class Mine(mods.dialects.Hive):
        class Tokenizer(mods.dialects.Hive.Tokenizer):
            KEYWORDS = {**mods.dialects.Hive.Tokenizer.KEYWORDS, "CHOOSE": mods.tokens.TokenType.SELECT}

        Generator = MyGenerator

    tree = mods.glot.parse_one("CHOOSE SUM(a), b FROM t", read=Mine)
    assert tree.sql(Mine) == "SELECT MY_SUM(a), b FROM t"
    assert tree.sql("hive") == "SELECT SUM(a), b FROM t"
    assert Mine.generator_class is MyGenerator
    assert Mine.tokenizer_class is Mine.Tokenizer
    assert Mine.parser_class is mods.dialects.Hive.parser_class


def test_what_dialects_override_is_called(mods):
    class Mine(mods.Dialect):
        def parse(self, sql, **opts):
            return super().parse(sql.replace("@@", "1"), **opts)

        def tokenize(self, sql, *args, **opts):
            return super().tokenize(sql.replace("##", "2"), *args, **opts)

        def generate(self, expression, copy=True, **opts):
            return super().generate(expression, copy=copy, **opts) + ";"

    assert mods.glot.parse_one("SELECT @@ + ##", read=Mine).sql() == "SELECT 1 + 2"
    assert mods.glot.parse_one("SELECT 1").sql(Mine) == "SELECT 1;"
    assert mods.glot.transpile("SELECT @@", read=Mine, write=Mine) == ["SELECT 1;"]
    assert len(mods.glot.tokenize("## ##", read=Mine)) == 2


def test_settings_of_dialects(mods):
    class Mine(mods.Dialect):
        NORMALIZATION_STRATEGY = mods.dialect.NormalizationStrategy.UPPERCASE
        INDEX_OFFSET = 1
        NULL_ORDERING = "nulls_are_last"
        SAFE_DIVISION = True

    ident = mods.exp.to_identifier("abc")
    assert Mine().normalize_identifier(ident).name == "ABC"
    assert mods.glot.transpile("SELECT a[1]", read=Mine, write="duckdb") == mods.glot.transpile(
        "SELECT a[1]", read="duckdb", write="duckdb"
    )
    assert mods.glot.transpile("SELECT a / b", read=Mine, write="postgres") == [
        "SELECT CAST(a AS DOUBLE PRECISION) / NULLIF(b, 0)"
    ]
    assert "NULLS" in mods.glot.transpile("SELECT a ORDER BY a DESC", read="postgres", write=Mine)[0]


def test_time_formats_of_dialects(mods):
    class Mine(mods.Dialect):
        TIME_MAPPING = {"YYYY": "%Y", "MM": "%m"}

        class Parser(mods.parser.Parser):
            FUNCTIONS = {
                **mods.parser.Parser.FUNCTIONS,
                "TO_TEXT": lambda args: mods.exp.TimeToStr(
                    this=args[0], format=Mine.format_time(args[1]) if len(args) > 1 else None
                ),
            }

        class Generator(mods.generator.Generator):
            TRANSFORMS = {
                **mods.generator.Generator.TRANSFORMS,
                mods.exp.TimeToStr: lambda self, e: self.func("TO_TEXT", e.this, self.format_time(e)),
            }

    tree = mods.glot.parse_one("TO_TEXT(a, 'YYYY-MM')", read=Mine)
    assert tree.sql("duckdb") == "STRFTIME(a, '%Y-%m')"
    assert tree.sql(Mine) == "TO_TEXT(a, 'YYYY-MM')"


# ---- 10: tables


def test_functions_are_built_by_programs(mods):
    exp = mods.exp

    class Mine(mods.Dialect):
        class Parser(mods.dialects.Snowflake.Parser):
            FUNCTIONS = {
                **mods.dialects.Snowflake.Parser.FUNCTIONS,
                "DOUBLE_IT": lambda args: exp.Mul(this=exp.Literal.number(2), expression=args[0]),
                "MY_CONCAT": exp.Concat.from_arg_list,
                "WHO": lambda args, dialect: exp.Literal.string(type(dialect).__name__),
            }

    tree = mods.glot.parse_one("SELECT DOUBLE_IT(5), WHO(), IFF(a, b, c), LEN(DOUBLE_IT(x + 1))", dialect=Mine)
    assert tree.sql() == "SELECT 2 * 5, 'Mine', CASE WHEN a THEN b ELSE c END, LENGTH(2 * x + 1)"
    assert isinstance(mods.glot.parse_one("MY_CONCAT(a, b)", dialect=Mine), exp.Concat)


def test_entries_of_tables_can_be_called(mods):
    exp = mods.exp
    functions = mods.dialects.Snowflake.Parser.FUNCTIONS
    made = functions["LEN"]([exp.column("a")])
    assert isinstance(made, exp.Length) and made.this == exp.column("a")
    assert isinstance(mods.parser.Parser.FUNCTIONS["SUM"]([exp.column("a")]), exp.Sum)
    assert callable(mods.dialects.DuckDB.Generator.TRANSFORMS[exp.ApproxDistinct])
    assert isinstance(functions, dict) and isinstance(mods.dialects.DuckDB.Tokenizer.KEYWORDS, dict)
    assert "SELECT" in mods.tokens.Tokenizer.KEYWORDS
    assert isinstance(mods.parser.Parser.ID_VAR_TOKENS, set)
    assert mods.tokens.TokenType.VAR in mods.parser.Parser.ID_VAR_TOKENS


def test_tables_of_the_engine_change_in_place(mods):
    exp = mods.exp
    functions = mods.dialects.Doris.Parser.FUNCTIONS
    transforms = mods.dialects.Doris.Generator.TRANSFORMS
    functions["TWICE"] = lambda args: exp.Mul(this=args[0], expression=exp.Literal.number(2))
    transforms[exp.Corr] = lambda self, e: self.func("CORRELATED", e.this)
    try:
        assert mods.glot.transpile("SELECT TWICE(a), CORR(b, c)", read="doris", write="doris") == [
            "SELECT a * 2, CORRELATED(b)"
        ]
        assert mods.glot.transpile("SELECT CORR(b, c)", write="snowflake") == ["SELECT CORR(b, c)"]
    finally:
        del functions["TWICE"]
        del transforms[exp.Corr]
    assert mods.glot.transpile("SELECT TWICE(a)", read="doris", write="doris") == ["SELECT TWICE(a)"]
    if mods.glot.__name__ == "sqlectic":
        # The other module keeps what it has once seen.
        assert mods.glot.transpile("SELECT CORR(b, c)", write="doris") == ["SELECT CORR(b, c)"]


def test_what_is_taken_out_of_tables_is_gone(mods):
    exp = mods.exp

    class Mine(mods.dialects.Postgres):
        class Generator(mods.dialects.Postgres.Generator):
            TRANSFORMS = {k: v for k, v in mods.dialects.Postgres.Generator.TRANSFORMS.items() if k is not exp.Pow}

        class Parser(mods.dialects.Postgres.Parser):
            FUNCTIONS = {k: v for k, v in mods.dialects.Postgres.Parser.FUNCTIONS.items() if k != "SUM"}

    assert isinstance(mods.glot.parse_one("SUM(a)", read=Mine), exp.Anonymous)


def test_types_are_named(mods):
    exp = mods.exp

    class Mine(mods.dialects.MySQL):
        class Generator(mods.dialects.MySQL.Generator):
            TYPE_MAPPING = {
                **mods.dialects.MySQL.Generator.TYPE_MAPPING,
                exp.DataType.Type.BIGINT: "INT8",
                exp.DataType.Type.TEXT: "STRING",
            }

    tree = mods.glot.parse_one("CREATE TABLE t (a BIGINT, b TEXT, c INT)")
    assert tree.sql(Mine) == "CREATE TABLE t (a INT8, b STRING, c INT)"


def test_switches_are_toggled_and_restored(mods):
    generator = mods.dialects.Spark.Generator
    sql = "SELECT a FROM t TABLESAMPLE (10 ROWS)"
    before = mods.glot.transpile(sql, read="spark", write="spark")
    kept = generator.TABLESAMPLE_KEYWORDS if hasattr(generator, "TABLESAMPLE_KEYWORDS") else None
    assert kept == "TABLESAMPLE"
    generator.TABLESAMPLE_KEYWORDS = "SAMPLE"
    try:
        assert "t SAMPLE" in mods.glot.transpile(sql, read="spark", write="spark")[0]
    finally:
        generator.TABLESAMPLE_KEYWORDS = kept
    assert mods.glot.transpile(sql, read="spark", write="spark") == before


def test_switches_of_classes(mods):
    class Mine(mods.Dialect):
        class Generator(mods.generator.Generator):
            JOIN_HINTS = False
            PARAMETER_TOKEN = "$"
            TABLESAMPLE_SEED_KEYWORD = "REPEATABLE"
            NULL_ORDERING_SUPPORTED = None

        class Parser(mods.parser.Parser):
            STRICT_CAST = False

    assert mods.glot.parse_one("CAST(a AS INT)", read=Mine).sql() == "TRY_CAST(a AS INT)"
    assert mods.glot.parse_one("SELECT @x").sql(Mine) == "SELECT $x"
    assert mods.glot.parse_one("SELECT a FROM t TABLESAMPLE (1) SEED (2)").sql(Mine).endswith("REPEATABLE (2)")


def test_statements_ranges_and_other_parsers(mods):
    exp, T = mods.exp, mods.tokens.TokenType

    class Mine(mods.Dialect):
        class Tokenizer(mods.tokens.Tokenizer):
            KEYWORDS = {**mods.tokens.Tokenizer.KEYWORDS, "EXPORT": T.EXPORT, "RESEMBLES": T.SOUNDS_LIKE}

        class Parser(mods.parser.Parser):
            STATEMENT_PARSERS = {
                **mods.parser.Parser.STATEMENT_PARSERS,
                T.EXPORT: lambda self: self.expression(exp.Command(this="EXPORT", expression=self._parse_table().sql())),
            }
            RANGE_PARSERS = {
                **mods.parser.Parser.RANGE_PARSERS,
                T.SOUNDS_LIKE: lambda self, this: self.expression(exp.EQ(this=this, expression=self._parse_bitwise())),
            }
            FUNCTION_PARSERS = {
                **mods.parser.Parser.FUNCTION_PARSERS,
                "PICK": lambda self: self.expression(
                    exp.Anonymous(this="PICKED", expressions=self._parse_csv(self._parse_assignment))
                ),
            }
            NO_PAREN_FUNCTION_PARSERS = {
                **mods.parser.Parser.NO_PAREN_FUNCTION_PARSERS,
                "EVERY": lambda self: self.expression(exp.Anonymous(this="EACH", expressions=[self._parse_bitwise()])),
            }
            UNARY_PARSERS = {
                **mods.parser.Parser.UNARY_PARSERS,
                T.HASH: lambda self: self.expression(exp.Abs(this=self._parse_unary())),
            }
            PROPERTY_PARSERS = {
                **mods.parser.Parser.PROPERTY_PARSERS,
                "FLAVOR": lambda self: self.expression(
                    exp.Property(this=exp.Literal.string("flavor"), value=self._match(T.EQ) and self._parse_field())
                ),
            }
            CONSTRAINT_PARSERS = {
                **mods.parser.Parser.CONSTRAINT_PARSERS,
                "SHINY": lambda self: self.expression(exp.CommentColumnConstraint(this=exp.Literal.string("shiny"))),
            }
            QUERY_MODIFIER_PARSERS = {
                **mods.parser.Parser.QUERY_MODIFIER_PARSERS,
                T.FETCH: lambda self: ("limit", self._parse_limit()),
            }

    def read(sql):
        return mods.glot.parse_one(sql, read=Mine)

    assert read("EXPORT a.b").sql() == "EXPORT a.b"
    assert read("SELECT a RESEMBLES b + 1 AND c").sql() == "SELECT a = b + 1 AND c"
    assert read("SELECT PICK(a, b = 1)").sql() == "SELECT PICKED(a, b = 1)"
    assert read("SELECT EVERY a + 1").sql() == "SELECT EACH(a + 1)"
    assert read("SELECT #a + 1").sql() == "SELECT ABS(a) + 1"
    assert read("CREATE TABLE t (a INT SHINY) FLAVOR = 3").find(exp.Property).args["value"].sql() == "3"
    assert read("CREATE TABLE t (a INT SHINY)").find(exp.CommentColumnConstraint) is not None
    assert read("SELECT a FROM t FETCH FIRST 3 ROWS ONLY").args["limit"] is not None


def test_operators_of_columns_and_literals(mods):
    exp, T = mods.exp, mods.tokens.TokenType

    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            COLUMN_OPERATORS = {
                **mods.parser.Parser.COLUMN_OPERATORS,
                T.ARROW: lambda self, this, path: self.expression(exp.Anonymous(this="GET", expressions=[this, path])),
                T.DCOLON: lambda self, this, to: self.expression(exp.TryCast(this=this, to=to)),
            }
            PRIMARY_PARSERS = {
                **mods.parser.Parser.PRIMARY_PARSERS,
                T.NUMBER: lambda self, token: self.expression(exp.Literal(this=token.text + "0", is_string=False)),
            }
            PLACEHOLDER_PARSERS = {
                **mods.parser.Parser.PLACEHOLDER_PARSERS,
                T.PLACEHOLDER: lambda self: self.expression(exp.Placeholder(this="one")),
            }
            FACTOR = {**mods.parser.Parser.FACTOR, T.CARET: exp.Pow}

    def read(sql):
        return mods.glot.parse_one(sql, read=Mine)

    assert read("SELECT a -> 'b'").sql() == "SELECT GET(a, 'b')"
    assert read("SELECT a::INT").sql() == "SELECT TRY_CAST(a AS INT)"
    assert read("SELECT 1 + 2").sql() == "SELECT 10 + 20"
    assert read("SELECT ?").sql() == "SELECT :one"
    assert read("SELECT a ^ b").expressions[0] == exp.Pow(this=exp.column("a"), expression=exp.column("b"))


def test_properties_have_places(mods):
    exp = mods.exp

    class Mine(mods.dialects.Postgres):
        class Generator(mods.dialects.Postgres.Generator):
            PROPERTIES_LOCATION = {
                **mods.dialects.Postgres.Generator.PROPERTIES_LOCATION,
                exp.EngineProperty: exp.Properties.Location.POST_SCHEMA,
            }

    tree = mods.glot.parse_one("CREATE TABLE t (a INT) ENGINE=x", read="mysql")
    assert tree.sql(Mine).endswith("ENGINE=x")


# ---- 11: methods


def test_rules_are_overridden_with_super(mods):
    exp = mods.exp
    seen = []

    class Mine(mods.Dialect):
        class Parser(mods.dialects.BigQuery.Parser):
            def _parse_where(self, skip_where_token=False):
                seen.append(("where", self._curr.text, self._next.text, self._prev.text, self._index))
                where = super()._parse_where(skip_where_token=skip_where_token)
                if where:
                    where.set("this", exp.and_(where.this, "tenant = 1"))
                return where

            def _parse_table(self, *args, **kwargs):
                table = super()._parse_table(*args, **kwargs)
                seen.append(("table", table and table.sql()))
                return table

    tree = mods.glot.parse_one("SELECT a FROM t WHERE b > 1", read=Mine)
    assert tree.sql() == "SELECT a FROM t WHERE b > 1 AND tenant = 1"
    assert ("where", "WHERE", "b", "t", 4) in seen
    assert ("table", "t") in seen
    assert tree.args["where"].parent is tree
    assert all(node.parent is not None for node in tree.find_all(exp.Column))


def test_rules_move_the_cursor(mods):
    exp, T = mods.exp, mods.tokens.TokenType

    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            def _parse_statement(self):
                if self._match_text_seq("MAKE", "IT"):
                    index = self._index
                    words = []
                    while self._curr and not self._match(T.SEMICOLON):
                        words.append(self._curr.text)
                        self._advance()
                    assert self._prev.text == words[-1]
                    assert [token.text for token in self._tokens[index:]] == words
                    text = self._find_sql(self._tokens[index], self._prev)
                    self._retreat(index)
                    assert self._match_texts({"REALLY", "BIG"})
                    self._advance(-1)
                    assert self._curr.text == words[0]
                    self._advance(len(words))
                    return exp.Command(this="MAKE", expression=text)
                return super()._parse_statement()

    found = mods.glot.parse("MAKE IT big 'and  nice' ; SELECT 1", read=Mine)
    assert [node.sql() for node in found] == ["MAKE big 'and  nice'", "SELECT 1"]


def test_lists_options_and_wrapped_parts(mods):
    exp, T = mods.exp, mods.tokens.TokenType

    class Mine(mods.Dialect):
        class Tokenizer(mods.tokens.Tokenizer):
            KEYWORDS = {**mods.tokens.Tokenizer.KEYWORDS, "EXPORT": T.EXPORT}

        class Parser(mods.parser.Parser):
            STATEMENT_PARSERS = {**mods.parser.Parser.STATEMENT_PARSERS, T.EXPORT: lambda self: self._parse_export()}

            def _parse_export(self):
                exists = self._parse_exists()
                names = self._parse_wrapped_id_vars()
                rows = self._parse_wrapped_csv(self._parse_assignment)
                if not self._match_pair(T.ORDER_BY, T.VAR, advance=False):
                    self.raise_error("Expected an order")
                order = self._parse_order()
                kind = self._parse_var_from_options({"FAST": (), "VERY": ("SLOW", ("SLOW", "INDEED"))}, raise_unmatched=False)
                limit = self._parse_limit()
                self._match_set((T.ALL, T.ANY))
                return self.expression(
                    exp.Anonymous(
                        this="EXPORT", expressions=[*names, *rows, order.expressions[0].this, kind, limit.expression, exp.convert(bool(exists))]
                    )
                )

    sql = "EXPORT IF EXISTS (a, b) (1, c + 1) ORDER BY d VERY SLOW LIMIT 5 ALL"
    assert mods.glot.parse_one(sql, read=Mine).sql() == "EXPORT(a, b, 1, c + 1, d, VERY SLOW, 5, TRUE)"
    with pytest.raises(mods.glot.ParseError) as caught:
        mods.glot.parse_one("EXPORT (a) (1) LIMIT 5", read=Mine)
    assert caught.value.errors[0]["description"] == "Expected an order"
    assert caught.value.errors[0]["highlight"] == "LIMIT"


def test_methods_are_patched_on_the_base(mods):
    Parser = mods.parser.Parser
    old = Parser._parse_where
    calls = []

    def patched(self, *args, **kwargs):
        calls.append(type(self.dialect).__name__)
        return old(self, *args, **kwargs)

    Parser._parse_where = patched
    try:
        for name in ("", "duckdb", "tsql"):
            assert mods.glot.parse_one("SELECT a FROM t WHERE b", read=name).args["where"] is not None
    finally:
        Parser._parse_where = old
    assert [name for name in calls if name in ("DuckDB", "TSQL")]
    count = len(calls)
    mods.glot.parse_one("SELECT a FROM t WHERE b", read="duckdb")
    assert len(calls) == count


def test_generators_are_overridden_with_super(mods):
    exp = mods.exp

    class Mine(mods.Dialect):
        class Generator(mods.dialects.Postgres.Generator):
            def select_sql(self, expression):
                return super().select_sql(expression).replace("SELECT", "CHOOSE", 1)

            def column_sql(self, expression):
                return f"<{super().column_sql(expression)}>"

            def add_sql(self, expression):
                return self.binary(expression, "PLUS")

            def tuple_sql(self, expression):
                return f"[{self.expressions(expression, flat=True)}]"

            def case_sql(self, expression):
                self.unsupported("No cases")
                return self.func("SWITCH", expression.args.get("default"), *expression.args["ifs"])

            def if_sql(self, expression):
                return f"{self.sql(expression, 'this')} => {self.sql(expression, 'true')}"

    tree = mods.glot.parse_one("SELECT a + 1, (a, b), CASE WHEN a THEN 1 ELSE 2 END FROM t WHERE c IN (SELECT d FROM u)")
    with_level = tree.sql(Mine, unsupported_level=mods.glot.ErrorLevel.IGNORE)
    assert with_level == (
        "CHOOSE <a> PLUS 1, [<a>, <b>], SWITCH(2, <a> => 1) FROM t WHERE <c> IN (CHOOSE <d> FROM u)"
    )
    with pytest.raises(mods.glot.UnsupportedError, match="No cases"):
        tree.sql(Mine, unsupported_level=mods.glot.ErrorLevel.RAISE)


def test_generators_of_programs_write_pretty(mods):
    exp = mods.exp

    class Mine(mods.Dialect):
        class Generator(mods.generator.Generator):
            def where_sql(self, expression):
                this = self.indent(self.sql(expression, "this"))
                return f"{self.seg('WHEREVER')}{self.sep()}{this}"

            def subquery_sql(self, expression, sep=" AS "):
                return f"SUB {self.wrap(expression)}"

            def group_sql(self, expression):
                return self.op_expressions("GROUPED BY", expression)

    sql = "SELECT a, 'x\ny' FROM (SELECT b FROM t WHERE c AND d) WHERE (e, f) IN (SELECT 1) GROUP BY a, b"
    tree = mods.glot.parse_one(sql)
    assert tree.sql(Mine) == (
        "SELECT a, 'x\ny' FROM SUB (SELECT b FROM t WHEREVER c AND d) WHEREVER (e, f) IN SUB (SELECT 1) GROUPED BY a, b"
    )
    assert tree.sql(Mine, pretty=True) == (
        "SELECT\n  a,\n  'x\ny'\nFROM SUB (\n  SELECT\n    b\n  FROM t\n  WHEREVER\n    c AND d\n)\n"
        "WHEREVER\n  (e, f) IN SUB (\n    SELECT\n      1\n  )\nGROUPED BY\n  a,\n  b"
    )


def test_functions_in_transforms_may_change_the_copy(mods):
    exp = mods.exp

    def shout(self, expression):
        expression.this.set("this", exp.to_identifier(expression.this.name.upper()))
        return self.function_fallback_sql(expression)

    class Mine(mods.Dialect):
        class Generator(mods.generator.Generator):
            TRANSFORMS = {**mods.generator.Generator.TRANSFORMS, exp.Sum: shout}

    tree = mods.glot.parse_one("SELECT SUM(abc)")
    assert tree.sql(Mine) == "SELECT SUM(ABC)"
    assert tree.sql() == "SELECT SUM(abc)"
    assert tree.sql(Mine, copy=False) == "SELECT SUM(ABC)"
    assert tree.sql() == "SELECT SUM(ABC)"


def test_nodes_made_while_generating(mods):
    exp = mods.exp

    class Mine(mods.Dialect):
        class Generator(mods.generator.Generator):
            TRANSFORMS = {
                **mods.generator.Generator.TRANSFORMS,
                exp.Coalesce: lambda self, e: self.sql(
                    exp.Case().when(e.this.is_(exp.null()).not_(), e.this).else_(e.expressions[0])
                ),
                exp.Like: lambda self, e: self.sql(exp.RegexpLike(this=e.this, expression=e.expression)),
            }

    sql = "SELECT COALESCE(a, b) FROM t WHERE c LIKE 'x%'"
    assert mods.glot.parse_one(sql).sql(Mine) == (
        "SELECT CASE WHEN NOT a IS NULL THEN a ELSE b END FROM t WHERE REGEXP_LIKE(c, 'x%')"
    )


def test_exceptions_of_programs_come_through(mods):
    class Oops(Exception):
        pass

    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            def _parse_where(self, *args, **kwargs):
                raise Oops("where")

        class Generator(mods.generator.Generator):
            def limit_sql(self, expression, top=False):
                raise Oops("limit")

    with pytest.raises(Oops, match="where"):
        mods.glot.parse_one("SELECT a FROM t WHERE b", read=Mine)
    with pytest.raises(Oops, match="limit"):
        mods.glot.parse_one("SELECT a FROM (SELECT b LIMIT 1)").sql(Mine)
    assert mods.glot.parse_one("SELECT a FROM t", read=Mine).sql(Mine) == "SELECT a FROM t"


def test_errors_of_rules_can_be_caught(mods):
    exp = mods.exp

    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            def _parse_where(self, *args, **kwargs):
                index = self._index
                try:
                    return super()._parse_where(*args, **kwargs)
                except mods.glot.ParseError:
                    self._retreat(index)
                    while self._curr:
                        self._advance()
                    return exp.Where(this=exp.true())

    assert mods.glot.parse_one("SELECT a FROM t WHERE (b", read=Mine).sql() == "SELECT a FROM t WHERE TRUE"
    found = mods.glot.parse_one("SELECT a FROM t WHERE b", read=Mine)
    assert found.sql() == "SELECT a FROM t WHERE b"


def test_a_rule_is_tried(mods):
    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            def _parse_limit(self, *args, **kwargs):
                tried = self._try_parse(lambda: mods.parser.Parser._parse_limit(self, *args, **kwargs), retreat=True)
                assert tried is None or self._curr.text.upper() in ("LIMIT", "FETCH")
                return super()._parse_limit(*args, **kwargs)

    assert mods.glot.parse_one("SELECT a FROM t LIMIT 5", read=Mine).sql() == "SELECT a FROM t LIMIT 5"


def test_levels_of_errors(mods):
    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            def _parse_where(self, *args, **kwargs):
                self.raise_error("No where today")
                return super()._parse_where(*args, **kwargs)

    with pytest.raises(mods.glot.ParseError) as caught:
        mods.glot.parse_one("SELECT a FROM t WHERE b", read=Mine, error_level=mods.glot.ErrorLevel.RAISE)
    assert caught.value.errors[0]["description"] == "No where today"
    tree = mods.glot.parse_one("SELECT a FROM t WHERE b", read=Mine, error_level=mods.glot.ErrorLevel.IGNORE)
    assert tree.sql() == "SELECT a FROM t WHERE b"


def test_parsers_and_tokenizers_by_themselves(mods):
    tokens = mods.tokens.Tokenizer().tokenize("SELECT a /* c */ FROM t; SELECT 'é', \"b\"")
    trees = mods.parser.Parser().parse(tokens, "SELECT a /* c */ FROM t; SELECT 'é', \"b\"")
    assert [tree.sql() for tree in trees] == ["SELECT a /* c */ FROM t", "SELECT 'é', \"b\""]
    duckdb = mods.Dialect.get_or_raise("duckdb")
    sql = "SELECT x::INT, [1, 2]"
    parsed = duckdb.parser().parse(duckdb.tokenize(sql), sql)
    assert parsed[0].sql("duckdb") == "SELECT CAST(x AS INT), [1, 2]"
    assert duckdb.generator(pretty=True).generate(parsed[0]) == "SELECT\n  CAST(x AS INT),\n  [1, 2]"
    assert mods.generator.Generator(identify=True).generate(mods.exp.column("a")) == '"a"'
    into = duckdb.parser().parse_into(mods.exp.Table, duckdb.tokenize("a.b"), "a.b")
    assert into[0] == mods.exp.table_("b", db="a")


def test_tokens_of_programs(mods):
    T = mods.tokens.TokenType
    token = mods.tokens.Token
    made = [token(T.SELECT, "select"), token(T.NUMBER, "1"), token(T.ALIAS, "as"), token(T.VAR, "x")]
    assert mods.parser.Parser().parse(made, "")[0].sql() == "SELECT 1 AS x"

    class Mine(mods.Dialect):
        class Tokenizer(mods.tokens.Tokenizer):
            def tokenize(self, sql):
                return [t for t in super().tokenize(sql) if t.text.upper() != "PLEASE"]

    assert mods.glot.parse_one("SELECT PLEASE a FROM t PLEASE", read=Mine).sql() == "SELECT a FROM t"


# ---- 12: token types


def test_keywords_map_to_any_object(mods):
    exp = mods.exp

    class Kind:
        pass

    kind = Kind()

    class Mine(mods.Dialect):
        class Tokenizer(mods.tokens.Tokenizer):
            KEYWORDS = {**mods.tokens.Tokenizer.KEYWORDS, "FROBNICATE": mods.tokens.TokenType.COMMAND}
            SINGLE_TOKENS = {**mods.tokens.Tokenizer.SINGLE_TOKENS, "#": mods.tokens.TokenType.PLACEHOLDER}
            QUOTES = ["'", '"']
            IDENTIFIERS = ["`", ("[", "]")]
            STRING_ESCAPES = ["'", "\\"]
            COMMENTS = ["--", "//", ("/*", "*/")]
            VAR_SINGLE_TOKENS = {"$"}

    def tokens(sql):
        return [(token.token_type.name, token.text) for token in mods.glot.tokenize(sql, read=Mine)]

    assert tokens("a`b`[c] \"d'e\" 'f\\'g' // h") == [
        ("VAR", "a"), ("IDENTIFIER", "b"), ("IDENTIFIER", "c"), ("STRING", "d'e"), ("STRING", "f'g"),
    ]
    assert tokens("$x$y") == [("VAR", "$x$y")]
    assert tokens("#") == [("PLACEHOLDER", "#")]


def test_new_token_types(mods):
    exp, T = mods.exp, mods.tokens.TokenType
    setattr(T, "FLIP", "FLIP")

    class Mine(mods.Dialect):
        class Tokenizer(mods.tokens.Tokenizer):
            KEYWORDS = {**mods.tokens.Tokenizer.KEYWORDS, "FLIP": T.FLIP}

        class Parser(mods.parser.Parser):
            STATEMENT_PARSERS = {
                **mods.parser.Parser.STATEMENT_PARSERS,
                T.FLIP: lambda self: self.expression(exp.Command(this="FLIP", expression=self._parse_string().this)),
            }

    if mods.glot.__name__ == "sqlglot":
        # Its native tokenizer takes members only where it is compiled; the plain one takes anything.
        assert mods.glot.tokenize("FLIP", read=Mine)[0].token_type == "FLIP"
    assert mods.glot.parse_one("FLIP 'coin'", read=Mine).sql() == "FLIP coin"


# ---- 7: node classes


def test_node_classes_of_programs_in_dialects(mods):
    exp = mods.exp

    class Frobnicate(exp.Expression, exp.Func):
        arg_types = {"this": True, "expressions": False}
        is_var_len_args = True
        _sql_names = ["FROBNICATE", "FROB"]

    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            FUNCTIONS = {**mods.parser.Parser.FUNCTIONS, "FROB": Frobnicate.from_arg_list}

        class Generator(mods.generator.Generator):
            TRANSFORMS = {**mods.generator.Generator.TRANSFORMS, Frobnicate: lambda self, e: self.func("F", e.this)}

    tree = mods.glot.parse_one("SELECT FROB(a, b, c)", read=Mine)
    assert isinstance(tree.expressions[0], Frobnicate)
    assert tree.find(Frobnicate) is tree.expressions[0]
    assert tree.sql() == "SELECT FROBNICATE(a, b, c)"
    assert tree.sql(Mine) == "SELECT F(a)"

    if mods.glot.__name__ == "sqlectic":
        # The other module looks for methods of its own nodes only.
        class ByMethod(mods.Dialect):
            class Generator(mods.generator.Generator):
                def frobnicate_sql(self, expression):
                    return self.func("BY_METHOD", *expression.expressions)

        assert tree.sql(ByMethod) == "SELECT BY_METHOD(b, c)"


def test_objects_under_any_key_reach_renderers(mods):
    exp = mods.exp
    marker = object()

    class Holder(exp.Expression):
        arg_types = {"this": True, "thing": False}

    def held(generator, expression):
        assert expression.args["thing"] is marker
        return f"HELD {generator.sql(expression, 'this')}"

    class Mine(mods.Dialect):
        class Generator(mods.generator.Generator):
            TRANSFORMS = {**mods.generator.Generator.TRANSFORMS, Holder: lambda self, e: held(self, e)}

    assert exp.select(Holder(this=exp.column("a"), thing=marker)).sql(Mine) == "SELECT HELD a"


# ---- 13: introspection


def test_introspection(mods):
    exp = mods.exp
    assert issubclass(exp.Select, exp.Query) and exp.Select.arg_types["expressions"] is False
    assert "Select" in dir(exp)
    assert len(mods.Dialect.classes) >= 30
    assert mods.dialects.Databricks.Parser.__mro__[1] is mods.dialects.Spark.Parser
    assert mods.dialects.Databricks.Generator.__mro__[1] is mods.dialects.Spark.Generator
    assert mods.dialects.Spark.Parser.FUNCTIONS.keys() - mods.parser.Parser.FUNCTIONS.keys()
    parsers = importlib.import_module(f"{mods.glot.__name__}.parsers.snowflake")
    generators = importlib.import_module(f"{mods.glot.__name__}.generators.postgres")
    assert parsers.SnowflakeParser is mods.dialects.Snowflake.Parser
    assert generators.PostgresGenerator is mods.dialects.Postgres.Generator
    assert importlib.import_module(f"{mods.glot.__name__}.dialects.duckdb").DuckDB is mods.dialects.DuckDB


def test_subclasses_of_subclasses(mods):
    exp = mods.exp

    class One(mods.dialects.Trino):
        class Parser(mods.dialects.Trino.Parser):
            def _parse_where(self, *args, **kwargs):
                where = super()._parse_where(*args, **kwargs)
                return where and exp.Where(this=exp.Paren(this=where.this))

        class Generator(mods.dialects.Trino.Generator):
            def literal_sql(self, expression):
                return super().literal_sql(expression) + "!"

    class Two(One):
        class Parser(One.Parser):
            def _parse_where(self, *args, **kwargs):
                where = super()._parse_where(*args, **kwargs)
                return where and exp.Where(this=exp.not_(where.this))

        class Generator(One.Generator):
            def literal_sql(self, expression):
                return super().literal_sql(expression) + "?"

    assert mods.glot.parse_one("SELECT a FROM t WHERE b = 1", read=Two).sql(Two) == "SELECT a FROM t WHERE NOT (b = 1!?)"
    assert mods.glot.parse_one("SELECT a FROM t WHERE b = 1", read=One).sql(One) == "SELECT a FROM t WHERE (b = 1!)"


def test_entries_are_overridden_as_methods(mods):
    exp = mods.exp

    class Mine(mods.Dialect):
        class Parser(mods.dialects.Postgres.Parser):
            def _parse_alter_table_add(self):
                found = super()._parse_alter_table_add()
                return [exp.ColumnDef(this=exp.to_identifier("first_of_all"), kind=exp.DataType.build("int")), *found]

            def _parse_not_constraint(self):
                if self._match_text_seq("EMPTY"):
                    return self.expression(exp.CommentColumnConstraint(this=exp.Literal.string("not empty")))
                return super()._parse_not_constraint()

            def _parse_trim(self):
                return exp.Upper(this=super()._parse_trim())

    def read(sql):
        return mods.glot.parse_one(sql, read=Mine)

    assert len(read("ALTER TABLE t ADD COLUMN a INT, ADD COLUMN b INT").args["actions"]) >= 3
    assert read("CREATE TABLE t (a INT NOT EMPTY)").find(exp.CommentColumnConstraint).name == "not empty"
    assert read("CREATE TABLE t (a INT NOT NULL)").find(exp.NotNullColumnConstraint) is not None
    assert read("SELECT TRIM(a)").sql() == "SELECT UPPER(TRIM(a))"


def test_what_has_no_effect_says_so(caplog):
    sqlectic = importlib.import_module("sqlectic")
    generator = importlib.import_module("sqlectic.generator")

    class Mine(sqlectic.Dialect):
        class Generator(generator.Generator):
            def json_path_part(self, part):
                return ""

    with caplog.at_level(logging.WARNING):
        assert sqlectic.parse_one("SELECT a").sql(Mine) == "SELECT a"
    assert "json_path_part" in caplog.text and "no effect" in caplog.text
    sqlectic.Dialect._classes.pop("mine")


def test_callbacks_leave_nothing_behind():
    import gc

    sqlectic = importlib.import_module("sqlectic")
    exp = sqlectic.exp

    class Mine(sqlectic.Dialect):
        class Parser(sqlectic.Parser):
            def _parse_where(self, *args, **kwargs):
                where = super()._parse_where(*args, **kwargs)
                return where and exp.Where(this=exp.not_(where.this))

        class Generator(sqlectic.Generator):
            def where_sql(self, expression):
                return super().where_sql(expression)

    def round_trip():
        sqlectic.transpile("SELECT a, b FROM t WHERE a = 1 AND f(b)", read=Mine, write=Mine)
        try:
            sqlectic.parse_one("SELECT a FROM t WHERE (", read=Mine)
        except sqlectic.ParseError:
            pass

    def objects():
        gc.collect()
        return len(gc.get_objects())

    round_trip()
    before = objects()
    for _ in range(200):
        round_trip()
    assert objects() - before < 50
    sqlectic.Dialect._classes.pop("mine")


STATEMENTS = """
SELECT a + 1 * -b || 'c', NOT d AND (e OR f), x::INT, CASE WHEN a THEN 1 ELSE 2 END FROM t AS u WHERE a IN (1, 2) AND b LIKE 'x%'
SELECT SUM(x) FILTER(WHERE y > 1) OVER (PARTITION BY a ORDER BY b DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t
WITH RECURSIVE c AS (SELECT 1 UNION ALL SELECT a + 1 FROM c) SELECT * FROM c JOIN d USING (x) LEFT JOIN e ON e.y = c.y
SELECT DISTINCT a AS b FROM (SELECT * FROM t) AS s GROUP BY a, b HAVING COUNT(*) > 1 ORDER BY a LIMIT 10 OFFSET 5
INSERT INTO t (a, b) SELECT a, b FROM u UNION SELECT 1, 2
UPDATE t SET a = 1, b = c + 1 WHERE d
DELETE FROM t WHERE a BETWEEN 1 AND 2
CREATE TABLE IF NOT EXISTS t (a INT NOT NULL DEFAULT 1, b VARCHAR(10), PRIMARY KEY (a))
CREATE OR REPLACE VIEW v AS SELECT CAST(a AS DECIMAL(10, 2)) FROM t
ALTER TABLE t ADD COLUMN c INT
MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET b = u.b WHEN NOT MATCHED THEN INSERT (a) VALUES (u.a)
SELECT EXTRACT(YEAR FROM d), TRIM(a), COALESCE(a, b), INTERVAL '1' DAY, DATE '2020-01-01', a IS NOT NULL FROM t CROSS JOIN u
""".strip().splitlines()


@pytest.mark.parametrize("name", ["", "duckdb", "snowflake", "bigquery", "postgres", "redshift", "spark", "tsql", "mysql", "databricks"])
def test_overriding_everything_with_super_changes_nothing(mods, name):
    base = mods.Dialect[name]
    parser, generator = base.parser_class, base.generator_class

    def above(attribute):
        def method(self, *args, **kwargs):
            return getattr(super(owners[attribute], self), attribute)(*args, **kwargs)

        return method

    rules = ["_parse_statement", "_parse_table", "_parse_table_alias", "_parse_id_var", "_parse_select", "_parse_query_modifiers"]
    rules += ["_parse_where", "_parse_join", "_parse_cte", "_parse_types", "_parse_unary", "_parse_term", "_parse_window"]
    rules += ["_parse_function", "_parse_column", "_parse_alias", "_parse_update", "_parse_insert", "_parse_create"]
    renderers = [key for key in dir(generator) if key.endswith("_sql") and not key.startswith("_")]
    owners = {}
    theirs = type("Theirs", (parser,), {rule: above(rule) for rule in rules})
    owners.update(dict.fromkeys(rules, theirs))
    written = type("Written", (generator,), {key: above(key) for key in renderers})
    owners.update(dict.fromkeys(renderers, written))
    wrapped = type("Wrapped", (base,), {"Parser": theirs, "Generator": written})
    for statement in STATEMENTS:
        for pretty in (False, True):
            expected = mods.glot.transpile(statement, write=base, pretty=pretty)
            assert mods.glot.transpile(statement, write=wrapped, pretty=pretty) == expected
            again = mods.glot.parse_one(expected[0], read=base)
            assert mods.glot.parse_one(expected[0], read=wrapped) == again


def test_callbacks_parse_and_generate_themselves(mods):
    exp = mods.exp
    kept = []

    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            def _parse_table(self, *args, **kwargs):
                table = super()._parse_table(*args, **kwargs)
                if isinstance(table, exp.Table) and table.name == "view_v":
                    kept.append(table)
                    inner = mods.glot.parse_one("SELECT x FROM base WHERE y", read=Mine)
                    kept.append(inner)
                    return inner.subquery("view_v")
                return table

            def _parse_where(self, *args, **kwargs):
                where = super()._parse_where(*args, **kwargs)
                assert where is None or where.this.sql(Mine)
                return where

        class Generator(mods.generator.Generator):
            def where_sql(self, expression):
                other = expression.copy().transform(
                    lambda node: exp.column(node.name.upper()) if isinstance(node, exp.Column) else node
                )
                inner = other.this.sql(Mine)
                return f"{self.seg('WHERE')} {inner}"

    tree = mods.glot.parse_one("SELECT a FROM view_v WHERE b AND c", read=Mine)
    assert tree.sql(Mine) == "SELECT a FROM (SELECT x FROM base WHERE Y) AS view_v WHERE B AND C"
    assert kept[0].name == "view_v"
    assert kept[0].sql() == "view_v"
    assert kept[1].parent is tree.find(exp.Subquery) or kept[1].sql() == "SELECT x FROM base WHERE y"


def test_handles_of_callbacks_outlive_errors(mods):
    kept = []

    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            def _parse_table(self, *args, **kwargs):
                table = super()._parse_table(*args, **kwargs)
                kept.append((table, table.args))
                return table

    with pytest.raises(mods.glot.ParseError):
        mods.glot.parse_one("SELECT a FROM t AS u WHERE (", read=Mine)
    table, args = kept[0]
    assert table.name == "t" and table.alias == "u"
    assert args is table.args and args["alias"].name == "u"
    assert table.sql() == "t AS u"


def test_what_was_shown_follows_the_engine(mods):
    exp = mods.exp
    seen = {}

    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            def _parse_projections(self, *args, **kwargs):
                return super()._parse_projections(*args, **kwargs)

            def _parse_select_query(self, *args, **kwargs):
                query = super()._parse_select_query(*args, **kwargs)
                return query

            def _parse_from(self, *args, **kwargs):
                found = super()._parse_from(*args, **kwargs)
                if found:
                    seen["from"] = found
                    seen["args"] = found.this.args
                    seen["joins"] = found.this.args.get("joins")
                return found

    tree = mods.glot.parse_one("SELECT a FROM t JOIN u ON t.x = u.x WHERE b", read=Mine)
    assert seen["from"] is tree.args["from_"]
    assert seen["from"].parent is tree
    assert seen["args"] is tree.args["from_"].this.args
    seen["from"].this.set("this", exp.to_identifier("other"))
    assert tree.sql() == "SELECT a FROM other JOIN u ON t.x = u.x WHERE b"


def test_dialects_in_threads(mods):
    import threading

    class Mine(mods.Dialect):
        class Parser(mods.parser.Parser):
            def _parse_where(self, *args, **kwargs):
                where = super()._parse_where(*args, **kwargs)
                return where and mods.exp.Where(this=mods.exp.not_(where.this))

        class Generator(mods.generator.Generator):
            def column_sql(self, expression):
                return super().column_sql(expression).upper()

    wrong = []

    def work(name):
        for i in range(50):
            found = mods.glot.transpile(f"SELECT {name} FROM t WHERE x{i}", read=Mine, write=Mine)
            if found != [f"SELECT {name.upper()} FROM t WHERE NOT X{i}"]:
                wrong.append(found)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
