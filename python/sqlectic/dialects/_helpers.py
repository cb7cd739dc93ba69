# mypy: ignore-errors
"""Functions that parsers and generators of programs are made of; found in `sqlectic.dialects.dialect`.

Renderers are functions of a generator and a node, builders are functions of a list of arguments. What one of the engine's
dialects does just so is taken from it: a row of `RENDERERS` or `BUILDERS` names the dialect and the entry.
"""

from __future__ import annotations

import importlib
import typing as t

from sqlectic import _native, exp
from sqlectic.dialects.dialect import Dialect, DialectType
from sqlectic.errors import ParseError
from sqlectic.generator import unsupported_args
from sqlectic.helper import flatten, seq_get

Renderer = t.Callable[[t.Any, t.Any], str]
Arguments = t.Sequence[t.Any]

# Helper -> a dialect that writes nodes so, and which nodes; sorted.
RENDERERS: dict[str, tuple[str, ...]] = {
    "any_value_to_max_sql": ("sqlite", "AnyValue"),
    "approx_count_distinct_sql": ("duckdb", "ApproxDistinct"),
    "array_slice_to_slice_sql": ("presto", "ArraySlice"),
    "bool_xor_sql": ("postgres", "Xor"),
    "concat_to_dpipe_sql": ("redshift", "Concat"),
    "concat_ws_to_dpipe_sql": ("redshift", "ConcatWs"),
    "count_if_to_sum": ("sqlite", "CountIf"),
    "datestrtodate_sql": ("hive", "DateStrToDate"),
    "explode_to_unnest_sql": ("presto", "Lateral"),
    "generatedasidentitycolumnconstraint_sql": ("tsql", "GeneratedAsIdentityColumnConstraint"),
    "getbit_sql": ("duckdb", "Getbit"),
    "inline_array_sql": ("clickhouse", "Array"),
    "inline_array_unless_query": ("bigquery", "Array"),
    "length_or_char_length_sql": ("mysql", "Length"),
    "max_or_greatest": ("postgres", "Max"),
    "min_or_least": ("postgres", "Min"),
    "months_between_sql": ("duckdb", "MonthsBetween"),
    "no_comment_column_constraint_sql": ("duckdb", "CommentColumnConstraint"),
    "no_filter_sql": ("bigquery", "Filter"),
    "no_ilike_sql": ("hive", "ILike"),
    "no_map_from_entries_sql": ("postgres", "MapFromEntries"),
    "no_paren_current_date_sql": ("postgres", "CurrentDate"),
    "no_pivot_sql": ("postgres", "Pivot"),
    "no_recursive_cte_sql": ("hive", "With"),
    "no_tablesample_sql": ("sqlite", "TableSample"),
    "no_time_sql": ("duckdb", "Time"),
    "no_trycast_sql": ("postgres", "TryCast"),
    "nth_value_from_sql": ("snowflake", "NthValue"),
    "property_sql": ("hive", "Property"),
    "regexp_extract_sql": ("hive", "RegexpExtract", "RegexpExtractAll"),
    "regexp_replace_sql": ("hive", "RegexpReplace"),
    "sequence_sql": ("presto", "GenerateSeries", "GenerateDateArray"),
    "sha256_sql": ("bigquery", "SHA2"),
    "sha2_digest_sql": ("bigquery", "SHA2Digest"),
    "struct_extract_sql": ("postgres", "StructExtract"),
    "timestampdiff_sql": ("spark", "TimestampDiff", "DatetimeDiff"),
    "to_number_with_nls_param": ("teradata", "ToNumber"),
}

# Helper -> a dialect that reads a function so, and the function; sorted.
BUILDERS: dict[str, tuple[str, str]] = {
    "build_replace_with_optional_replacement": ("presto", "REPLACE"),
    "build_timestamp_trunc": ("postgres", "DATE_TRUNC"),
    "build_timetostr_or_tochar": ("oracle", "TO_CHAR"),
    "date_trunc_to_time": ("presto", "DATE_TRUNC"),
    "isnull_to_is_null": ("mysql", "ISNULL"),
}


def __getattr__(name: str) -> t.Any:
    make = {**dict.fromkeys(RENDERERS, _renderer), **dict.fromkeys(BUILDERS, _builder), **_CONSTANTS}.get(name)
    if make is None:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    found = globals()[name] = make(name)
    return found


def _renderer(name: str) -> Renderer:
    """How a dialect writes a class of nodes; with several classes that of the node."""
    dialect, *classes = RENDERERS[name]
    by_key = {key.lower(): _native_renderer(dialect, key) for key in classes}
    if len(by_key) == 1:
        return next(iter(by_key.values()))

    def render(self: t.Any, expression: t.Any) -> str:
        return by_key[expression.key](self, expression)

    render.__name__ = name
    return render


