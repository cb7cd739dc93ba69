//! Rendering that differs from the base.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{expr, Generator},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    // No `CLUSTER BY`, `DISTRIBUTE BY` and `SORT BY`.
    g.after_having.drain(..3);
    g.add_types(&[
        ("BIGINT", "INTEGER"),
        ("BINARY", "BLOB"),
        ("BLOB", "BLOB"),
        ("BOOLEAN", "INTEGER"),
        ("CHAR", "TEXT"),
        ("DECIMAL", "REAL"),
        ("DOUBLE", "REAL"),
        ("FLOAT", "REAL"),
        ("INT", "INTEGER"),
        ("NCHAR", "TEXT"),
        ("NVARCHAR", "TEXT"),
        ("SMALLINT", "INTEGER"),
        ("TINYINT", "INTEGER"),
        ("VARBINARY", "BLOB"),
        ("VARCHAR", "TEXT"),
    ]);
    g.json_path_parts = vec![Kind::JSONPathKey, Kind::JSONPathRoot, Kind::JSONPathSubscript];
    g.add_names(&[
        (Kind::AnyValue, "MAX"),
        (Kind::Chr, "CHAR"),
        (Kind::JSONArrayAgg, "JSON_GROUP_ARRAY"),
        (Kind::JSONObjectAgg, "JSON_GROUP_OBJECT"),
        (Kind::LogicalAnd, "MIN"),
        (Kind::LogicalOr, "MAX"),
        (Kind::Rand, "RANDOM"),
    ]);
    g.add_renders(&[
        (Kind::AutoIncrementColumnConstraint, auto_increment),
        (Kind::Cast, cast),
        (Kind::ComputedColumnConstraint, computed),
        (Kind::CountIf, count_if),
        (Kind::CurrentDate, |g, _| g.write("CURRENT_DATE")),
        (Kind::JSONBExtract, shared::json_by_keys),
        (Kind::JSONBExtractScalar, shared::json_by_keys),
        (Kind::CurrentSchema, |g, id| {
            g.unsupported_args(id, &[Arg::This]);
            g.write("'main'");
        }),
        (Kind::CurrentTime, |g, _| g.write("CURRENT_TIME")),
        (Kind::CurrentTimestamp, |g, _| g.write("CURRENT_TIMESTAMP")),
        (Kind::CurrentVersion, |g, _| g.func("SQLITE_VERSION", &[])),
        (Kind::DateAdd, date_add),
        (Kind::DateDiff, date_diff),
        (Kind::DateStrToDate, expr::this_only),
        (Kind::Greatest, |g, id| extreme(g, id, "MAX")),
        (Kind::GroupConcat, group_concat),
        (Kind::ILike, shared::ilike_as_lower),
        (Kind::Levenshtein, |g, id| shared::levenshtein(g, id, "EDITDIST3")),
        (Kind::IgnoreNulls, ignore_nulls),
        (Kind::If, iif),
        (Kind::IsAscii, is_ascii),
        (Kind::JSONExtract, json_extract),
        (Kind::JSONExtractScalar, json_extract_scalar),
        (Kind::Least, |g, id| extreme(g, id, "MIN")),
        (Kind::Max, counted),
        (Kind::Min, counted),
        (Kind::ParseJSON, expr::this_only),
        (Kind::RespectNulls, |g, id| g.arg(id, Arg::This)),
        (Kind::StrPosition, str_position),
        (Kind::Table, table),
        (Kind::Pivot, |g, _| g.unsupported("PIVOT unsupported")),
        (Kind::TableSample, |g, _| g.unsupported("TABLESAMPLE unsupported")),
        (Kind::TimeStrToTime, expr::this_only),
        (Kind::TimeToStr, time_to_str),
        (Kind::Trunc, trunc),
        (Kind::TryCast, shared::plain_cast),
        (Kind::TsOrDsToTimestamp, expr::this_only),
        (Kind::WindowSpec, window_spec),
        (Kind::WithinGroup, |g, id| shared::within_group(g, id, group_concat_in_order)),
        (Kind::Xor, shared::exclusive_or),
    ]);
    g.add_operators(&[(Kind::NullSafeEQ, "IS"), (Kind::NullSafeNEQ, "IS NOT"), (Kind::RegexpLike, "REGEXP")]);
    d.rewrites.extend([
        sqlectic_rewrite::limit_by_to_qualify as Rewrite,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::days_to_date_add,
        sqlectic_rewrite::now_to_current_timestamp,
        sqlectic_rewrite::deletes_using_to_exists,
        sqlectic_rewrite::joined_updates_to_from,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::inline_parenthesized_queries,
        super::definitions::limit_offsets,
    ]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.except_intersect_support_all_clause = false;
    f.join_hints = false;
    f.json_key_value_pair_sep = ",".into();
    f.json_path_bracketed_key_supported = false;
    f.limit_fetch = "LIMIT".into();
    f.nvl2_supported = false;
    f.parse_json_name = "".into();
    f.query_hints = false;
    f.select_kinds = false;
    f.set_op_parenthesized_operands = false;
    f.supports_create_table_like = false;
    f.supports_decode_case = false;
    f.supports_median = false;
    f.supports_table_alias_columns = false;
    f.supports_to_number = false;
    f.supports_uescape = false;
    f.supports_window_exclude = true;
    f.table_hints = false;
    f.try_supported = false;
}

