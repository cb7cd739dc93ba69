//! Rendering that differs from MySQL's: operators, aggregates, texts, definitions.

use crate::shared;
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    generator::{types, Generator, RenderFn, FLAT},
    Dialect,
};

/// Sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::ApproxQuantile, approx_quantile),
    (Kind::Cbrt, cbrt),
    (Kind::ComputedColumnConstraint, computed),
    (Kind::CountIf, shared::count_if_as_sum),
    (Kind::Describe, describe),
    (Kind::FromBase, from_base),
    (Kind::IndexColumnConstraint, index),
    (Kind::IsAscii, is_ascii),
    (Kind::LogicalAnd, |g, id| of_numbers(g, id, "MIN")),
    (Kind::LogicalOr, |g, id| of_numbers(g, id, "MAX")),
    (Kind::MD5Digest, md5_digest),
    (Kind::National, |g, id| {
        let text = g.tree.text_of(id, Arg::This).to_string();
        let text = g.string_node(&text);
        g.node(text);
    }),
    (Kind::Reduce, reduce),
    (Kind::RegexpExtract, regexp_extract),
    (Kind::RegexpExtractAll, regexp_extract_all),
    (Kind::RegexpILike, regexp_ilike),
    (Kind::RegexpLike, |g, id| sqlectic_syntax::generator::expr::binary(g, id, "RLIKE")),
    (Kind::RenameColumn, rename_column),
    (Kind::Repeat, |g, id| {
        let (this, times) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Times));
        repeat(g, this, times);
    }),
    (Kind::Space, |g, id| {
        let (blank, times) = (g.string_node(" "), g.tree.get(id, Arg::This));
        repeat(g, blank.into(), times);
    }),
    (Kind::StandardHash, standard_hash),
    (Kind::StartsWith, starts_with),
    (Kind::Stuff, stuff),
    (Kind::ToNumber, to_number),
    (Kind::TruncateTable, truncate),
    (Kind::UnicodeString, shared::unicode_as_string),
    (Kind::WithinGroup, within_group),
    (Kind::Xor, shared::exclusive_or),
];

pub(super) fn define(d: &mut Dialect) {
    let g = &mut d.generator;
    let f = &mut g.flags;
    f.match_against_table_prefix = "TABLE ".into();
    f.null_ordering_supported = Some(true);
    f.supports_alter_column_nullability = false;
    g.add_names(&[
        (Kind::ApproxDistinct, "APPROX_COUNT_DISTINCT"),
        (Kind::Contains, "INSTR"),
        (Kind::Hll, "APPROX_COUNT_DISTINCT"),
        (Kind::Variance, "VAR_SAMP"),
        (Kind::VariancePop, "VAR_POP"),
    ]);
    g.add_renders(RENDERS);
}

// ---- aggregates ------------------------------------------------------------------------------------------------------

fn approx_quantile(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Accuracy, Arg::Weight]);
    g.func_of(id, "APPROX_PERCENTILE", &[Arg::This, Arg::Quantile, Arg::ErrorTolerance]);
}

/// `MAX(ABS(x))` tells whether any condition holds.
fn of_numbers(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let this = g.tree.get(id, Arg::This);
    let number = g.make(Kind::Abs, &[(Arg::This, this)]);
    g.func(name, &[number.into()]);
}

fn reduce(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Finish]);
    g.func_of(id, "REDUCE", &[Arg::Initial, Arg::This, Arg::Merge]);
}

/// Nulls don't count in percentiles, so where they would stand is not said.
fn within_group(g: &mut Generator<'_>, id: NodeId) {
    let percentile =
        g.tree.this(id).is_some_and(|this| matches!(g.tree.kind(this), Kind::PercentileCont | Kind::PercentileDisc));
    if let Some(order) = g.tree.expression(id).filter(|_| percentile) {
        for term in g.tree.expressions(order) {
            g.tree.set(term, Arg::NullsFirst, true);
        }
    }
    g.render_base(id);
}

// ---- numbers and texts -----------------------------------------------------------------------------------------------

fn cbrt(g: &mut Generator<'_>, id: NodeId) {
    g.write("POWER(");
    g.arg(id, Arg::This);
    g.write(", 1 / 3)");
}

fn from_base(g: &mut Generator<'_>, id: NodeId) {
    let (this, base) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let ten = g.number_node(10);
    g.func("CONV", &[this, base, ten.into()]);
}

fn to_number(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported("Unsupported TO_NUMBER function");
    if !g.tree.has(id, Arg::Safe) {
        return shared::cast_this(g, id, "DOUBLE");
    }
    let (this, to) = (g.tree.get(id, Arg::This), types::data_type(g, "DOUBLE"));
    let cast = g.make(Kind::TryCast, &args![This: this, To: to]);
    g.node(cast);
}