def _native_renderer(dialect: str, key: str) -> Renderer:
    return dict(_native.renderers_of(_native.NativeDialect(dialect)))[f"{key.lower()}_sql"]


def _builder(name: str) -> t.Callable[..., t.Any]:
    dialect, function = BUILDERS[name]
    return Dialect[dialect].parser_class.FUNCTIONS[function]


def _node_types(text: str) -> t.Callable[[str], t.Any]:
    return lambda _: tuple(getattr(exp, name) for name in text.split())


def _any_of(text: str) -> t.Callable[[str], t.Any]:
    return lambda _: t.Union[tuple(getattr(exp, name) for name in text.split())]


def _time_zones(_: str) -> set[str]:
    import zoneinfo

    return {name.lower() for name in zoneinfo.available_timezones()} - {"factory", "localtime"}


_MODULES = {
    "JSONPathTokenizer": "sqlectic.jsonpath",
    "Parser": "sqlectic.parser",
    "Tokenizer": "sqlectic.tokens",
    "format_time": "sqlectic.time",
    "parse_json_path": "sqlectic.jsonpath",
    "subsecond_precision": "sqlectic.time",
}


def _elsewhere(name: str) -> t.Any:
    return getattr(importlib.import_module(_MODULES[name]), "parse" if name == "parse_json_path" else name)


# Values that are made when they are asked for; sorted.
_CONSTANTS: dict[str, t.Callable[[str], t.Any]] = {
    "ALL_JSON_PATH_PARTS": lambda _: {
        value for name in dir(exp) if name.startswith("JSONPath") and name not in ("JSONPath", "JSONPathPart")
        for value in (getattr(exp, name),) if isinstance(value, type)
    },
    "DATETIME_ADD": _node_types("DateAdd TimeAdd DatetimeAdd TsOrDsAdd TimestampAdd"),
    "DATETIME_DELTA": _any_of(
        "DateAdd DateSub DatetimeAdd DatetimeSub TimeAdd TimeSub TimestampAdd TimestampSub TsOrDsAdd"
    ),
    "DATE_ADD_OR_DIFF": _any_of("DateAdd DateDiff DateSub TsOrDsAdd TsOrDsDiff"),
    "DATE_ADD_OR_SUB": _any_of("DateAdd DateSub DatetimeAdd DatetimeSub TimestampAdd TimestampSub TsOrDsAdd"),
    "JSON_EXTRACT_TYPE": _any_of("JSONExtract JSONExtractScalar JSONBExtract JSONBExtractScalar"),
    "TIMEZONES": _time_zones,
    "WRAPPED_JSON_PATH_EXPRESSIONS": _node_types("Binary Predicate Not Concat"),
    **dict.fromkeys(_MODULES, _elsewhere),
}

WEEK_START_DAY_TO_DOW = {
    "MONDAY": 1, "TUESDAY": 2, "WEDNESDAY": 3, "THURSDAY": 4, "FRIDAY": 5, "SATURDAY": 6, "SUNDAY": 7,
}  # fmt: skip


# ---- functions by other names


def rename_func(name: str) -> Renderer:
    """A renderer that writes a function by another name, with its arguments in order."""
    return lambda self, expression: self.func(name, *flatten(expression.args.values()))


def if_sql(name: str = "IF", false_value: t.Optional[t.Union[exp.Expr, str]] = None) -> Renderer:
    """A renderer of `IF` as a function of that name; `false_value` stands where none is told."""

    def render(self: t.Any, expression: exp.If) -> str:
        args = expression.args
        return self.func(name, expression.this, args.get("true"), args.get("false") or false_value)

    return render


def arg_max_or_min_no_count(name: str) -> Renderer:
    """A renderer of `ARG_MAX` and `ARG_MIN` that find one value only."""
    return unsupported_args("count")(lambda self, e: self.func(name, e.this, e.expression))


def jarowinkler_similarity(func: str) -> Renderer:
    """A renderer of the similarity of two texts, for functions that tell upper from lower case."""

    def render(self: t.Any, expression: exp.JarowinklerSimilarity) -> str:
        texts = expression.this, expression.expression
        if expression.args.get("case_insensitive"):
            texts = tuple(exp.Upper(this=text) for text in texts)
        return self.func(func, *texts)

    return render


def encode_decode_sql(self: t.Any, expression: exp.Expr, name: str, replace: bool = True) -> str:
    """A function between texts and bytes that knows UTF-8 only."""
    charset = expression.args.get("charset")
    if charset and charset.name.lower() != "utf-8":
        self.unsupported(f"Expected utf-8 character set, got {self.sql(charset)}.")
    return self.func(name, expression.this, expression.args.get("replace") if replace else None)