/// There are no date types: a cast to one is a function.
/// <https://www.sqlite.org/lang_datefunc.html>
fn cast(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let to = g.tree.node(id, Arg::To).map(|to| g.tree.text_of(to, Arg::This).to_string()).unwrap_or_default();
    match to.as_str() {
        "DATE" => g.func("DATE", &[this]),
        "DATETIME" | "TIMESTAMP" | "TIMESTAMPNTZ" | "TIMESTAMPTZ" => g.func("DATETIME", &[this]),
        "TIME" => g.func("TIME", &[this]),
        _ => g.render_base(id),
    }
}

fn computed(g: &mut Generator<'_>, id: NodeId) {
    g.write("AS ");
    let this = shared::unwrapped(g, id, Arg::This);
    match this == g.tree.get(id, Arg::This) {
        true => g.parens(|g| g.value(this)),
        false => g.paren(|g| g.value(this)),
    }
    g.flag(id, Arg::Persisted, " STORED");
    g.flag(id, Arg::NotNull, " NOT NULL");
}

fn iif(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "IIF", &[Arg::This, Arg::True, Arg::False]);
}

fn count_if(g: &mut Generator<'_>, id: NodeId) {
    shared::count_if_as_sum(g, id);
}

/// Units that no modifier of SQLite's has, in one that has.
const UNITS: &[(&str, i64, &str)] = &[("QUARTER", 3, "MONTH"), ("WEEK", 7, "DAY")];

/// `DATE(x, n || ' DAY')`; what is shorter than a day is added to a time.
fn date_add(g: &mut Generator<'_>, id: NodeId) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.node(id, Arg::Expression));
    let interval = amount.filter(|node| g.tree.kind(*node) == Kind::Interval);
    let (mut amount, unit) = match interval {
        Some(interval) => (g.tree.this(interval), g.unit_name(interval, "")),
        None => (amount, g.unit_name(id, "")),
    };
    while let Some(paren) = amount.filter(|node| g.tree.kind(*node) == Kind::Paren) {
        amount = g.tree.this(paren);
    }
    let known = UNITS.iter().find(|(name, ..)| *name == unit);
    let (factor, unit) = known.map_or((1, unit.as_str()), |(_, factor, unit)| (*factor, *unit));
    let modifier = match amount.and_then(|amount| number(g, amount)) {
        Some(number) => match number.parse::<i64>().ok().and_then(|number| number.checked_mul(factor)) {
            Some(product) if factor > 1 => g.string_node(&format!("{product} {unit}")),
            _ => g.string_node(format!("{number} {unit}").trim_end()),
        },
        None => {
            let unit = g.string_node(&format!(" {unit}"));
            let mut amount = g.make(Kind::Paren, &args![This: amount]);
            if factor > 1 {
                let factor = g.number_node(factor);
                let product = g.make(Kind::Mul, &args![This: amount, Expression: factor]);
                amount = g.make(Kind::Paren, &args![This: product]);
            }
            g.make(Kind::DPipe, &args![This: amount, Expression: unit])
        }
    };
    let of_time = matches!(unit, "HOUR" | "MINUTE" | "SECOND")
        || this.node().is_some_and(|this| g.tree.is(this, Kind::CurrentTimestamp));
    g.func(if of_time { "DATETIME" } else { "DATE" }, &[this, modifier.into()]);
}

