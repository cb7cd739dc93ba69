//! Spark 3 and later.

use super::{
    parser,
    spark2::{cast, cast_json, element, element_at},
};
use crate::{hive, shared, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::Generator,
    lexer::{Delimited, NumericEscape, T},
    parser::{functions::builders::at, Function, Parser, R},
    Dialect,
};
use Function::{Build, Kind as Of};

pub(crate) const DEFINITION: Definition =
    Definition { name: "spark", title: "Spark", extends: Some("spark2"), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.lexer.keywords.set("DECLARE", T::Declare);
    d.lexer.numeric_escapes.push(NumericEscape { letter: 'U', radix: 16, min: 8, max: 8, limit: 0x10ffff });
    for start in ["r'", "r\""] {
        d.lexer.delimited.push(Delimited { start: start.into(), end: start[1..].into(), kind: T::RawString });
    }
    d.lexer.flags.string_escapes_allowed_in_raw_strings = false;
    d.parser.flags.negative_decimal_scale = false;
    d.semantics.flags.array_funcs_propagates_nulls = true;
    d.semantics.flags.supports_limit_all = true;
    d.semantics.flags.supports_order_by_all = true;
    parser::spark3(d);
    functions(d);
    generator(d);
    for (letters, piece) in [
        ("MM", "%mstrict"),
        ("dd", "%dstrict"),
        ("HH", "%Hstrict"),
        ("hh", "%Istrict"),
        ("mm", "%Mstrict"),
        ("ss", "%Sstrict"),
    ] {
        for pair in d.time.mapping.iter_mut().filter(|(from, _)| *from == letters) {
            pair.1 = piece;
        }
    }
}

/// Rewrites of Spark and Databricks.
pub(super) const REWRITES: &[Rewrite] = &[
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
    sqlectic_rewrite::move_partitions_to_columns,
];

fn functions(d: &mut Dialect) {
    d.parser.functions.remove("ANY_VALUE");
    d.parser.add_functions(&[
        ("ANY_VALUE", Build(any_value)),
        ("ARRAY_INSERT", Build(array_insert)),
        ("BIT_AND", Of(Kind::BitwiseAndAgg)),
        ("BIT_COUNT", Of(Kind::BitwiseCount)),
        ("BIT_GET", Of(Kind::Getbit)),
        ("BIT_OR", Of(Kind::BitwiseOrAgg)),
        ("BIT_XOR", Of(Kind::BitwiseXorAgg)),
        ("CURDATE", Of(Kind::CurrentDate)),
        ("DATEADD", Build(date_add)),
        ("DATEDIFF", Build(date_diff)),
        ("DATE_ADD", Build(date_add)),
        ("DATE_DIFF", Build(date_diff)),
        ("ILIKE", Build(|p, a| shared::like(p, Kind::ILike, a))),
        ("JSON_OBJECT_KEYS", Of(Kind::JSONKeys)),
        ("LIKE", Build(|p, a| shared::like(p, Kind::Like, a))),
        ("MAKE_TIMESTAMP", Of(Kind::TimestampFromParts)),
        ("TIMESTAMPADD", Build(date_add)),
        ("TIMESTAMPDIFF", Build(timestamp_diff)),
        ("TIMESTAMP_LTZ", Build(|p, a| cast(p, a, "TIMESTAMPLTZ"))),
        ("TIMESTAMP_NTZ", Build(|p, a| cast(p, a, "TIMESTAMPNTZ"))),
        ("TRY_ADD", Of(Kind::SafeAdd)),
        ("TRY_DIVIDE", Of(Kind::SafeDivide)),
        ("TRY_ELEMENT_AT", Build(|p, a| element_at(p, a, true))),
        ("TRY_MULTIPLY", Of(Kind::SafeMultiply)),
        ("TRY_SUBTRACT", Of(Kind::SafeSubtract)),
    ]);
}

fn any_value(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let node = p.make(Kind::AnyValue, &args![This: at(a, 0)])?;
    let ignores = a.get(1).is_some_and(|flag| p.tree.kind(*flag) == Kind::Boolean && p.tree.has(*flag, Arg::This));
    match ignores {
        true => p.make(Kind::IgnoreNulls, &args![This: node]),
        false => Ok(node),
    }
}