# ---- arrays and maps


def array_append_sql(name: str, swap_params: bool = False) -> Renderer:
    """A renderer that adds an item to an array; what is no array stays so, if the node says it."""

    def render(self: t.Any, expression: t.Any) -> str:
        args = [expression.this, expression.expression]
        text = self.func(name, *(reversed(args) if swap_params else args))
        return _null_if_any_is(self, text, [expression.this], expression)

    return render


def array_concat_sql(name: str) -> Renderer:
    """A renderer that puts arrays together; NULL with one that is NULL, if the node says it."""

    def render(self: t.Any, expression: exp.ArrayConcat) -> str:
        arrays = [expression.this, *expression.expressions]
        return _null_if_any_is(self, self.func(name, *arrays), arrays, expression)

    return render


def _null_if_any_is(self: t.Any, text: str, operands: t.List[t.Any], expression: t.Any) -> str:
    if not expression.args.get("null_propagation"):
        return text
    condition = exp.or_(*(operand.copy().is_(exp.null()) for operand in operands), copy=False)
    return f"CASE WHEN {self.sql(condition)} THEN NULL ELSE {text} END"


def bracket_to_element_at_sql(self: t.Any, expression: exp.Bracket) -> str:
    """`x[0]` as a function that counts from one."""
    offset = 1 if len(expression.expressions) == 1 else 0
    keys = exp.apply_index_offset(expression.this, expression.expressions, offset, dialect=self.dialect)
    return self.func("ELEMENT_AT", expression.this, seq_get(keys, 0))


def generate_series_sql(func_name: str, exclusive_func_name: t.Optional[str] = None) -> Renderer:
    """A renderer of series that reach their end; `exclusive_func_name` is a function whose series stop before it."""

    def render(self: t.Any, expression: exp.GenerateSeries) -> str:
        start, end, step = (expression.args.get(key) for key in ("start", "end", "step"))
        if expression.args.get("is_end_exclusive"):
            if exclusive_func_name:
                return self.func(exclusive_func_name, start, end, step)
            end = exp.Sub(this=end, expression=exp.Literal.number(1))
        return self.func(func_name, start, end, step)

    return render


def var_map_sql(self: t.Any, expression: t.Any, map_func_name: str = "MAP") -> str:
    """A map as a function of keys and values by turns."""
    keys, values = expression.args.get("keys"), expression.args.get("values")
    if not isinstance(keys, exp.Array) or not isinstance(values, exp.Array):
        self.unsupported("Cannot convert array columns into map.")
        return self.func(map_func_name, keys, values)
    pairs = zip(keys.expressions, values.expressions)
    return self.func(map_func_name, *(item for pair in pairs for item in pair))


_ITEM = "_u"


def _items_where(array: t.Any, condition: t.Any) -> t.Any:
    """The items of an array for which something is so."""
    return exp.ArrayFilter(
        this=array, expression=exp.Lambda(this=condition, expressions=[exp.to_identifier(_ITEM)])
    )


def array_compact_sql(self: t.Any, expression: exp.ArrayCompact) -> str:
    """The items of an array that are not NULL."""
    present = exp.to_identifier(_ITEM).is_(exp.null()).not_()
    return self.func("FILTER", *_items_where(expression.this, present).args.values())


def remove_from_array_using_filter(self: t.Any, expression: exp.ArrayRemove) -> str:
    """The items of an array that are not this one."""
    other = exp.NEQ(this=exp.to_identifier(_ITEM), expression=expression.expression.copy())
    return self.func("FILTER", *_items_where(expression.this, other).args.values())


def filter_array_using_unnest(self: t.Any, expression: t.Any) -> str:
    """The items of an array that fit, by way of a query."""
    if isinstance(expression, exp.ArrayRemove):
        other = exp.NEQ(this=exp.to_identifier(_ITEM), expression=expression.expression.copy())
        expression = _items_where(expression.this, other)
    return _native_renderer("postgres", "ArrayFilter")(self, expression)


def array_sort_order(expression: exp.ArraySort) -> t.Optional[t.Tuple[bool, t.Optional[bool]]]:
    """Whether an array is sorted upwards, and whether NULLs come first, if that is known."""
    ascending, nulls_first = expression.args.get("asc"), expression.args.get("nulls_first")
    if ascending is None:
        return True, _truth(nulls_first)
    if not isinstance(ascending, exp.Boolean):
        return None
    upwards = ascending.this
    return upwards, (not upwards) if nulls_first is None else _truth(nulls_first)


def _truth(value: t.Any) -> t.Optional[bool]:
    return value.this if isinstance(value, exp.Boolean) else value