/// The text of a literal, with the sign before it.
fn number(g: &Generator<'_>, node: NodeId) -> Option<String> {
    match g.tree.kind(node) {
        Kind::Literal => Some(g.tree.name(node).to_string()),
        Kind::Neg => {
            let this = g.tree.this(node).filter(|this| g.tree.kind(*this) == Kind::Literal)?;
            Some(format!("-{}", g.tree.name(this)))
        }
        _ => None,
    }
}

/// A difference of Julian days, scaled to the unit.
fn date_diff(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_name(id, "DAY");
    let scale = match unit.as_str() {
        "DAY" => "",
        "HOUR" => " * 24.0",
        "MINUTE" => " * 1440.0",
        "SECOND" => " * 86400.0",
        "MILLISECOND" => " * 86400000.0",
        "MICROSECOND" => " * 86400000000.0",
        "NANOSECOND" => " * 86400000000000.0",
        "MONTH" => " / 30.0",
        "YEAR" => " / 365.0",
        _ => {
            g.unsupported(&format!("DATEDIFF unsupported for '{unit}'."));
            ""
        }
    };
    g.write("CAST((JULIANDAY(");
    g.arg(id, Arg::This);
    g.write(") - JULIANDAY(");
    g.arg(id, Arg::Expression);
    g.write(&format!(")){scale} AS INTEGER)"));
}

/// `MAX(a, b)` is null if one of them is; where nulls are passed over, each is the first that is none:
/// `MAX(COALESCE(a, b), COALESCE(b, a))`.
fn extreme(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let mut operands: Vec<Value> = vec![g.tree.get(id, Arg::This)];
    operands.extend(g.tree.expressions(id).iter().map(|node| Value::Node(*node)));
    if operands.len() == 1 {
        return g.arg(id, Arg::This);
    }
    if !g.tree.has(id, Arg::IgnoreNulls) {
        return g.func(name, &operands);
    }
    let mut chosen = Vec::with_capacity(operands.len());
    for (i, first) in operands.iter().enumerate() {
        let rest: Vec<Value> = operands[i + 1..].iter().chain(&operands[..i]).copied().collect();
        let rest = g.tree.list_of(&rest);
        let coalesce = g.make(Kind::Coalesce, &[(Arg::This, *first)]);
        g.tree.set_raw(coalesce, Arg::Expressions, rest);
        chosen.push(coalesce.into());
    }
    g.func(name, &chosen);
}

/// The order stands behind the separator; in a window there is none.
/// <https://www.sqlite.org/lang_aggfunc.html#group_concat>
fn group_concat(g: &mut Generator<'_>, id: NodeId) {
    group_concat_in_order(g, id, None);
}

