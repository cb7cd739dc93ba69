//! Spark 2.

use super::parser;
use crate::{hive, shared, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::generator::functions::sorting::{ArrayOrder, Told};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{alter, expr, types, Generator, Location, FLAT},
    lexer::{Delimited, T},
    parser::{functions::builders::at, Function, Parser, R},
    Dialect,
};
use Function::{Args, Build, Kind as Of};

pub(crate) const DEFINITION: Definition =
    Definition { name: "spark2", title: "Spark2", extends: Some("hive"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.generator.functions = super::known::FUNCTIONS;
    d.lexer.keywords.set("TIMESTAMP", T::Timestamptz);
    for (start, end) in [("X'", "'"), ("0x", "")] {
        d.lexer.delimited.push(Delimited { start: start.into(), end: end.into(), kind: T::HexString });
    }
    d.semantics.flags.alter_table_supports_cascade = false;
    d.semantics.flags.initcap_default_delimiters = " ".into();
    d.semantics.flags.intersect_binds_tighter = true;
    parser::spark2(d);
    functions(d);
    generator(d);
    // Two letters don't demand two digits here.
    for (letters, piece) in [("MM", "%m"), ("dd", "%d"), ("HH", "%H"), ("hh", "%I"), ("mm", "%M"), ("ss", "%S")] {
        for pair in d.time.mapping.iter_mut().filter(|(from, _)| *from == letters) {
            pair.1 = piece;
        }
    }
}

fn functions(d: &mut Dialect) {
    d.parser.add_functions(&[
        ("AGGREGATE", Of(Kind::Reduce)),
        ("ARRAY_SORT", Build(shared::array_sort)),
        ("BOOLEAN", Build(|p, a| cast(p, a, "BOOLEAN"))),
        ("DATE", Build(|p, a| cast(p, a, "DATE"))),
        ("DATE_TRUNC", Build(|p, a| truncated(p, Kind::TimestampTrunc, a.get(1), a.first()))),
        ("DAYOFMONTH", Build(|p, a| hive::functions::of_date(p, Kind::DayOfMonth, a))),
        ("DAYOFWEEK", Build(|p, a| hive::functions::of_date(p, Kind::DayOfWeek, a))),
        ("DAYOFYEAR", Build(|p, a| hive::functions::of_date(p, Kind::DayOfYear, a))),
        ("DIV", Build(|p, a| wrapped_binary(p, Kind::IntDiv, a))),
        ("DOUBLE", Build(|p, a| cast(p, a, "DOUBLE"))),
        ("ELEMENT_AT", Build(|p, a| element_at(p, a, false))),
        ("FLOAT", Build(|p, a| cast(p, a, "FLOAT"))),
        ("FORMAT_STRING", Of(Kind::Format)),
        ("FROM_UTC_TIMESTAMP", Build(|p, a| zoned(p, Kind::AtTimeZone, a))),
        ("INT", Build(|p, a| cast(p, a, "INT"))),
        ("LTRIM", Build(|p, a| trim(p, a, "LEADING"))),
        ("MAP_FROM_ARRAYS", Of(Kind::Map)),
        ("RLIKE", Of(Kind::RegexpLike)),
        ("RTRIM", Build(|p, a| trim(p, a, "TRAILING"))),
        ("SHIFTLEFT", Args(Kind::BitwiseLeftShift, &[Arg::This, Arg::Expression])),
        ("SHIFTRIGHT", Args(Kind::BitwiseRightShift, &[Arg::This, Arg::Expression])),
        ("SLICE", Build(slice)),
        ("STRING", Build(|p, a| cast(p, a, "TEXT"))),
        ("TIMESTAMP", Build(|p, a| cast(p, a, "TIMESTAMP"))),
        ("TO_TIMESTAMP", Build(to_timestamp)),
        ("TO_UNIX_TIMESTAMP", Build(|p, a| p.formatted_time_or(Kind::StrToUnix, a, None))),
        ("TO_UTC_TIMESTAMP", Build(|p, a| zoned(p, Kind::FromTimeZone, a))),
        ("TRUNC", Build(trunc)),
        ("WEEKOFYEAR", Build(|p, a| hive::functions::of_date(p, Kind::WeekOfYear, a))),
        ("LEN", Args(Kind::Length, &[Arg::This])),
    ]);
}

/// `INT(x)` is a cast.
pub(super) fn cast(p: &mut Parser<'_>, a: &[NodeId], to: &str) -> R<NodeId> {
    let name = p.text(to);
    let to = p.tree.make(Kind::DataType, &args![This: name, Nested: false]);
    p.make(Kind::Cast, &args![This: at(a, 0), To: to])
}

fn truncated(p: &mut Parser<'_>, kind: Kind, this: Option<&NodeId>, unit: Option<&NodeId>) -> R<NodeId> {
    let unit = unit.map(|unit| p.unit(*unit));
    p.make(kind, &args![This: this.copied(), Unit: unit])
}

/// `TRUNC(x, unit)` cuts a date.
fn trunc(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let [this, unit, ..] = a[..] else { return p.make(Kind::Trunc, &args![This: at(a, 0)]) };
    let unit = p.unit(unit);
    let unit = match p.tree.kind(unit) {
        Kind::Var => {
            let name = p.tree.name(unit).to_string();
            p.tree.string(&name)
        }
        _ => unit,
    };
    p.make(Kind::DateTrunc, &args![Unit: unit, This: this])
}

fn wrapped_binary(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let node = p.make(kind, &args![This: at(a, 0), Expression: at(a, 1)])?;
    p.make(Kind::Paren, &args![This: node])
}

pub(super) fn element_at(p: &mut Parser<'_>, a: &[NodeId], safe: bool) -> R<NodeId> {
    let items: Vec<NodeId> = at(a, 1).into_iter().collect();
    let list = p.list(&items);
    p.make(Kind::Bracket, &args![This: at(a, 0), Expressions: list, Offset: Value::Int(1), Safe: safe])
}

fn zoned(p: &mut Parser<'_>, kind: Kind, a: &[NodeId]) -> R<NodeId> {
    let is_cast = a.first().is_some_and(|this| types::says_type(&p.tree, *this, &["TIMESTAMP", "TIMESTAMPTZ"]));
    let this = match is_cast {
        true => a[0],
        false => cast(p, a, "TIMESTAMP")?,
    };
    p.make(kind, &args![This: this, Zone: at(a, 1)])
}

/// `LTRIM(characters, x)`.
fn trim(p: &mut Parser<'_>, a: &[NodeId], position: &str) -> R<NodeId> {
    let position = p.text(position);
    match a {
        [characters, this, ..] => p.make(Kind::Trim, &args![This: *this, Expression: *characters, Position: position]),
        _ => p.make(Kind::Trim, &args![This: at(a, 0), Position: position]),
    }
}

fn slice(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::ArraySlice, &args![This: at(a, 0), Start: at(a, 1), End: at(a, 2), IsLength: true])
}