fn array_insert(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    p.make(Kind::ArrayInsert, &args![This: at(a, 0), Position: at(a, 1), Expression: at(a, 2), Offset: Value::Int(1)])
}

/// Of two arguments it adds days, of three units.
pub(super) fn date_add(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let [unit, amount, this] = a[..] else { return hive::functions::ts_or_ds_add(p, a, false) };
    let unit = p.unit(unit);
    p.make(Kind::TimestampAdd, &args![This: this, Expression: amount, Unit: unit])
}

pub(super) fn date_diff(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let (end, start, unit) = match a[..] {
        [unit, start, end] => (Some(end), Some(start), Some(p.unit(unit))),
        _ => (at(a, 0), at(a, 1), None),
    };
    let end = hive::functions::date(p, end)?;
    let start = hive::functions::date(p, start)?;
    p.make(Kind::DateDiff, &args![This: end, Expression: start, Unit: unit])
}

fn timestamp_diff(p: &mut Parser<'_>, a: &[NodeId]) -> R<NodeId> {
    let (end, start, unit) = match a[..] {
        [unit, start, end] => (Some(end), Some(start), p.unit(unit)),
        _ => (at(a, 0), at(a, 1), p.word_node("DAY")),
    };
    p.make(Kind::TimestampDiff, &args![This: end, Expression: start, Unit: unit])
}