fn group_concat_in_order(g: &mut Generator<'_>, id: NodeId, order: Option<NodeId>) {
    let (this, inner) = shared::detached_modifiers(g, id);
    let mut modifiers: Vec<NodeId> = order.into_iter().chain(inner).collect();
    let in_call = |g: &Generator<'_>, node: NodeId| matches!(g.tree.kind(node), Kind::Filter | Kind::WithinGroup);
    let mut call = id;
    while let Some(outer) = g.tree.parent(call).filter(|outer| in_call(g, *outer)) {
        call = outer;
    }
    let window = g.tree.parent(call).filter(|outer| g.tree.kind(*outer) == Kind::Window);
    if !modifiers.is_empty() && window.is_some_and(|window| g.tree.this(window) == Some(call)) {
        g.unsupported("SQLite GROUP_CONCAT window functions do not support argument ORDER BY");
        modifiers.clear();
    }
    g.write_function_name("GROUP_CONCAT");
    g.write("(");
    g.value(this.into());
    g.arg_after(", ", id, Arg::Separator);
    shared::trailing_modifiers(g, modifiers);
    g.write(")");
}

fn ignore_nulls(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported("SQLite does not support IGNORE NULLS.");
    g.arg(id, Arg::This);
}

/// No byte outside of ASCII: a pattern that is made of bytes, since texts have no escapes.
fn is_ascii(g: &mut Generator<'_>, id: NodeId) {
    g.write("(NOT ");
    g.arg(id, Arg::This);
    g.write(" GLOB CAST(x'2a5b5e012d7f5d2a' AS TEXT))");
}

fn json_extract(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        let args = [Arg::This, Arg::Expression, Arg::Expressions].map(|arg| g.tree.get(id, arg));
        return g.func("JSON_EXTRACT", &args);
    }
    shared::arrow_json_extract(g, id);
}

fn trunc(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Decimals]);
    g.func_of(id, "TRUNC", &[Arg::This]);
}

fn window_spec(g: &mut Generator<'_>, id: NodeId) {
    let current = g.tree.text_of(id, Arg::Kind) == "RANGE" && g.tree.text_of(id, Arg::Start) == "CURRENT ROW";
    match current && !g.tree.has(id, Arg::End) {
        true => g.write("RANGE CURRENT ROW"),
        false => g.render_base(id),
    }
}

fn json_extract_scalar(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::JsonSubtype) {
        let args = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
        return g.func("JSON_EXTRACT", &args);
    }
    shared::arrow_json_extract_scalar(g, id);
}

fn str_position(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Position) {
        return shared::str_position_in_rest(g, id);
    }
    let (this, part) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Substr));
    g.func("INSTR", &[this, part]);
}

fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    let (this, format) = (g.tree.get(id, Arg::This), g.format_time(id));
    g.func("STRFTIME", &[format, this]);
}

/// The one column of a series is called `value`; another name needs a query.
/// <https://www.sqlite.org/series.html>
fn table(g: &mut Generator<'_>, id: NodeId) {
    let series = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::GenerateSeries);
    let alias = g.tree.node(id, Arg::Alias);
    let columns = alias.map(|alias| g.tree.children(alias, Arg::Columns)).unwrap_or_default();
    let (Some(series), Some(alias), [column]) = (series, alias, &columns[..]) else { return g.render_base(id) };
    g.write("(SELECT value AS ");
    g.node(*column);
    g.write(" FROM ");
    g.node(series);
    g.write(") AS ");
    g.arg(alias, Arg::This);
    if g.tree.list_len(id, Arg::Joins) > 0 {
        for join in g.tree.children(id, Arg::Joins) {
            g.node(join);
        }
    }
}

/// Only one extreme is found.
fn counted(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Count]);
    shared::function(g, id);
}

/// Only a primary key counts up: <https://www.sqlite.org/autoinc.html>.
fn auto_increment(g: &mut Generator<'_>, id: NodeId) {
    let column = g.tree.ancestors(id).find(|node| g.tree.kind(*node) == Kind::ColumnDef);
    let is_key = column.is_none_or(|column| {
        g.tree.children(column, Arg::Constraints).iter().any(|constraint| {
            g.tree
                .node(*constraint, Arg::Kind)
                .is_some_and(|kind| g.tree.kind(kind) == Kind::PrimaryKeyColumnConstraint)
        })
    });
    match is_key {
        true => g.write("AUTOINCREMENT"),
        false => g.unsupported("SQLite AUTOINCREMENT requires an INTEGER PRIMARY KEY"),
    }
}