fn to_timestamp(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    match a.len() {
        1 => cast(p, a, "TIMESTAMP"),
        _ => p.formatted_time_or(Kind::StrToTime, a, None),
    }
}

fn generator(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.alter_set_type = "TYPE".into();
    f.can_implement_array_any = true;
    f.create_function_return_as = false;
    f.nvl2_supported = true;
    f.parse_json_name = "".into();
    f.query_hints = true;
    f.wrap_derived_values = false;
    let g = &mut d.generator;
    g.add_locations(&[
        (Kind::AutoIncrementProperty, Location::Unsupported),
        (Kind::CharacterSetProperty, Location::Unsupported),
        (Kind::CollateProperty, Location::Unsupported),
        (Kind::EngineProperty, Location::Unsupported),
        (Kind::OptionsProperty, Location::PostSchema),
    ]);
    g.add_names(&[
        (Kind::ArrayToString, "ARRAY_JOIN"),
        (Kind::BitwiseLeftShift, "SHIFTLEFT"),
        (Kind::BitwiseRightShift, "SHIFTRIGHT"),
        (Kind::DateFromParts, "MAKE_DATE"),
        (Kind::DayOfYear, "DAYOFYEAR"),
        (Kind::Format, "FORMAT_STRING"),
        (Kind::LogicalAnd, "BOOL_AND"),
        (Kind::LogicalOr, "BOOL_OR"),
        (Kind::Reduce, "AGGREGATE"),
        (Kind::VariancePop, "VAR_POP"),
    ]);
    for kind in [Kind::ILike, Kind::Left, Kind::MonthsBetween, Kind::RenameColumn, Kind::Right] {
        g.remove(kind);
    }
    g.add_renders(&[
        (Kind::AlterColumn, alter_column),
        (Kind::ArraySort, write_array_sort),
        (Kind::ArraySum, |g, id| {
            g.write("AGGREGATE(");
            g.arg(id, Arg::This);
            g.write(", 0, (acc, x) -> acc + x, acc -> acc)");
        }),
        (Kind::ApproxDistinct, |g, id| {
            g.func_of(id, "APPROX_COUNT_DISTINCT", &[Arg::This, Arg::Accuracy]);
        }),
        (Kind::ArraySlice, slice_by_length),
        (Kind::AtTimeZone, |g, id| {
            g.func_of(id, "FROM_UTC_TIMESTAMP", &[Arg::This, Arg::Zone]);
        }),
        (Kind::Bracket, |g, id| element(g, id, false)),
        (Kind::Cast, |g, id| cast_json(g, id, "")),
        (Kind::DateTrunc, |g, id| {
            let (this, unit) = (g.tree.get(id, Arg::This), shared::truncated_unit(g, id));
            g.func("TRUNC", &[this, unit]);
        }),
        (Kind::DayOfWeekIso, |g, id| {
            g.write("((DAYOFWEEK(");
            g.arg(id, Arg::This);
            g.write(") % 7) + 1)");
        }),
        (Kind::FileFormatProperty, |g, id| {
            if g.tree.has(id, Arg::HiveFormat) {
                return hive::properties::stored_as(g, id);
            }
            g.write("USING ");
            hive::properties::file_format(g, id);
        }),
        (Kind::FromTimeZone, |g, id| {
            g.func_of(id, "TO_UTC_TIMESTAMP", &[Arg::This, Arg::Zone]);
        }),
        (Kind::JSONFormat, json_format),
        (Kind::Map, map),
        (Kind::OptionsProperty, |g, id| {
            g.write("OPTIONS (");
            g.expressions(id, FLAT);
            g.write(")");
        }),
        (Kind::ParseJSON, |g, id| g.arg(id, Arg::This)),
        (Kind::RegexpReplace, |g, id| {
            g.unsupported_args(id, &[Arg::Occurrence, Arg::Modifiers]);
            g.func_of(id, "REGEXP_REPLACE", &[Arg::This, Arg::Expression, Arg::Replacement, Arg::Position]);
        }),
        (Kind::SHA2Digest, |g, id| {
            let this = g.tree.get(id, Arg::This);
            let length = match g.tree.get(id, Arg::Length) {
                Value::None => g.number_node(256).into(),
                length => length,
            };
            g.func("SHA2", &[this, length]);
        }),
        (Kind::StrToDate, |g, id| str_to(g, id, "TO_DATE")),
        (Kind::StrToTime, |g, id| {
            shared::formatted(g, id, "TO_TIMESTAMP");
        }),
        (Kind::Struct, struct_),
        (Kind::TimestampTrunc, |g, id| {
            let (unit, this) = (shared::truncated_unit(g, id), g.tree.get(id, Arg::This));
            g.func("DATE_TRUNC", &[unit, this]);
        }),
        (Kind::TryCast, |g, id| cast_json(g, id, "")),
        (Kind::UnixToTime, unix_to_time),
        (Kind::WithinGroup, shared::percentile_or_within_group),
    ]);
    d.rewrites = vec![
        sqlectic_rewrite::limit_by_to_qualify as Rewrite,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::deletes_using_to_exists,
        hive::generator::hoist_ctes,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::inherit_struct_field_names,
        sqlectic_rewrite::unnest_to_explode,
        sqlectic_rewrite::any_to_exists,
        sqlectic_rewrite::inherit_struct_field_names,
        sqlectic_rewrite::unqualify_pivot_columns,
        sqlectic_rewrite::wrap_aliased_pivots,
        sqlectic_rewrite::remove_unique_constraints,
        sqlectic_rewrite::temporary_tables_to_views,
        sqlectic_rewrite::name_format_of_temporary_tables,
        sqlectic_rewrite::move_columns_to_partitions,
    ];
}

