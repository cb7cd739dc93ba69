//! Rendering that differs from the base.

use super::rewrites;
use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{clauses, types, Generator, RenderFn},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.select_kinds = false;
    f.supports_decode_case = false;
    f.supports_uescape = false;
    f.try_supported = false;
    let g = &mut d.generator;
    g.after_having = vec![clauses::QUALIFY, clauses::WINDOWS];
    for word in super::reserved::RESERVED {
        g.reserved_keywords.set(word, ());
    }
    types_of(d);
    names(d);
    d.generator.add_renders(RENDERS);
    d.rewrites.extend([rewrites::qualify_stars as Rewrite, rewrites::group_by_positions, rewrites::qualify_aliases]);
}

/// <https://docs.exasol.com/db/latest/sql_references/data_types/datatypealiases.htm>
fn types_of(d: &mut Dialect) {
    d.generator.add_types(&[
        ("BLOB", "VARCHAR"),
        ("DATETIME", "TIMESTAMP"),
        ("DATETIME2", "TIMESTAMP"),
        ("DECIMAL128", "DECIMAL"),
        ("DECIMAL256", "DECIMAL"),
        ("DECIMAL32", "DECIMAL"),
        ("DECIMAL64", "DECIMAL"),
        ("LONGBLOB", "VARCHAR"),
        ("LONGTEXT", "VARCHAR"),
        ("MEDIUMBLOB", "VARCHAR"),
        ("MEDIUMINT", "INT"),
        ("MEDIUMTEXT", "VARCHAR"),
        ("SMALLDATETIME", "TIMESTAMP"),
        ("TEXT", "LONG VARCHAR"),
        ("TIMESTAMPLTZ", "TIMESTAMP WITH LOCAL TIME ZONE"),
        ("TIMESTAMPNTZ", "TIMESTAMP"),
        ("TIMESTAMPTZ", "TIMESTAMP"),
        ("TINYBLOB", "VARCHAR"),
        ("TINYINT", "SMALLINT"),
        ("TINYTEXT", "VARCHAR"),
        ("VARBINARY", "VARCHAR"),
    ]);
}

fn names(d: &mut Dialect) {
    d.generator.add_names(&[
        (Kind::ApproxDistinct, "APPROXIMATE_COUNT_DISTINCT"),
        (Kind::BitwiseAnd, "BIT_AND"),
        (Kind::BitwiseLeftShift, "BIT_LSHIFT"),
        (Kind::BitwiseNot, "BIT_NOT"),
        (Kind::BitwiseOr, "BIT_OR"),
        (Kind::BitwiseRightShift, "BIT_RSHIFT"),
        (Kind::BitwiseXor, "BIT_XOR"),
        (Kind::Date, "TO_DATE"),
        (Kind::IntDiv, "DIV"),
        (Kind::MD5, "HASH_MD5"),
        (Kind::MD5Digest, "HASHTYPE_MD5"),
        (Kind::RegexpExtract, "REGEXP_SUBSTR"),
        (Kind::SHA, "HASH_SHA"),
        (Kind::Timestamp, "TO_TIMESTAMP"),
        (Kind::VariancePop, "VAR_POP"),
        (Kind::WeekOfYear, "WEEK"),
    ]);
}

/// Sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::All, |g, id| match g.tree.this(id) {
        Some(this) if g.tree.is(this, Kind::Query) || g.tree.kind(this) == Kind::Tuple => g.render_base(id),
        this => g.func("EVERY", &[this.into()]),
    }),
    (Kind::AtTimeZone, |g, id| {
        let [this, zone] = [Arg::This, Arg::Zone].map(|arg| g.tree.get(id, arg));
        let utc = g.string_node("UTC");
        g.func("CONVERT_TZ", &[this, utc.into(), zone]);
    }),
    (Kind::Collate, |g, id| g.arg(id, Arg::This)),
    (Kind::CommentColumnConstraint, |g, id| g.arg_after("COMMENT IS ", id, Arg::This)),
    (Kind::ConvertTimezone, |g, id| {
        g.func_of(id, "CONVERT_TZ", &[Arg::Timestamp, Arg::SourceTz, Arg::TargetTz, Arg::Options]);
    }),
    (Kind::CurrentSchema, |g, _| g.write("CURRENT_SCHEMA")),
    (Kind::CurrentUser, |g, _| g.write("CURRENT_USER")),
    (Kind::DataType, data_type),
    (Kind::DateAdd, |g, id| moved(g, id, false)),
    (Kind::DateDiff, between),
    (Kind::DateSub, |g, id| moved(g, id, true)),
    (Kind::DateTrunc, |g, id| date_trunc(g, id, "DATE")),
    (Kind::DatetimeTrunc, |g, id| date_trunc(g, id, "TIMESTAMP")),
    (Kind::DayOfWeek, |g, id| {
        g.write("CAST(TO_CHAR(");
        g.arg(id, Arg::This);
        g.write(", 'D') AS INTEGER)");
    }),
    (Kind::DenseRank, |g, id| rank(g, id, "DENSE_RANK")),
    (Kind::Group, |g, id| {
        if g.tree.get(id, Arg::All) == Value::Bool(true) && g.tree.list_len(id, Arg::Expressions) == 0 {
            g.unsupported("GROUP BY ALL with star projection and aggregates is not supported by Exasol");
        }
        g.render_base(id);
    }),
    (Kind::GroupConcat, shared::listagg),
    (Kind::If, |g, id| {
        g.arg_after("IF ", id, Arg::This);
        g.arg_after(" THEN ", id, Arg::True);
        g.write(" ELSE ");
        match g.tree.has(id, Arg::False) {
            true => g.arg(id, Arg::False),
            // There is no other way to leave it out.
            false => g.write("NULL"),
        }
        g.write(" ENDIF");
    }),
    (Kind::JSONExtract, |g, id| {
        g.func_of(id, "JSON_EXTRACT", &[Arg::This, Arg::Expression, Arg::Expressions]);
        g.arg_after(" EMITS ", id, Arg::Emits);
    }),
    (Kind::LastDay, last_day),
    (Kind::Levenshtein, |g, id| {
        g.unsupported_args(id, &[Arg::InsCost, Arg::DelCost, Arg::SubCost, Arg::MaxDist]);
        g.function_named(id, "EDIT_DISTANCE");
    }),
    (Kind::Mod, shared::mod_function),
    (Kind::Quarter, |g, id| {
        g.write("CEIL(MONTH(TO_DATE(");
        g.arg(id, Arg::This);
        g.write("))/3)");
    }),
    (Kind::Rank, |g, id| rank(g, id, "RANK")),
    (Kind::RegexpLike, regexp_like),
    (Kind::RegexpReplace, |g, id| {
        let arguments = [Arg::This, Arg::Expression, Arg::Replacement, Arg::Position, Arg::Occurrence]
            .map(|arg| g.tree.get(id, arg));
        g.func("REGEXP_REPLACE", &arguments);
    }),
    (Kind::SHA2, |g, id| {
        let name = match g.tree.node(id, Arg::Length).map(|length| g.tree.name(length).to_string()).as_deref() {
            Some("256") => "HASH_SHA256",
            _ => "HASH_SHA512",
        };
        g.func_of(id, name, &[Arg::This]);
    }),
    (Kind::SafeDivide, |g, id| {
        let (Some(this), Some(by)) = (g.tree.this(id), g.tree.expression(id)) else { return };
        g.write_template("IF(b <> 0, a / b, NULL)", &[("a", this), ("b", by)]);
    }),
    (Kind::Show, show),
    (Kind::StrPosition, shared::instr),
    (Kind::StrToTime, |g, id| shared::formatted(g, id, "TO_DATE")),
    (Kind::SubstringIndex, substring_index),
    (Kind::Table, table),
    (Kind::Systimestamp, |g, id| {
        g.func_of(id, "SYSTIMESTAMP", &[Arg::This]);
    }),
    (Kind::TimeStrToTime, shared::as_timestamp),
    (Kind::TimeToStr, |g, id| shared::formatted(g, id, "TO_CHAR")),
    (Kind::TimestampTrunc, |g, id| date_trunc(g, id, "TIMESTAMP")),
    (Kind::ToChar, |g, id| shared::formatted(g, id, "TO_CHAR")),
    (Kind::Trunc, |g, id| {
        g.func_of(id, "TRUNC", &[Arg::This, Arg::Decimals]);
    }),
    (Kind::TsOrDsAdd, |g, id| moved(g, id, false)),
    (Kind::TsOrDsDiff, between),
    (Kind::TsOrDsToDate, |g, id| shared::formatted(g, id, "TO_DATE")),
    (Kind::UnixToTime, |g, id| {
        if !shared::unix_time_as_text(g, id) {
            let seconds = shared::unix_seconds(g, id);
            g.func("FROM_POSIX_TIME", &[seconds]);
        }
    }),
    (Kind::Use, open_schema),
];

// ---- types ------------------------------------------------------------------------------------------------------------