# ---- texts


def left_to_substring_sql(self: t.Any, expression: exp.Left) -> str:
    """The first characters of a text as a part of it."""
    start = exp.Literal.number(1)
    return self.sql(exp.Substring(this=expression.this, start=start, length=expression.expression))


def right_to_substring_sql(self: t.Any, expression: exp.Left) -> str:
    """The last characters of a text as a part of it."""
    start = exp.Length(this=expression.this) - exp.paren(expression.expression - 1)
    return self.sql(exp.Substring(this=expression.this, start=start))


def groupconcat_sql(
    self: t.Any,
    expression: exp.GroupConcat,
    func_name: str = "LISTAGG",
    sep: t.Optional[str] = ",",
    within_group: bool = True,
    on_overflow: bool = False,
) -> str:
    """Texts of rows put together: the separator if there is none, and the order inside of the call or behind it."""
    this = expression.this
    separator = self.sql(expression.args.get("separator") or (exp.Literal.string(sep) if sep else None))
    if on_overflow and separator and expression.args.get("on_overflow"):
        separator = f"{separator} ON OVERFLOW {self.sql(expression, 'on_overflow')}"
    limit = ""
    if isinstance(this, exp.Limit) and this.this:
        limit = self.sql(exp.Limit(expression=this.expression))
        this = this.this
    order = this.find(exp.Order) if this else None
    if order is not None and order.this:
        # What is ordered without its order, which stands elsewhere.
        copied = this.copy()
        found = copied.find(exp.Order)
        value = found.this.pop()
        if found is copied:
            copied = value
        else:
            found.replace(value)
        this = copied
        order = exp.Order(expressions=order.expressions)
    args = self.format_args(this, f"{separator}{self.sql(order) if order and not within_group else ''}{limit}" or None)
    call = exp.Anonymous(this=func_name, expressions=[args])
    if order is not None and within_group:
        return self.sql(exp.WithinGroup(this=call, expression=order))
    return self.sql(call)


def trim_sql(self: t.Any, expression: exp.Trim, default_trim_type: str = "") -> str:
    """`TRIM(side characters FROM text)`; a plain function if there are no characters."""
    characters = self.sql(expression, "expression")
    if not characters:
        return self.trim_sql(expression)
    side = self.sql(expression, "position") or default_trim_type
    collation = self.sql(expression, "collation")
    words = [side, characters, "FROM", self.sql(expression, "this"), collation and f"COLLATE {collation}"]
    return f"TRIM({' '.join(word for word in words if word)})"


def strposition_sql(
    self: t.Any,
    expression: exp.StrPosition,
    func_name: str = "STRPOS",
    supports_position: bool = False,
    supports_occurrence: bool = False,
    use_ansi_position: bool = True,
) -> str:
    """Where a text stands in another one; from a position on by way of the rest, where the function knows no such."""
    text, part = expression.this, expression.args.get("substr")
    position, occurrence = expression.args.get("position"), expression.args.get("occurrence")
    if occurrence and not supports_occurrence:
        self.unsupported(f"{func_name} does not support the occurrence parameter.")
        occurrence = None
    in_rest = position and not supports_position
    if in_rest:
        text = exp.Substring(this=text, start=position)
    if func_name == "POSITION" and use_ansi_position:
        call = exp.Anonymous(this=func_name, expressions=[exp.In(this=part, field=text)])
    else:
        args = [part, text] if func_name in ("LOCATE", "CHARINDEX") else [text, part]
        if supports_position:
            args.append(position or (exp.Literal.number(1) if occurrence else None))
        args.append(occurrence)
        call = exp.Anonymous(this=func_name, expressions=[arg for arg in args if arg])
    if not in_rest:
        return self.sql(call)
    found = exp.Sub(this=exp.Add(this=call.copy(), expression=position.copy()), expression=exp.Literal.number(1))
    return self.sql(exp.If(this=call.eq(0), true=exp.Literal.number(0), false=found))


def build_like(expr_type: t.Type[t.Any], not_like: bool = False) -> t.Callable[[Arguments], t.Any]:
    """A builder of a comparison with a pattern, and what escapes wildcards as the third argument."""

    def build(args: Arguments) -> t.Any:
        found = expr_type(this=seq_get(args, 0), expression=seq_get(args, 1))
        escape = seq_get(args, 2)
        found = exp.Escape(this=found, expression=escape) if escape else found
        return exp.Not(this=found) if not_like else found

    return build