/// `ALTER COLUMN a TYPE INT`, `RENAME COLUMN a TO b`: one change at a time.
/// <https://spark.apache.org/docs/latest/sql-ref-syntax-ddl-alter-table.html>
fn alter_column(g: &mut Generator<'_>, id: NodeId) {
    let name = |g: &Generator<'_>, arg: Arg| g.tree.node(id, arg).map(|node| g.tree.name(node).to_string());
    let (old, new) = (name(g, Arg::This), name(g, Arg::RenameTo));
    if new.is_some() && new != old {
        g.write("RENAME COLUMN ");
        g.arg(id, Arg::This);
        g.arg_after(" TO ", id, Arg::RenameTo);
    } else if g.tree.has(id, Arg::Comment) {
        g.write("ALTER COLUMN ");
        g.arg(id, Arg::This);
        g.arg_after(" COMMENT ", id, Arg::Comment);
    } else {
        alter::alter_column(g, id);
    }
}

/// Of the two functions, `SORT_ARRAY` puts nulls first going up and last going down, `ARRAY_SORT` always last.
/// <https://spark.apache.org/docs/latest/api/sql/index.html#sort_array>
fn write_array_sort(g: &mut Generator<'_>, id: NodeId) {
    let order = ArrayOrder::of(g.tree, id);
    let [this, comparator] = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    match (order.is_descending(), order.nulls_first == Told::Constant(true)) {
        _ if comparator.is_some() => g.func("ARRAY_SORT", &[this, comparator]),
        _ if order.is_open() => {
            let [ascending, nulls_first] = [Arg::Asc, Arg::NullsFirst].map(|arg| g.tree.node(id, arg));
            let same = ascending.zip(nulls_first).is_some_and(|(a, b)| g.tree.equal(a, g.tree, b));
            if !same {
                g.unsupported("SORT_ARRAY puts NULLs first exactly when ascending");
            }
            g.func("SORT_ARRAY", &[this, ascending.into()]);
        }
        (true, true) => {
            g.write("REVERSE(");
            g.func("ARRAY_SORT", &[this]);
            g.write(")");
        }
        (true, false) => {
            let no = g.make(Kind::Boolean, &args![This: false]);
            g.func("SORT_ARRAY", &[this, no.into()]);
        }
        (false, true) => g.func("SORT_ARRAY", &[this]),
        (false, false) => g.func("ARRAY_SORT", &[this]),
    }
}

