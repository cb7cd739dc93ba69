//! Rendering that differs from the base.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{Generator, ListStyle, Location, Render, RenderFn, FLAT},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    flags(d);
    let g = &mut d.generator;
    g.add_types(TYPES);
    g.add_locations(LOCATIONS);
    g.add_names(NAMES);
    g.add_renders(RENDERS);
    g.set(Kind::TableSpaceProperty, Render::After("TABLESPACE"));
    // Clauses of other vendors that stand between HAVING and ORDER BY.
    g.after_having.drain(..3);
    d.rewrites.extend([
        sqlectic_rewrite::limit_by_to_qualify as Rewrite,
        sqlectic_rewrite::computed_fields_to_json,
        sqlectic_rewrite::now_to_current_timestamp,
        sqlectic_rewrite::deletes_using_to_exists,
        sqlectic_rewrite::joined_updates_to_from,
        sqlectic_rewrite::eliminate_distinct_on,
        sqlectic_rewrite::eliminate_qualify,
        sqlectic_rewrite::unqualify_pivot_columns,
    ]);
}

fn flags(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.alter_table_include_column_keyword = false;
    f.cast_to_int_rounds = true;
    f.data_type_specifiers_allowed = true;
    f.join_hints = false;
    f.last_day_supports_date_part = false;
    f.limit_fetch = "FETCH".into();
    f.locking_reads_supported = true;
    f.parameter_mode_behind_name = true;
    f.pivot_alias_with_as = false;
    f.query_hint_sep = " ".into();
    f.select_kinds = false;
    f.supports_merge_where = true;
    f.supports_select_into = true;
    f.supports_uescape = false;
    f.supports_window_exclude = true;
    f.table_alias_keyword = " ".into();
    f.table_hints = false;
    f.tablesample_keywords = "SAMPLE".into();
    f.try_supported = false;
    f.tz_to_with_time_zone = true;
    f.unpivot_aliases_are_identifiers = false;
}

/// <https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Data-Types.html>
const TYPES: &[(&str, &str)] = &[
    ("BIGINT", "INT"),
    ("BINARY", "BLOB"),
    ("BLOB", "BLOB"),
    ("DECIMAL", "NUMBER"),
    ("DOUBLE", "DOUBLE PRECISION"),
    ("INT", "INT"),
    ("NCHAR", "NCHAR"),
    ("NVARCHAR", "NVARCHAR2"),
    ("ROWVERSION", "BLOB"),
    ("SMALLINT", "SMALLINT"),
    ("TEXT", "CLOB"),
    ("TIMESTAMPNTZ", "TIMESTAMP"),
    ("TIMESTAMPTZ", "TIMESTAMP"),
    ("TIMETZ", "TIME"),
    ("TINYINT", "SMALLINT"),
    ("VARBINARY", "BLOB"),
    ("VARCHAR", "VARCHAR2"),
];

const LOCATIONS: &[(Kind, Location)] = &[
    (Kind::PhysicalProperty, Location::PostSchema),
    (Kind::StorageProperty, Location::PostSchema),
    (Kind::TableSpaceProperty, Location::PostSchema),
    (Kind::VolatileProperty, Location::Unsupported),
];

/// Kinds under another name, arguments by position; sorted.
const NAMES: &[(Kind, &str)] = &[
    (Kind::EuclideanDistance, "L2_DISTANCE"),
    (Kind::LogicalAnd, "MIN"),
    (Kind::LogicalOr, "MAX"),
    (Kind::Rand, "DBMS_RANDOM.VALUE"),
    (Kind::Substring, "SUBSTR"),
    (Kind::ApproxDistinct, "APPROX_COUNT_DISTINCT"),
    (Kind::ToChar, "TO_CHAR"),
    (Kind::UtcTime, "UTC_TIME"),
    (Kind::UtcTimestamp, "UTC_TIMESTAMP"),
];