fn generator(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.pad_fill_pattern_is_required = false;
    f.set_assignment_requires_variable_keyword = true;
    f.supports_convert_timezone = true;
    f.supports_decode_case = true;
    f.supports_median = true;
    f.supports_to_number = true;
    f.supports_unix_seconds = true;
    let g = &mut d.generator;
    g.add_types(&[
        ("MONEY", "DECIMAL"),
        ("SMALLMONEY", "DECIMAL"),
        ("TIMESTAMPLTZ", "TIMESTAMP_LTZ"),
        ("TIMESTAMPNTZ", "TIMESTAMP_NTZ"),
        ("UUID", "STRING"),
    ]);
    g.add_names(&[
        (Kind::AnyValue, "ANY_VALUE"),
        (Kind::BitwiseAndAgg, "BIT_AND"),
        (Kind::BitwiseCount, "BIT_COUNT"),
        (Kind::BitwiseOrAgg, "BIT_OR"),
        (Kind::BitwiseXorAgg, "BIT_XOR"),
        (Kind::DateFromUnixDate, "DATE_FROM_UNIX_DATE"),
        (Kind::EndsWith, "ENDSWITH"),
        (Kind::JSONKeys, "JSON_OBJECT_KEYS"),
        (Kind::SafeAdd, "TRY_ADD"),
        (Kind::SafeDivide, "TRY_DIVIDE"),
        (Kind::SafeMultiply, "TRY_MULTIPLY"),
        (Kind::SafeSubtract, "TRY_SUBTRACT"),
        (Kind::StartsWith, "STARTSWITH"),
        (Kind::TimestampFromParts, "MAKE_TIMESTAMP"),
    ]);
    for kind in [Kind::IgnoreNulls, Kind::With] {
        g.remove(kind);
    }
    g.add_renders(&[
        (Kind::ArrayAppend, |g, id| with_element(g, id, "ARRAY_APPEND")),
        (Kind::ArrayConstructCompact, |g, id| {
            let items = g.tree.get(id, Arg::Expressions);
            let array = g.make(Kind::Array, &args![Expressions: items]);
            g.func("ARRAY_COMPACT", &[array.into()]);
        }),
        (Kind::ArrayInsert, |g, id| shared::array_insert(g, id, 1)),
        (Kind::ArrayPrepend, |g, id| with_element(g, id, "ARRAY_PREPEND")),
        (Kind::Bracket, |g, id| element(g, id, true)),
        (Kind::ComputedColumnConstraint, |g, id| {
            g.write("GENERATED ALWAYS AS (");
            g.arg(id, Arg::This);
            g.write(")");
        }),
        (Kind::CurrentVersion, |g, _| g.func("VERSION", &[])),
        (Kind::DataType, data_type),
        (Kind::DateDiff, delta),
        (Kind::DatetimeAdd, |g, id| shared::interval_arithmetic(g, id, "+")),
        (Kind::DatetimeDiff, |g, id| timestamp_delta(g, id, "TIMESTAMPDIFF")),
        (Kind::DatetimeSub, |g, id| shared::interval_arithmetic(g, id, "-")),
        (Kind::GroupConcat, group_concat),
        (Kind::IfBlock, drop_if_exists),
        (Kind::PartitionedByProperty, partitioned_by),
        (Kind::Placeholder, |g, id| {
            if !g.tree.has(id, Arg::Widget) {
                return g.render_base(id);
            }
            g.write("{");
            match g.tree.has(id, Arg::This) {
                true => g.arg(id, Arg::This),
                false => g.write("?"),
            }
            g.write("}");
        }),
        (Kind::ReadParquet, read_parquet),
        (Kind::StabilityProperty, |g, id| {
            let words = match g.tree.name(id) {
                "IMMUTABLE" => "DETERMINISTIC",
                _ => "NOT DETERMINISTIC",
            };
            g.write(words);
        }),
        (Kind::StrToDate, |g, id| {
            let format = hive::generator::parsed_format(g, id);
            let default = g.dialect.time.date_format.trim_matches('\'');
            let is_default = format.node().is_some_and(|node| g.tree.is_string(node) && g.tree.name(node) == default);
            let args = [g.tree.get(id, Arg::This), if is_default { Value::None } else { format }];
            g.func("TO_DATE", &args);
        }),
        (Kind::StrToTime, |g, id| {
            let args = [g.tree.get(id, Arg::This), hive::generator::parsed_format(g, id)];
            g.func("TO_TIMESTAMP", &args);
        }),
        (Kind::TimeAdd, |g, id| shared::interval_arithmetic(g, id, "+")),
        (Kind::TimeSub, |g, id| shared::interval_arithmetic(g, id, "-")),
        (Kind::TimestampAdd, |g, id| match g.tree.has(id, Arg::Unit) {
            true => {
                let unit = g.unit_to_word(id, "");
                let args = [unit, g.tree.get(id, Arg::Expression), g.tree.get(id, Arg::This)];
                g.func("DATE_ADD", &args);
            }
            false => hive::generator::date_add(g, id),
        }),
        (Kind::TimestampDiff, |g, id| timestamp_delta(g, id, "TIMESTAMPDIFF")),
        (Kind::TimestampSub, |g, id| shared::interval_arithmetic(g, id, "-")),
        (Kind::TryCast, |g, id| {
            let prefix = if g.tree.has(id, Arg::Safe) { "TRY_" } else { "" };
            cast_json(g, id, prefix);
        }),
        (Kind::TsOrDsAdd, ts_or_ds_add),
    ]);
    d.rewrites = vec![
        hive::generator::hoist_ctes as Rewrite,
        sqlectic_rewrite::limit_by_to_qualify,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::deletes_using_to_exists,
        sqlectic_rewrite::eliminate_qualify,
    ];
    d.rewrites.extend(REWRITES);
}

/// Amounts of money are decimal numbers of their size.
/// <https://learn.microsoft.com/en-us/sql/t-sql/data-types/money-and-smallmoney-transact-sql>
pub(super) fn data_type(g: &mut Generator<'_>, id: NodeId) {
    match (g.tree.text_of(id, Arg::This), g.tree.list_len(id, Arg::Expressions)) {
        ("MONEY", 0) => g.write("DECIMAL(15, 4)"),
        ("SMALLMONEY", 0) => g.write("DECIMAL(6, 4)"),
        _ => hive::generator::data_type(g, id),
    }
}

/// An array with one more element; a null array counts as empty unless it has to stay null.
fn with_element(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let [mut this, element] = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    if !g.tree.has(id, Arg::NullPropagation) {
        let empty = g.make(Kind::Array, &[]);
        let others = g.tree.list(&[empty]);
        this = g.make(Kind::Coalesce, &[(Arg::This, this), (Arg::Expressions, others)]).into();
    }
    g.func(name, &[this, element]);
}