def build_regexp_extract(expr_type: t.Type[t.Any]) -> t.Callable[..., t.Any]:
    """A builder of a function of a text, a pattern, a group and flags; the dialect knows which group is meant by none."""

    def build(args: Arguments, dialect: t.Any) -> t.Any:
        group = seq_get(args, 2) or exp.Literal.number(dialect.REGEXP_EXTRACT_DEFAULT_GROUP)
        facts = {"this": seq_get(args, 0), "expression": seq_get(args, 1), "group": group, "parameters": seq_get(args, 3)}
        if expr_type is exp.RegexpExtract:
            facts["null_if_pos_overflow"] = getattr(dialect, "REGEXP_EXTRACT_POSITION_OVERFLOW_RETURNS_NULL", True)
        return expr_type(**facts)

    return build


def regexp_replace_global_modifier(expression: exp.RegexpReplace) -> t.Optional[exp.Expr]:
    """The flags of a replacement, with the one for all places if all are replaced."""
    modifiers = expression.args.get("modifiers")
    occurrence = expression.args.get("occurrence")
    if expression.args.get("single_replace") or (occurrence is not None and occurrence.name != "0"):
        return modifiers
    if modifiers is None or modifiers.is_string:
        return exp.Literal.string(f"{modifiers.name if modifiers else ''}g")
    return modifiers


# ---- JSON


def arrow_json_extract_sql(self: t.Any, expression: t.Any, op: t.Optional[str] = None) -> str:
    """`x -> path`, or `x ->> path` for a value as text."""
    return self.binary(expression, op or ("->" if isinstance(expression, exp.JSONExtract) else "->>"))


def json_path_key_only_name(self: t.Any, expression: exp.JSONPathKey) -> str:
    """A key of a path without the dot before it."""
    if isinstance(expression.this, exp.JSONPathWildcard):
        self.unsupported("Unsupported wildcard in JSONPathKey expression")
    return expression.name


def json_extract_segments(name: str, quoted_index: bool = True, op: t.Optional[str] = None) -> Renderer:
    """A renderer with the parts of a path as arguments of their own, or between operators."""

    def render(self: t.Any, expression: t.Any) -> str:
        path = expression.expression
        if not isinstance(path, exp.JSONPath):
            return rename_func(name)(self, expression)
        escaped = path.args.get("escape")
        parts = []
        for segment in path.expressions:
            text = self.sql(segment)
            if not text:
                continue
            if quoted_index or not isinstance(segment, exp.JSONPathSubscript):
                text = f"'{self.escape_str(text) if escaped else text}'"
            parts.append(text)
        if op:
            return f" {op} ".join([self.sql(expression.this), *parts])
        return self.func(name, expression.this, *parts)

    return render


def build_json_extract_path(
    expr_type: t.Type[t.Any],
    zero_based_indexing: bool = True,
    arrow_req_json_type: bool = False,
    json_type: t.Optional[str] = None,
) -> t.Callable[[Arguments], t.Any]:
    """A builder of a function whose arguments are the parts of a path."""

    def build(args: Arguments) -> t.Any:
        steps: t.List[t.Any] = [exp.JSONPathRoot()]
        for arg in args[1:]:
            if not isinstance(arg, exp.Literal):
                return expr_type.from_arg_list(args)
            text = arg.name
            try:
                index = int(text)
            except ValueError:
                steps.append(exp.JSONPathKey(this=text))
            else:
                steps.append(exp.JSONPathSubscript(this=index if zero_based_indexing else index - 1))
        made = expr_type(
            this=seq_get(args, 0), expression=exp.JSONPath(expressions=steps), only_json_types=arrow_req_json_type
        )
        if json_type:
            made.set("json_type", json_type)
        return made

    return build


def is_parse_json(expression: exp.Expr) -> bool:
    """Whether an expression makes JSON of a text."""
    return isinstance(expression, exp.ParseJSON) or isinstance(expression, exp.Cast) and expression.is_type("json")


# ---- operators


def binary_from_function(expr_type: t.Type[t.Any]) -> t.Callable[[Arguments], t.Any]:
    """A builder of an operator that is written as a function."""
    return lambda args: expr_type(this=seq_get(args, 0), expression=seq_get(args, 1))


def build_default_decimal_type(
    precision: t.Optional[int] = None, scale: t.Optional[int] = None
) -> t.Callable[[t.Any], t.Any]:
    """A function that gives a type of numbers its digits, unless it has some."""

    def convert(dtype: t.Any) -> t.Any:
        if dtype.expressions or precision is None:
            return dtype
        digits = f"{precision}" if scale is None else f"{precision}, {scale}"
        return exp.DataType.build(f"DECIMAL({digits})")

    return convert