/// `SLICE(x, start, length)`: of constant bounds the length is known.
/// <https://spark.apache.org/docs/latest/api/sql/index.html#slice>
fn slice_by_length(g: &mut Generator<'_>, id: NodeId) {
    let [this, start, end] = [Arg::This, Arg::Start, Arg::End].map(|arg| g.tree.get(id, arg));
    let by_end = g.tree.get(id, Arg::IsLength) == Value::Bool(false);
    let number = |g: &Generator<'_>, value: Value| {
        let node = value.node()?;
        sqlectic_syntax::parser::column::integer_constant(g.tree, node).filter(|number| *number >= 0)
    };
    let (first, last) = (number(g, start), number(g, end));
    match first.zip(last).filter(|_| by_end) {
        Some((first, last)) => {
            let first = first.max(1);
            let (start, length) = (g.tree.integer(first), g.tree.integer((last - first + 1).max(0)));
            g.func("SLICE", &[this, start.into(), length.into()]);
        }
        None => g.func("SLICE", &[this, start, end]),
    }
}

/// `x[i]`; where a missing element is an error or null there are functions, which count from one.
/// <https://spark.apache.org/docs/latest/api/sql/index.html#element_at>
pub(super) fn element(g: &mut Generator<'_>, id: NodeId, may_be_safe: bool) {
    let name = match g.tree.get(id, Arg::Safe) {
        Value::Bool(false) => "ELEMENT_AT",
        Value::Bool(true) if may_be_safe => "TRY_ELEMENT_AT",
        _ => return g.render_base(id),
    };
    let key = expr::bracket_items_from(g, id, 1).first().copied().into();
    let this = g.tree.get(id, Arg::This);
    g.func(name, &[this, key]);
}

/// Whether a type is `DECIMAL(1, -3)`.
fn has_negative_scale(tree: &Tree, to: NodeId) -> bool {
    let sizes = tree.expressions(to);
    let scale = sizes.get(1).and_then(|scale| tree.this(*scale));
    tree.text_of(to, Arg::This) == "DECIMAL" && scale.is_some_and(|scale| tree.kind(scale) == Kind::Neg)
}