/// Sizes of times with a local zone are dropped.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::This) == "TIMESTAMPLTZ" {
        return g.write("TIMESTAMP WITH LOCAL TIME ZONE");
    }
    types::data_type_node(g, id);
}

// ---- times ------------------------------------------------------------------------------------------------------------

/// Units with functions of their own.
const UNITS: &[&str] = &["DAY", "HOUR", "MINUTE", "MONTH", "SECOND", "WEEK", "YEAR"];

/// `DATE_ADD(x, n, unit)` -> `ADD_DAYS(x, n)`.
/// <https://docs.exasol.com/db/latest/sql_references/functions/alphabeticallistfunctions/add_days.htm>
fn moved(g: &mut Generator<'_>, id: NodeId, back: bool) {
    let mut unit = g.unit_name(id, "DAY");
    let interval = g.tree.expression(id).filter(|amount| g.tree.kind(*amount) == Kind::Interval);
    if let Some(interval) = interval.filter(|interval| g.tree.has(*interval, Arg::Unit)) {
        unit = g.unit_name(interval, "DAY");
    }
    if !UNITS.contains(&unit.as_str()) {
        g.unsupported(&format!("'{unit}' is not supported in date arithmetic"));
        let word = g.unit_to_word(id, "DAY");
        let [this, amount] = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
        return g.func(if back { "DATE_SUB" } else { "DATE_ADD" }, &[this, amount, word]);
    }
    let this = g.tree.get(id, Arg::This);
    let mut amount = interval.map_or(g.tree.get(id, Arg::Expression), |interval| g.tree.get(interval, Arg::This));
    if back {
        let operand = amount.node().map(|node| match g.tree.is(node, Kind::Binary) {
            true => g.make(Kind::Paren, &args![This: node]),
            false => node,
        });
        amount = g.make(Kind::Neg, &args![This: operand]).into();
    }
    g.func(&format!("ADD_{unit}S"), &[this, amount]);
}

/// `DATE_DIFF(a, b, unit)` -> `DAYS_BETWEEN(a, b)`.
fn between(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.unit_name(id, "DAY");
    let [this, other] = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    if !UNITS.contains(&unit.as_str()) {
        g.unsupported(&format!("'{unit}' is not supported in differences of dates"));
        let word = g.unit_to_word(id, "DAY");
        return g.func("DATEDIFF", &[this, other, word]);
    }
    g.func(&format!("{unit}S_BETWEEN"), &[this, other]);
}

/// `DATE_TRUNC('unit', x)`; a text becomes a literal of its type.
fn date_trunc(g: &mut Generator<'_>, id: NodeId, literal: &str) {
    let unit = g.unit_to_string(id, "DAY");
    let this = time_literal(g, id, literal);
    g.func("DATE_TRUNC", &[unit, this]);
}

/// What is truncated: without its cast, as a literal with a type if it is a text.
fn time_literal(g: &mut Generator<'_>, id: NodeId, literal: &str) -> Value {
    let value = g.tree.get(id, Arg::This);
    let Some(mut node) = value.node() else { return value };
    let is_cast = match g.tree.kind(node) {
        Kind::Cast | Kind::TryCast => true,
        Kind::TsOrDsToDate => !g.tree.has(node, Arg::Format),
        _ => false,
    };
    if is_cast {
        node = g.tree.this(node).unwrap_or(node);
    }
    if !g.tree.is_string(node) {
        return node.into();
    }
    let text = g.tree.name(node).replace('T', " ");
    let text = g.string_node(&text);
    let text = g.sql(text);
    g.word_node(&format!("{literal} {text}")).into()
}

/// <https://docs.exasol.com/db/latest/sql_references/functions/alphabeticallistfunctions/add_months.htm>
fn last_day(g: &mut Generator<'_>, id: NodeId) {
    let this = time_literal(g, id, "DATE");
    g.write("CAST(ADD_DAYS(ADD_MONTHS(DATE_TRUNC('MONTH', ");
    g.value(this);
    g.write("), 1), -1) AS DATE)");
}

// ---- texts ------------------------------------------------------------------------------------------------------------

/// The pattern is that of the whole text.
/// <https://docs.exasol.com/db/latest/sql_references/predicates/not_regexp_like.htm>
fn regexp_like(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.write(" REGEXP_LIKE ");
    let pattern = g.tree.expression(id);
    match pattern {
        Some(pattern) if !g.tree.has(id, Arg::FullMatch) => match g.tree.is_string(pattern) {
            true => {
                let text = format!(".*{}.*", g.tree.name(pattern));
                sqlectic_syntax::generator::strings::write_string(g, &text);
            }
            false => {
                g.write("('.*' || ");
                g.node(pattern);
                g.write(" || '.*')");
            }
        },
        pattern => g.value(pattern.into()),
    }
}