def build_trunc(
    args: Arguments,
    dialect: DialectType,
    date_trunc_unabbreviate: bool = True,
    default_date_trunc_unit: t.Optional[str] = None,
    date_trunc_requires_part: bool = True,
    fractions_supported: bool = False,
) -> t.Any:
    """`TRUNC` of a time or of a number, whichever the arguments tell; a function of that name if they don't."""
    this, second = seq_get(args, 0), seq_get(args, 1)
    kind = _kind_of(this)
    if kind == "time" and second is None and default_date_trunc_unit:
        second = exp.Literal.string(default_date_trunc_unit)
    if second is not None and (kind == "time" or second.is_string):
        return exp.DateTrunc(this=this, unit=second, unabbreviate=date_trunc_unabbreviate)
    if kind == "number" or second is not None and second.is_number or kind == "time" and not date_trunc_requires_part:
        return exp.Trunc(this=this, decimals=second, fractions_supported=fractions_supported)
    return exp.Anonymous(this="TRUNC", expressions=list(args))


def _kind_of(expression: t.Any) -> t.Optional[str]:
    """Whether an expression is a `time` or a `number`, as far as it says so itself."""
    if isinstance(expression, exp.Literal) and not expression.is_string:
        return "number"
    dtype = expression.to if isinstance(expression, exp.Cast) else None
    if dtype is None:
        return None
    if dtype.this in exp.DataType.TEMPORAL_TYPES:
        return "time"
    return "number" if dtype.this in exp.DataType.NUMERIC_TYPES else None


# ---- times


def unit_to_str(expression: exp.Expr, default: str = "DAY") -> t.Optional[exp.Expr]:
    """The unit of a function of times as a string."""
    unit = expression.args.get("unit")
    if not unit:
        return exp.Literal.string(default) if default else None
    if isinstance(unit, exp.Placeholder):
        return unit
    return exp.Literal.string("WEEK" if isinstance(unit, exp.WeekStart) else unit.name)


def unit_to_var(expression: exp.Expr, default: str = "DAY") -> t.Optional[exp.Expr]:
    """The unit of a function of times as a word."""
    unit = expression.args.get("unit")
    if isinstance(unit, (exp.Var, exp.Placeholder, exp.WeekStart)):
        return unit
    name = unit.name if unit else default
    return exp.var(name) if name else None


def week_offset_to_dow(offset: int) -> int:
    """The day that is `offset` days behind Monday, from 1 for Monday to 7 for Sunday."""
    return offset % 7 + 1


def week_unit_to_dow(unit: t.Optional[exp.Expr]) -> t.Optional[int]:
    """The day that weeks of a unit start with, from 1 for Monday to 7 for Sunday."""
    if isinstance(unit, exp.WeekStart):
        return WEEK_START_DAY_TO_DOW.get(unit.name.upper())
    return 1 if isinstance(unit, exp.Var) and unit.name.upper() in ("WEEK", "ISOWEEK") else None


def weekstart_unit_to_str(self: t.Any, expression: exp.Expr, default: str = "DAY") -> t.Optional[exp.Expr]:
    """The unit as a string, for functions whose weeks start with Monday."""
    unit = expression.args.get("unit")
    if isinstance(unit, exp.WeekStart):
        # Tells what it cannot write.
        self.sql(unit)
    return unit_to_str(expression, default)


def map_date_part(part: t.Any, dialect: DialectType = Dialect) -> t.Any:
    """A part of a date by its full name: `mm` is `MONTH`."""
    if part is None or isinstance(part, exp.Column) and len(part.parts) != 1:
        return part
    mapping = Dialect.get_or_raise(dialect).DATE_PART_MAPPING
    mapped = mapping.get(part.name.upper())
    if not mapped:
        return part
    return exp.Literal.string(mapped) if part.is_string else exp.var(mapped)


def build_formatted_time(
    exp_class: t.Type[t.Any],
    dialect_override: t.Optional[str] = None,
    default: t.Optional[t.Union[bool, str]] = None,
) -> t.Callable[..., t.Any]:
    """A builder of a function of a time and a format, which is spelled as in the dialect or the one that is told.

    With `default` a format that is left out is the dialect's, or the one told.
    """

    def build(args: Arguments, dialect: t.Any) -> t.Any:
        of = Dialect.get_or_raise(dialect_override) if dialect_override else dialect
        format = seq_get(args, 1)
        if format is None and default:
            format = exp.Literal.string(of.TIME_FORMAT.strip("'") if default is True else default)
        return exp_class(this=seq_get(args, 0), format=of.format_time(format))

    return build


def time_format(dialect: DialectType = None) -> t.Callable[[t.Any, t.Any], t.Optional[str]]:
    """A function that spells the format of a node, unless it is the dialect's own."""

    def spelled(self: t.Any, expression: t.Any) -> t.Optional[str]:
        text = self.format_time(expression)
        return None if text == Dialect.get_or_raise(dialect).TIME_FORMAT else text

    return spelled