fn is_ascii(g: &mut Generator<'_>, id: NodeId) {
    g.paren(|g| {
        g.arg(id, Arg::This);
        g.write(" RLIKE '^[\\0-\u{7f}]*$'");
    });
}

fn md5_digest(g: &mut Generator<'_>, id: NodeId) {
    g.write("UNHEX(");
    g.func_of(id, "MD5", &[Arg::This]);
    g.write(")");
}

/// There is no `REPEAT`: as much is filled up as the copies take.
fn repeat(g: &mut Generator<'_>, this: Value, times: Value) {
    g.write("LPAD('', LENGTH(");
    g.value(this);
    g.write(") * ");
    g.value(times);
    g.write(", ");
    g.value(this);
    g.write(")");
}

/// <https://docs.singlestore.com/cloud/reference/sql-reference/hash-functions/>
fn standard_hash(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let method = match g.tree.expression(id) {
        None => "sha".to_string(),
        Some(method) if g.tree.is_string(method) => g.tree.name(method).to_string(),
        Some(_) => {
            g.unsupported("STANDARD_HASH function is not supported in SingleStore");
            return g.func("SHA", &[this]);
        }
    };
    match method.to_ascii_lowercase().as_str() {
        "md5" => return g.func("MD5", &[this]),
        "sha" => {}
        _ => g.unsupported(&format!("{method} hash method is not supported in SingleStore")),
    }
    g.func("SHA", &[this]);
}

fn stuff(g: &mut Generator<'_>, id: NodeId) {
    let [this, start, length, text] =
        [Arg::This, Arg::Start, Arg::Length, Arg::Expression].map(|arg| g.tree.get(id, arg));
    let one = g.number_node(1);
    let before = g.make(Kind::Sub, &[(Arg::This, start), (Arg::Expression, one.into())]);
    let behind = g.make(Kind::Add, &[(Arg::This, start), (Arg::Expression, length)]);
    g.write("CONCAT(");
    let first = g.number_node(1);
    g.func("SUBSTRING", &[this, first.into(), before.into()]);
    g.write(", ");
    g.value(text);
    g.write(", ");
    g.func("SUBSTRING", &[this, behind.into()]);
    g.write(")");
}

fn starts_with(g: &mut Generator<'_>, id: NodeId) {
    g.write("REGEXP_INSTR(");
    g.arg(id, Arg::This);
    g.write(", CONCAT('^', ");
    g.arg(id, Arg::Expression);
    g.write("))");
}

fn regexp_extract(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Group]);
    let args = [Arg::This, Arg::Expression, Arg::Position, Arg::Occurrence, Arg::Parameters];
    let args = args.map(|arg| g.tree.get(id, arg));
    g.func("REGEXP_SUBSTR", &args);
}

fn regexp_extract_all(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Group, Arg::Position, Arg::Occurrence]);
    g.func_of(id, "REGEXP_MATCH", &[Arg::This, Arg::Expression, Arg::Parameters]);
}

fn regexp_ilike(g: &mut Generator<'_>, id: NodeId) {
    g.write("LOWER(");
    g.arg(id, Arg::This);
    g.write(") RLIKE LOWER(");
    g.arg(id, Arg::Expression);
    g.write(")");
}

// ---- statements ------------------------------------------------------------------------------------------------------

fn describe(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Style]);
    g.render_base(id);
}

/// `AS (a * 2) PERSISTED INT NOT NULL`: a type is always said, `AUTO` finds it.
/// <https://docs.singlestore.com/cloud/reference/sql-reference/data-definition-language-ddl/create-table/>
fn computed(g: &mut Generator<'_>, id: NodeId) {
    g.write("AS ");
    g.arg(id, Arg::This);
    g.write(" PERSISTED ");
    match g.tree.node(id, Arg::DataType) {
        Some(data_type) => g.node(data_type),
        None => g.write("AUTO"),
    }
    g.flag(id, Arg::NotNull, " NOT NULL");
}

fn rename_column(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Exists]);
    g.write("CHANGE ");
    g.arg(id, Arg::This);
    g.write(" ");
    g.arg(id, Arg::To);
}

/// One table at a time.
fn truncate(g: &mut Generator<'_>, id: NodeId) {
    for (i, table) in g.tree.expressions(id).into_iter().enumerate() {
        g.write(if i > 0 { "; TRUNCATE " } else { "TRUNCATE " });
        g.node(table);
    }
}

/// `SHARD KEY (a)`, `SORT KEY (a)`: what places rows is a key, no index.
fn index(g: &mut Generator<'_>, id: NodeId) {
    let kind = g.tree.text_of(id, Arg::Kind).to_string();
    if !matches!(&*kind, "SHARD" | "SORT") {
        return g.render_base(id);
    }
    g.write(&format!("{kind} KEY"));
    g.arg_after(" ", id, Arg::This);
    g.write(" (");
    g.expressions(id, FLAT);
    g.write(")");
}