/// What stands before the `n`th separator.
fn substring_index(g: &mut Generator<'_>, id: NodeId) {
    let (Some(mut this), Some(mut separator)) = (g.tree.this(id), g.tree.node(id, Arg::Delimiter)) else { return };
    let number = g.tree.node(id, Arg::Count);
    let known = number.and_then(|number| sqlectic_syntax::parser::column::integer_constant(g.tree, number));
    let plain = |g: &Generator<'_>, node: NodeId| match g.tree.kind(node) {
        Kind::Collate => g.tree.this(node).unwrap_or(node),
        _ => node,
    };
    let (text, mark) = (plain(g, this), plain(g, separator));
    if lower_case(g, this) {
        this = g.make(Kind::Lower, &args![This: text]);
    }
    if lower_case(g, separator) {
        separator = g.make(Kind::Lower, &args![This: mark]);
    }
    let (this, separator) = (this, if lower_case(g, separator) { separator } else { plain(g, separator) });
    let this = plain(g, this);
    g.write("SUBSTR(");
    g.node(text);
    g.write(", 1, ");
    match (known, number) {
        (Some(count), Some(number)) if count > 0 => {
            g.write("NVL(NULLIF(INSTR(");
            g.node(this);
            g.write(", ");
            g.node(separator);
            g.write(", 1, ");
            g.node(number);
            g.write("), 0) - 1, LENGTH(");
            g.node(text);
            g.write("))");
        }
        _ => g.write("0"),
    }
    g.write(")");
}

/// Whether a text is compared without regard to case.
fn lower_case(g: &Generator<'_>, node: NodeId) -> bool {
    g.tree.kind(node) == Kind::Collate
        && g.tree.expression(node).is_some_and(|name| g.tree.name(name).eq_ignore_ascii_case("UTF8_LCASE"))
}

// ---- statements -------------------------------------------------------------------------------------------------------

/// A table of the name that stands for aliases has to be quoted.
fn table(g: &mut Generator<'_>, id: NodeId) {
    let name = g.tree.this(id).filter(|name| {
        g.tree.kind(*name) == Kind::Identifier
            && !g.tree.has(*name, Arg::Quoted)
            && g.tree.name(*name).eq_ignore_ascii_case("LOCAL")
    });
    if name.is_none() {
        return g.render_base(id);
    }
    let name = g.tree.text_value("LOCAL");
    let name = g.make(Kind::Identifier, &args![This: name, Quoted: true]);
    let arguments: Vec<(Arg, Value)> = g
        .tree
        .arguments(id)
        .map(|(arg, value)| if arg == Arg::This { (arg, name.into()) } else { (arg, value) })
        .collect();
    let table = g.make(Kind::Table, &arguments);
    g.render_base(table);
}

/// What other vendors show is in tables.
/// <https://docs.exasol.com/db/latest/sql_references/system_tables/metadata_system_tables.htm>
fn show(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.text_of(id, Arg::This) {
        "DATABASES" | "SCHEMAS" => g.write("SELECT SCHEMA_NAME FROM SYS.EXA_SCHEMAS"),
        "TABLES" => {
            g.write("SELECT TABLE_NAME FROM SYS.EXA_ALL_TABLES WHERE TABLE_SCHEMA = ");
            match g.tree.node(id, Arg::Db).map(|db| g.tree.name(db).to_uppercase()) {
                Some(name) => sqlectic_syntax::generator::strings::write_string(g, &name),
                None => g.write("CURRENT_SCHEMA"),
            }
        }
        _ => g.render_base(id),
    }
}

fn rank(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.unsupported_args(id, &[Arg::Expressions]);
    g.func(name, &[]);
}

/// `USE s` -> `OPEN SCHEMA s`; roles and warehouses cannot be chosen.
/// <https://docs.exasol.com/db/latest/sql/open_schema.htm>
fn open_schema(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.node(id, Arg::Kind).map(|kind| g.tree.name(kind).to_uppercase());
    match kind.filter(|kind| kind != "SCHEMA") {
        Some(kind) => {
            g.unsupported(&format!("'USE {kind}' is not supported in Exasol"));
            g.render_base(id);
        }
        None => g.arg_after("OPEN SCHEMA ", id, Arg::This),
    }
}