def build_date_delta(
    exp_class: t.Type[t.Any],
    unit_mapping: t.Optional[t.Dict[str, str]] = None,
    default_unit: t.Optional[str] = "DAY",
    supports_timezone: bool = False,
) -> t.Callable[[Arguments], t.Any]:
    """A builder of a function of a unit and two operands, the later one behind; the unit may be left out."""

    def build(args: Arguments) -> t.Any:
        if len(args) < 3:
            unit = exp.var(default_unit) if default_unit else None
            return exp_class(this=seq_get(args, 0), expression=seq_get(args, 1), unit=unit)
        unit = args[0]
        if unit_mapping:
            unit = exp.var(unit_mapping.get(unit.name.lower(), unit.name))
        made = exp_class(this=args[2], expression=args[1], unit=unit)
        if supports_timezone and len(args) > 3:
            made.set("zone", args[3])
        return made

    return build


def build_date_delta_with_interval(
    expression_class: t.Type[t.Any], default_unit: t.Optional[str] = None
) -> t.Callable[[Arguments], t.Any]:
    """A builder of a function of a time and an interval; of a number of `default_unit` too."""

    def build(args: Arguments) -> t.Any:
        if len(args) < 2:
            return None
        this, interval = args[0], args[1]
        if isinstance(interval, exp.Interval):
            return expression_class(this=this, expression=interval.this, unit=unit_to_str(interval))
        if default_unit is None:
            raise ParseError(f"INTERVAL expression expected but got '{interval}'")
        return expression_class(this=this, expression=interval, unit=exp.Literal.string(default_unit))

    return build


def build_timestamp_from_parts(args: Arguments) -> t.Any:
    """A timestamp of a date and a time, or of numbers."""
    if len(args) == 2:
        return exp.Anonymous(this="TIMESTAMP_FROM_PARTS", expressions=list(args))
    return exp.TimestampFromParts.from_arg_list(args)


def ts_or_ds_add_cast(expression: exp.TsOrDsAdd) -> exp.TsOrDsAdd:
    """What is added to, as the type that is returned: a date by way of a timestamp."""
    this = expression.this.copy()
    return_type = expression.args.get("return_type") or exp.DataType.build("date")
    if return_type.is_type("date"):
        this = exp.cast(this, "timestamp")
    expression.this.replace(exp.cast(this, return_type))
    return expression


def date_delta_sql(name: str, cast: bool = False) -> Renderer:
    """A renderer of `name(unit, number, time)`; with `cast` operands become what the node takes."""

    def render(self: t.Any, expression: t.Any) -> str:
        if cast and isinstance(expression, exp.TsOrDsAdd):
            expression = ts_or_ds_add_cast(expression)
        unit = expression.args.get("unit")
        unit = exp.var(unit.name.upper()) if unit is not None else exp.var("DAY")
        return self.func(name, unit, expression.expression, expression.this)

    return render


def date_add_interval_sql(data_type: str, kind: str) -> Renderer:
    """A renderer of `<data_type>_<kind>(time, INTERVAL number unit)`."""

    def render(self: t.Any, expression: t.Any) -> str:
        interval = exp.Interval(this=expression.expression.copy(), unit=unit_to_var(expression))
        return self.func(f"{data_type}_{kind}", expression.this, interval)

    return render


def date_delta_to_binary_interval_op(cast: bool = True) -> Renderer:
    """A renderer of a sum or a difference with an interval; with `cast` strings become what the node takes."""

    def render(self: t.Any, expression: t.Any) -> str:
        this, delta = expression.this, expression.expression
        if not isinstance(delta, exp.Interval):
            delta = exp.Interval(this=delta, unit=unit_to_var(expression))
        if isinstance(expression, exp.TsOrDsAdd):
            this = exp.cast(this.copy(), expression.args.get("return_type") or "date")
        elif cast and this.is_string:
            is_date = isinstance(expression, (exp.DateAdd, exp.DateSub, exp.TimeAdd, exp.TimeSub))
            this = exp.cast(this, "date" if is_date else "datetime")
        sign = "+" if isinstance(expression, _constant("DATETIME_ADD")) else "-"
        return f"{self.sql(this)} {sign} {self.sql(delta)}"

    return render


def date_delta_to_binary_sql(self: t.Any, expression: exp.Expr, binary: t.Any) -> str:
    """A sum or a difference with an interval as that operator."""
    return self.sql(binary)


def _constant(name: str) -> t.Any:
    return globals().get(name) or __getattr__(name)