/// `IF OBJECT_ID('t') IS NOT NULL DROP TABLE t` -> `DROP TABLE IF EXISTS t`; other conditions have no statement here.
fn drop_if_exists(g: &mut Generator<'_>, id: NodeId) {
    let asks_for_object = g.tree.this(id).is_some_and(|condition| g.tree.find(condition, Kind::ObjectId).is_some());
    let drop = g.tree.node(id, Arg::True).and_then(|body| g.tree.find(body, Kind::Drop));
    match drop.filter(|_| asks_for_object) {
        Some(drop) => {
            let mut arguments: Vec<(Arg, Value)> =
                g.tree.arguments(drop).filter(|(arg, _)| *arg != Arg::Exists).collect();
            arguments.push((Arg::Exists, true.into()));
            let drop = g.make(Kind::Drop, &arguments);
            g.node(drop);
        }
        None => g.unsupported("Unsupported IF statement"),
    }
}

/// `LISTAGG(x, ',')`, which exists since version 4; before it a list was joined.
/// <https://spark.apache.org/docs/latest/api/sql/index.html#listagg>
fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    let major = g.dialect.setting("version").and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    if major.is_none_or(|major| major >= 4) {
        g.unsupported_args(id, &[Arg::OnOverflow]);
        let arguments: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::OnOverflow).collect();
        let node = g.make(Kind::GroupConcat, &arguments);
        return shared::listagg(g, node);
    }
    let this = match g.tree.this(id) {
        Some(order) if g.tree.kind(order) == Kind::Order => g.tree.get(order, Arg::This),
        _ => g.tree.get(id, Arg::This),
    };
    let separator = match g.tree.get(id, Arg::Separator) {
        Value::None => g.string_node(",").into(),
        separator => separator,
    };
    let list = g.make(Kind::ArrayAgg, &args![This: this]);
    g.func("ARRAY_JOIN", &[list.into(), separator]);
}

/// `PARTITIONED BY (a, b)`, the names between parentheses whatever they were listed in.
fn partitioned_by(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    g.write("PARTITIONED BY ");
    if g.tree.kind(this) == Kind::Schema {
        return g.node(this);
    }
    g.write("(");
    for (i, name) in g.tree.expressions(this).into_iter().enumerate() {
        if i > 0 {
            g.write(", ");
        }
        match g.tree.is_string(name) {
            true => {
                let name = g.tree.name(name).to_string();
                let quoted = !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
                let name = shared::identifier(g, &name, quoted);
                g.node(name);
            }
            false => g.node(name),
        }
    }
    g.write(")");
}

/// A file as a table: `` parquet.`a.parquet` ``.
/// <https://spark.apache.org/docs/latest/sql-data-sources-load-save-functions.html#run-sql-on-files-directly>
fn read_parquet(g: &mut Generator<'_>, id: NodeId) {
    let files = g.tree.expressions(id);
    match files[..] {
        [file] => {
            let name = g.tree.name(file).to_string();
            let name = shared::identifier(g, &name, true);
            g.write("parquet.");
            g.node(name);
        }
        _ => g.unsupported("READ_PARQUET() with multiple arguments or options is not supported"),
    }
}

/// Whole days have a function of two arguments, other units one of three.
fn delta(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Unit) {
        return timestamp_delta(g, id, "DATEDIFF");
    }
    g.func_of(id, "DATEDIFF", &[Arg::This, Arg::Expression]);
}

fn timestamp_delta(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let unit = g.unit_to_word(id, "");
    let args = [unit, g.tree.get(id, Arg::Expression), g.tree.get(id, Arg::This)];
    g.func(name, &args);
}

fn ts_or_ds_add(g: &mut Generator<'_>, id: NodeId) {
    if g.unit_name(id, "DAY") == "DAY" {
        return hive::generator::date_add(g, id);
    }
    let unit = g.unit_to_word(id, "DAY");
    let [amount, this] = [Arg::Expression, Arg::This].map(|arg| g.tree.get(id, arg));
    let returned = g.tree.node(id, Arg::ReturnType).map(|to| g.tree.text_of(to, Arg::This).to_string());
    if returned.is_some_and(|to| to != "DATE") {
        return g.func("DATE_ADD", &[unit, amount, this]);
    }
    g.write("CAST(");
    g.func("DATE_ADD", &[unit, amount, this]);
    g.write(" AS DATE)");
}