/// Renderers, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Coalesce, |g, id| {
        let name = if g.tree.has(id, Arg::IsNvl) { "NVL" } else { "COALESCE" };
        g.function_named(id, name);
    }),
    (Kind::CurrentTimestamp, current_timestamp),
    (Kind::DateStrToDate, |g, id| {
        let (this, format) = (g.tree.get(id, Arg::This), g.string_node("YYYY-MM-DD"));
        g.func("TO_DATE", &[this, format.into()]);
    }),
    (Kind::DateTrunc, date_trunc),
    (Kind::GroupConcat, shared::listagg),
    (Kind::Hint, hint),
    (Kind::ILike, shared::ilike_as_lower),
    (Kind::Interval, interval),
    (Kind::Into, into),
    (Kind::JSONBExtract, shared::json_by_keys),
    (Kind::JSONBExtractScalar, shared::json_by_keys),
    (Kind::Lateral, shared::lateral_without_views),
    (Kind::RegexpLike, shared::regexp_like),
    (Kind::RegexpILike, |g, id| shared::regexp_like_in_any_case(g, id, "REGEXP_LIKE")),
    (Kind::IsAscii, |g, id| {
        g.write("NVL(REGEXP_LIKE(");
        g.arg(id, Arg::This);
        g.write(", '^[' || CHR(1) || '-' || CHR(127) || ']*$'), TRUE)");
    }),
    (Kind::Mod, shared::mod_call),
    (Kind::NthValue, shared::nth_value_from),
    (Kind::Offset, |g, id| {
        g.render_base(id);
        g.write(" ROWS");
    }),
    (Kind::PhysicalProperty, |g, id| {
        g.arg(id, Arg::This);
        g.arg_after(" ", id, Arg::Value);
    }),
    (Kind::QueryOption, |g, id| {
        g.arg(id, Arg::This);
        g.arg_after(" CONSTRAINT ", id, Arg::Expression);
    }),
    (Kind::StorageProperty, |g, id| {
        g.write("STORAGE (");
        g.expressions(id, ListStyle { sep: " ", ..FLAT });
        g.write(")");
    }),
    (Kind::StrPosition, shared::instr),
    (Kind::StrToDate, |g, id| parsed(g, id, "TO_DATE")),
    (Kind::StrToTime, |g, id| parsed(g, id, "TO_TIMESTAMP")),
    (Kind::Systimestamp, |g, _| g.write("SYSTIMESTAMP")),
    (Kind::TemporaryProperty, |g, id| {
        let scope = g.tree.text_of(id, Arg::This).to_string();
        g.write(if scope.is_empty() { "GLOBAL" } else { &scope });
        g.write(" TEMPORARY");
    }),
    (Kind::TimeToStr, |g, id| {
        shared::formatted(g, id, "TO_CHAR");
    }),
    (Kind::ToNumber, to_number),
    (Kind::Trim, |g, id| match g.tree.text_of(id, Arg::Position) {
        "LEADING" | "TRAILING" => g.render_base(id),
        _ => shared::trim_from(g, id),
    }),
    (Kind::Unicode, |g, id| {
        g.write("ASCII(UNISTR(");
        g.arg(id, Arg::This);
        g.write("))");
    }),
    (Kind::UnixToTime, |g, id| {
        if g.tree.node(id, Arg::Scale).is_some_and(|scale| g.tree.name(scale) != "0") {
            g.unsupported_args(id, &[Arg::Scale]);
        }
        let this = g.as_operand(Kind::Div, Arg::This, g.tree.get(id, Arg::This));
        g.write("TO_DATE('1970-01-01', 'YYYY-MM-DD') + (");
        g.value(this);
        g.write(" / 86400)");
    }),
    (Kind::Version, version),
    (Kind::Xor, shared::exclusive_or_of_conditions),
];

fn current_timestamp(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Sysdate) {
        return g.write("SYSDATE");
    }
    match g.tree.get(id, Arg::This) {
        Value::None => g.write("CURRENT_TIMESTAMP"),
        precision => g.func("CURRENT_TIMESTAMP", &[precision]),
    }
}

fn date_trunc(g: &mut Generator<'_>, id: NodeId) {
    let args = [g.tree.get(id, Arg::This), g.unit_to_string(id, "")];
    g.func("TRUNC", &args);
}

/// Arguments of hints stand between blanks.
fn hint(g: &mut Generator<'_>, id: NodeId) {
    let hints: Vec<Value> = match g.tree.get(id, Arg::Expressions) {
        Value::List(list) => g.tree.items(list).collect(),
        other => vec![other],
    };
    g.write(" /*+ ");
    g.indented(|g| {
        for (i, hint) in hints.into_iter().enumerate() {
            if i > 0 {
                g.sep();
            }
            match hint.node().filter(|node| g.tree.kind(*node) == Kind::Anonymous) {
                Some(call) => {
                    let arguments = g.tree.get(call, Arg::Expressions);
                    g.arg(call, Arg::This);
                    g.parens(|g| g.words(&[arguments]));
                }
                None => g.value(hint),
            }
        }
    });
    g.write(" */");
}

/// Only literals are intervals; what is computed stands with its unit.
fn interval(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.this(id);
    if this.is_none_or(|this| g.tree.kind(this) == Kind::Literal) {
        g.write("INTERVAL");
    }
    if let Some(this) = this {
        if g.tree.kind(this) == Kind::Literal {
            g.write(" ");
        }
        g.node(this);
    }
    g.arg_after(" ", id, Arg::Unit);
}

fn into(g: &mut Generator<'_>, id: NodeId) {
    g.seg(if g.tree.has(id, Arg::BulkCollect) { "BULK COLLECT INTO" } else { "INTO" });
    g.write(" ");
    match g.tree.has(id, Arg::This) {
        true => g.arg(id, Arg::This),
        false => g.expressions(id, ListStyle::default()),
    }
}

fn parsed(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, format) = (g.tree.get(id, Arg::This), g.format_time(id));
    let nlsparam = g.tree.get(id, Arg::Nlsparam);
    g.func(name, &[this, format, nlsparam]);
}

/// `TO_NUMBER(x DEFAULT 0 ON CONVERSION ERROR, format, nlsparam)`.
fn to_number(g: &mut Generator<'_>, id: NodeId) {
    let this = |g: &mut Generator<'_>| {
        g.arg(id, Arg::This);
        if g.tree.has(id, Arg::Default) {
            g.write(" DEFAULT ");
            g.arg(id, Arg::Default);
            g.write(" ON CONVERSION ERROR");
        }
    };
    g.call("TO_NUMBER", &[&this, &|g| g.arg(id, Arg::Format), &|g| g.arg(id, Arg::Nlsparam)]);
}

/// `AS OF SCN 1`, `AS OF TIMESTAMP x`; a text is a time.
fn version(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::Kind) != "AS OF" {
        return g.render_base(id);
    }
    let what = g.tree.text_of(id, Arg::This).to_string();
    g.write("AS OF ");
    g.write(&what);
    g.write(" ");
    match g.tree.expression(id) {
        Some(point) if what == "TIMESTAMP" && g.tree.is_string(point) => {
            let format = g.string_node("YYYY-MM-DD HH24:MI:SS.FF6");
            g.func("TO_TIMESTAMP", &[point.into(), format.into()]);
        }
        _ => g.arg(id, Arg::Expression),
    }
}