def timestamptrunc_sql(func: str = "DATE_TRUNC", zone: bool = False) -> Renderer:
    """A renderer of `func('unit', time)`; with `zone` the time zone behind them."""

    def render(self: t.Any, expression: exp.TimestampTrunc) -> str:
        args = [unit_to_str(expression), expression.this]
        return self.func(func, *args, expression.args.get("zone") if zone else None)

    return render


def timestrtotime_sql(self: t.Any, expression: exp.TimeStrToTime, include_precision: bool = False) -> str:
    """A text as a timestamp; with `include_precision` of as many digits as a literal has."""
    from sqlectic.time import subsecond_precision

    kind = "TIMESTAMPTZ" if expression.args.get("zone") else "TIMESTAMP"
    precision = subsecond_precision(expression.this.name) if include_precision and expression.this.is_string else 0
    to = exp.DataType.build(f"{kind}({precision})" if precision else kind)
    return self.sql(exp.Cast(this=expression.this, to=to))


def no_datetime_sql(self: t.Any, expression: exp.Datetime) -> str:
    """A date and a time, or a time in a zone, as casts."""
    this, other = expression.this, expression.expression
    if other is None:
        return self.sql(exp.cast(this, "timestamp"))
    if other.name.lower() in _constant("TIMEZONES"):
        return self.sql(exp.cast(exp.AtTimeZone(this=exp.cast(this, "timestamptz"), zone=other), "timestamp"))
    return self.sql(exp.cast(exp.Add(this=exp.cast(this, "date"), expression=exp.cast(other, "time")), "timestamp"))


def no_timestamp_sql(self: t.Any, expression: exp.Timestamp) -> str:
    """A time, or a time in a zone, as a cast."""
    zone = expression.args.get("zone")
    if zone is None:
        return self.sql(exp.cast(expression.this, "timestamptz" if expression.args.get("with_tz") else "timestamp"))
    if zone.name.lower() in _constant("TIMEZONES"):
        return self.sql(exp.AtTimeZone(this=exp.cast(expression.this, "timestamp"), zone=zone))
    return self.function_fallback_sql(expression)


def no_last_day_sql(self: t.Any, expression: exp.LastDay) -> str:
    """The day before the first one of the next month."""
    month, one = exp.var("MONTH"), exp.Literal.number(1)
    first = exp.func("date_trunc", exp.Literal.string("MONTH"), expression.this)
    following = exp.func("date_add", first, one, exp.Literal.string(month.name))
    before = exp.func("date_sub", following, one.copy(), exp.var("DAY"))
    return self.sql(exp.cast(before, "date"))


def no_make_interval_sql(self: t.Any, expression: exp.MakeInterval, sep: str = ", ") -> str:
    """The parts of an interval as one string."""
    parts = []
    for unit, value in expression.args.items():
        if not value:
            continue
        if isinstance(value, exp.Kwarg):
            value = value.expression
        parts.append(f"{value} {unit}")
    return f"INTERVAL '{self.format_args(*parts, sep=sep)}'"


def remove_ts_or_ds_to_date(
    to_sql: t.Optional[Renderer] = None, args: t.Tuple[str, ...] = ("this",)
) -> Renderer:
    """A renderer of a function whose arguments need not be made dates first."""

    def render(self: t.Any, expression: t.Any) -> str:
        expression = expression.copy()
        for key in args:
            value = expression.args.get(key)
            if isinstance(value, exp.TsOrDsToDate):
                expression.set(key, value.this)
        return to_sql(self, expression) if to_sql else self.function_fallback_sql(expression)

    return render


# ---- statements


def merge_without_target_sql(self: t.Any, expression: exp.Merge) -> str:
    """A merge whose changed columns do not name their table."""
    expression = expression.copy()
    target = expression.this
    names = {name.lower() for name in (target.name, target.alias) if name}

    def plain(column: t.Any) -> None:
        if isinstance(column, exp.Column) and column.table.lower() in names:
            column.set("table", None)

    for when in expression.find_all(exp.When):
        then = when.args.get("then")
        if isinstance(then, exp.Update):
            for change in then.expressions:
                if isinstance(change, exp.EQ):
                    plain(change.this)
        elif isinstance(then, exp.Insert):
            for column in then.this.expressions if then.this else ():
                plain(column)
    return self.merge_sql(expression)


# ---- pivots


def pivot_column_names(aggregations: t.Iterable[exp.Expr], dialect: DialectType) -> t.List[str]:
    """Names of the columns that aggregations make: their aliases, or else their texts without quotes."""
    names = []
    for aggregation in aggregations:
        if isinstance(aggregation, exp.Alias):
            names.append(aggregation.alias)
            continue
        plain = aggregation.copy()
        for name in plain.find_all(exp.Identifier):
            name.set("quoted", False)
        names.append(plain.sql(dialect=dialect, normalize_functions="lower"))
    return names
