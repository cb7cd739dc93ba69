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
    g.add_types(&[
        ("BIGINT", "INTEGER"),
        ("BINARY", "BLOB"),
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
        (Kind::Levenshtein, "EDITDIST3"),
        (Kind::LogicalAnd, "MIN"),
        (Kind::LogicalOr, "MAX"),
        (Kind::Rand, "RANDOM"),
    ]);
    g.add_renders(&[
        (Kind::AutoIncrementColumnConstraint, |g, _| g.write("AUTOINCREMENT")),
        (Kind::Cast, cast),
        (Kind::ComputedColumnConstraint, computed),
        (Kind::CountIf, count_if),
        (Kind::CurrentDate, |g, _| g.write("CURRENT_DATE")),
        (Kind::CurrentSchema, |g, _| g.write("'main'")),
        (Kind::CurrentTime, |g, _| g.write("CURRENT_TIME")),
        (Kind::CurrentTimestamp, |g, _| g.write("CURRENT_TIMESTAMP")),
        (Kind::CurrentVersion, |g, _| g.func("SQLITE_VERSION", &[])),
        (Kind::DateAdd, date_add),
        (Kind::DateDiff, date_diff),
        (Kind::DateStrToDate, expr::this_only),
        (Kind::Greatest, |g, id| extreme(g, id, "MAX")),
        (Kind::ILike, shared::ilike_as_lower),
        (Kind::If, iif),
        (Kind::JSONExtract, shared::arrow_json_extract),
        (Kind::JSONExtractScalar, json_extract_scalar),
        (Kind::Least, |g, id| extreme(g, id, "MIN")),
        (Kind::ParseJSON, expr::this_only),
        (Kind::StrPosition, str_position),
        (Kind::TimeStrToTime, expr::this_only),
        (Kind::TimeToStr, time_to_str),
        (Kind::TryCast, shared::plain_cast),
        (Kind::TsOrDsToDate, |g, id| g.function_named(id, "DATE")),
        (Kind::TsOrDsToTimestamp, expr::this_only),
    ]);
    g.add_operators(&[(Kind::NullSafeEQ, "IS"), (Kind::NullSafeNEQ, "IS NOT"), (Kind::RegexpLike, "REGEXP")]);
    d.rewrites.extend([
        sqlectic_rewrite::eliminate_distinct_on as Rewrite,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
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
    g.write("AS (");
    let this = shared::unwrapped(g, id, Arg::This);
    g.value(this);
    g.write(")");
    g.flag(id, Arg::Persisted, " STORED");
}

fn iif(g: &mut Generator<'_>, id: NodeId) {
    let args = [Arg::This, Arg::True, Arg::False].map(|arg| g.tree.get(id, arg));
    g.func("IIF", &args);
}

fn count_if(g: &mut Generator<'_>, id: NodeId) {
    shared::count_if_as_sum(g, id);
}

/// `DATE(x, n || ' DAY')`.
fn date_add(g: &mut Generator<'_>, id: NodeId) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let unit = g.unit_name(id, "");
    let literal =
        amount.node().filter(|node| g.tree.kind(*node) == Kind::Literal).map(|node| g.tree.name(node).to_string());
    let modifier = match literal {
        Some(number) => g.string_node(format!("{number} {unit}").trim_end()),
        None => {
            let unit = g.string_node(&format!(" {unit}"));
            let amount = g.make(Kind::Paren, &[(Arg::This, amount)]);
            g.make(Kind::DPipe, &args![This: amount, Expression: unit])
        }
    };
    g.func("DATE", &[this, modifier.into()]);
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

/// `MAX(a, b)` is null if one of them is; elsewhere nulls may be passed over.
fn extreme(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let mut operands: Vec<Value> = vec![g.tree.get(id, Arg::This)];
    operands.extend(g.tree.expressions(id).iter().map(|node| Value::Node(*node)));
    if operands.len() == 1 {
        return g.arg(id, Arg::This);
    }
    if g.tree.has(id, Arg::IgnoreNulls) {
        g.unsupported(&format!("{name} with several arguments does not pass over nulls"));
    }
    g.func(name, &operands);
}

fn json_extract_scalar(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::JsonSubtype) {
        let args = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
        return g.func("JSON_EXTRACT", &args);
    }
    shared::arrow_json_extract_scalar(g, id);
}

fn str_position(g: &mut Generator<'_>, id: NodeId) {
    let (this, substr, from) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Substr), g.tree.get(id, Arg::Position));
    let Value::Node(from) = from else { return g.func("INSTR", &[this, substr]) };
    // The position in the rest of the string, moved by where the rest starts.
    let rest = g.make(Kind::Substring, &[(Arg::This, this), (Arg::Start, from.into())]);
    let found = g.make(Kind::StrPosition, &[(Arg::This, rest.into()), (Arg::Substr, substr)]);
    let zero = g.number_node(0);
    let none = g.make(Kind::EQ, &args![This: found, Expression: zero]);
    let sum = g.make(Kind::Add, &args![This: found, Expression: from]);
    let one = g.number_node(1);
    let moved = g.make(Kind::Sub, &args![This: sum, Expression: one]);
    let choice = g.make(Kind::If, &args![This: none, True: zero, False: moved]);
    g.node(choice);
}

fn time_to_str(g: &mut Generator<'_>, id: NodeId) {
    let (this, format) = (g.tree.get(id, Arg::This), g.format_time(id));
    g.func("STRFTIME", &[format, this]);
}