/// Casts from and to JSON, which is text: `FROM_JSON(x, 'ARRAY<INT>')`, `TO_JSON(x)`.
pub(super) fn cast_json(g: &mut Generator<'_>, id: NodeId, prefix: &str) {
    let this = g.tree.this(id);
    let parsed = this.filter(|this| g.tree.kind(*this) == Kind::ParseJSON);
    let to = g.tree.node(id, Arg::To);
    if let (Some(number), Some(to)) = (this.filter(|this| g.tree.kind(*this) == Kind::Literal), to) {
        if g.tree.is_number(number) && has_negative_scale(g.tree, to) {
            g.node(number);
            return g.write("BD");
        }
    }
    match (parsed, to) {
        (None, Some(to)) if g.tree.has(to, Arg::Nested) && is_json(g, this) => {
            let schema = g.sql(to);
            let schema = g.string_node(&schema);
            g.func("FROM_JSON", &[this.into(), schema.into()]);
        }
        (Some(parsed), Some(to)) if g.tree.has(to, Arg::Nested) => {
            let schema = g.sql(to);
            let schema = g.string_node(&schema);
            let text = g.tree.get(parsed, Arg::This);
            g.func("FROM_JSON", &[text, schema.into()]);
        }
        (_, Some(to)) if g.tree.text_of(to, Arg::This) == "JSON" => {
            let value = parsed.map_or(g.tree.get(id, Arg::This), |parsed| g.tree.get(parsed, Arg::This));
            g.func("TO_JSON", &[value]);
        }
        _ => types::cast_with(g, id, prefix),
    }
}

/// Whether a value was taken from JSON.
fn is_json(g: &Generator<'_>, value: Option<NodeId>) -> bool {
    value.is_some_and(|value| {
        let inner = if g.tree.kind(value) == Kind::Try { g.tree.this(value).unwrap_or(value) } else { value };
        g.tree.kind(inner) == Kind::JSONExtract && !g.tree.has(inner, Arg::VariantExtract)
    })
}

/// Text of JSON; what was text before stays, a literal is brought into the usual form by way of its schema.
fn json_format(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return shared_json_format(g, id) };
    if g.tree.kind(this) != Kind::ParseJSON {
        let is_json_cast =
            matches!(g.tree.kind(this), Kind::Cast | Kind::TryCast) && types::says_type(g.tree, this, &["JSON"]);
        return if is_json_cast { g.node(this) } else { shared_json_format(g, id) };
    }
    match g.tree.this(this) {
        Some(text) if g.tree.is_string(text) => {
            // Only what is inside of an array or object has a schema.
            let wrapped = format!("[{}]", g.tree.name(text));
            let wrapped = g.string_node(&wrapped);
            let json = g.sql(wrapped);
            g.write(&format!("REGEXP_EXTRACT(TO_JSON(FROM_JSON({json}, SCHEMA_OF_JSON({json}))), '^.(.*).$', 1)"));
        }
        _ => g.node(this),
    }
}

fn shared_json_format(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "TO_JSON", &[Arg::This, Arg::Options]);
}

fn map(g: &mut Generator<'_>, id: NodeId) {
    let args = [Arg::Keys, Arg::Values].map(|arg| g.tree.get(id, arg));
    match args {
        [keys, values] if keys.is_some() && values.is_some() => g.func("MAP_FROM_ARRAYS", &[keys, values]),
        _ => g.func("MAP", &[]),
    }
}

fn str_to(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let this = g.tree.get(id, Arg::This);
    let plain = !g.tree.has(id, Arg::Format) || g.has_default_date_format(id);
    let format = if plain { Value::None } else { g.format_time(id) };
    g.func(name, &[this, format]);
}

/// `STRUCT(value AS name)`.
fn struct_(g: &mut Generator<'_>, id: NodeId) {
    g.render_base(id);
}

fn unix_to_time(g: &mut Generator<'_>, id: NodeId) {
    if shared::unix_time_as_text(g, id) {
        return;
    }
    let scale = g.tree.node(id, Arg::Scale).map(|scale| g.tree.name(scale).to_string());
    let this = g.tree.get(id, Arg::This);
    match scale.as_deref() {
        None => {
            g.write("CAST(FROM_UNIXTIME(");
            g.value(this);
            g.write(") AS TIMESTAMP)");
        }
        Some("0") => g.func("TIMESTAMP_SECONDS", &[this]),
        Some("3") => g.func("TIMESTAMP_MILLIS", &[this]),
        Some("6") => g.func("TIMESTAMP_MICROS", &[this]),
        Some(_) => {
            let this = g.as_operand(Kind::Div, Arg::This, this);
            g.write("TIMESTAMP_SECONDS(");
            g.value(this);
            g.write(" / POWER(10, ");
            g.arg(id, Arg::Scale);
            g.write("))");
        }
    }
}
