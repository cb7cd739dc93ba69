//! Apache Drill: <https://drill.apache.org/docs/sql-reference/>.

use crate::{shared, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::{NullOrdering, Rewrite},
    generator::{FunctionCase, Generator, Location, RenderFn},
    lexer::T,
    parser::{Function, IsPrecedence, Parser, R},
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "drill", title: "Drill", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.lexer.identifiers = vec![('`', '`')];
    d.lexer.keywords.remove("/*+");
    semantics(d);
    time(d);
    parser(d);
    generator(d);
    d.rewrites = vec![
        sqlectic_rewrite::eliminate_distinct_on as Rewrite,
        sqlectic_rewrite::eliminate_semi_and_anti_joins,
        sqlectic_rewrite::move_columns_to_partitions,
    ];
}

fn semantics(d: &mut Dialect) {
    d.semantics.normalize_functions = FunctionCase::Keep;
    // https://drill.apache.org/docs/order-by-clause/#usage-notes
    d.semantics.null_ordering = NullOrdering::Last;
    let f = &mut d.semantics.flags;
    f.concat_coalesce = true;
    f.concat_ws_coalesce = true;
    f.initcap_supports_custom_delimiters = false;
    f.supports_user_defined_types = false;
    f.typed_division = true;
}

/// Letters of Joda's formats: <https://drill.apache.org/docs/data-type-conversion/#format-specifiers-for-date-time-conversions>.
fn time(d: &mut Dialect) {
    let time = &mut d.time;
    time.time_format = "'yyyy-MM-dd HH:mm:ss'";
    time.date_format = "'yyyy-MM-dd'";
    time.dateint_format = "'yyyyMMdd'";
    time.mapping = vec![
        ("yyyy", "%Y"),
        ("YYYY", "%Y"),
        ("y", "%Y"),
        ("Y", "%Y"),
        ("yy", "%y"),
        ("YY", "%y"),
        ("MMMM", "%B"),
        ("MMM", "%b"),
        ("MM", "%m"),
        ("M", "%-m"),
        ("dd", "%d"),
        ("d", "%-d"),
        ("HH", "%H"),
        ("H", "%-H"),
        ("hh", "%I"),
        ("h", "%-I"),
        ("mm", "%M"),
        ("m", "%-M"),
        ("ss", "%S"),
        ("s", "%-S"),
        ("SSSSSS", "%f"),
        ("a", "%p"),
        ("DD", "%j"),
        ("D", "%-j"),
        ("EEE", "%a"),
        ("EE", "%a"),
        ("E", "%a"),
        ("EEEE", "%A"),
        ("'T'", "T"),
    ];
}

// ---- parsing ---------------------------------------------------------------------------------------------------------

fn parser(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.is_predicate_precedence = IsPrecedence::Comparison;
    p.flags.log_defaults_to_ln = true;
    p.flags.strict_cast = false;
    p.sets.table_alias.extend(&[T::Anti, T::Semi]);
    p.add_functions(&[
        ("ILIKE", Function::Build(ilike_call)),
        ("LEVENSHTEIN_DISTANCE", Function::Kind(Kind::Levenshtein)),
        ("REPEATED_COUNT", Function::Kind(Kind::ArraySize)),
        ("TO_CHAR", Function::Build(|p, items| p.formatted_time_or(Kind::TimeToStr, items, None))),
        ("TO_TIMESTAMP", Function::Kind(Kind::TimeStrToTime)),
    ]);
}

/// `ILIKE(x, pattern, escape)`.
fn ilike_call(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let at = |i: usize| items.get(i).copied();
    let like = p.make(Kind::ILike, &args![This: at(0), Expression: at(1)])?;
    match at(2) {
        Some(escape) => p.make(Kind::Escape, &args![This: like, Expression: escape]),
        None => Ok(like),
    }
}

// ---- rendering -------------------------------------------------------------------------------------------------------

fn generator(d: &mut Dialect) {
    let g = &mut d.generator;
    let f = &mut g.flags;
    f.array_size_name = "REPEATED_COUNT".into();
    f.byte_string_function = "UNHEX".into();
    f.cast_to_int_rounds = true;
    f.join_hints = false;
    f.last_day_supports_date_part = false;
    f.nvl2_supported = false;
    f.query_hints = false;
    f.select_kinds = false;
    f.supports_create_table_like = false;
    f.supports_decode_case = false;
    f.supports_like_quantifiers = false;
    f.supports_uescape = false;
    f.table_hints = false;
    f.try_supported = false;
    g.after_having.drain(..3);
    // https://drill.apache.org/docs/supported-data-types/
    g.add_types(&[
        ("BINARY", "VARBINARY"),
        ("DATETIME", "TIMESTAMP"),
        ("INT", "INTEGER"),
        ("NCHAR", "VARCHAR"),
        ("SMALLINT", "INTEGER"),
        ("TEXT", "VARCHAR"),
        ("TIMESTAMPLTZ", "TIMESTAMP"),
        ("TIMESTAMPTZ", "TIMESTAMP"),
        ("TINYINT", "INTEGER"),
    ]);
    g.add_names(&[
        (Kind::ArrayContains, "REPEATED_CONTAINS"),
        (Kind::Pow, "POW"),
        (Kind::RegexpLike, "REGEXP_MATCHES"),
        (Kind::TimeStrToUnix, "UNIX_TIMESTAMP"),
        (Kind::TimeToUnix, "UNIX_TIMESTAMP"),
        (Kind::ToChar, "TO_CHAR"),
    ]);
    g.add_renders(RENDERS);
    g.add_locations(&[
        (Kind::PartitionedByProperty, Location::PostSchema),
        (Kind::VolatileProperty, Location::Unsupported),
    ]);
}

/// Renderers, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::CurrentTimestamp, |g, _| g.write("CURRENT_TIMESTAMP")),
    (Kind::DateAdd, |g, id| date_delta(g, id, "DATE_ADD")),
    (Kind::DateStrToDate, shared::as_date),
    (Kind::DateSub, |g, id| date_delta(g, id, "DATE_SUB")),
    (Kind::DateToDi, |g, id| shared::date_to_di(g, id, "TO_DATE")),
    (Kind::DiToDate, shared::di_to_date),
    (Kind::Escape, escape),
    (Kind::ILike, |g, id| ilike(g, id, Value::None)),
    (Kind::If, if_function),
    (Kind::Levenshtein, |g, id| shared::levenshtein(g, id, "LEVENSHTEIN_DISTANCE")),
    (Kind::PartitionedByProperty, |g, id| g.arg_after("PARTITION BY ", id, Arg::This)),
    (Kind::StrPosition, str_position),
    (Kind::StrToDate, str_to_date),
    (Kind::StrToTime, |g, id| shared::formatted(g, id, "TO_TIMESTAMP")),
    (Kind::TimeStrToDate, shared::as_date),
    (Kind::TimeStrToTime, shared::as_timestamp),
    (Kind::TimeToStr, |g, id| shared::formatted(g, id, "TO_CHAR")),
    (Kind::TryCast, shared::plain_cast),
    (Kind::TsOrDiToDi, ts_or_di_to_di),
    (Kind::TsOrDsAdd, ts_or_ds_add),
];

/// `IF` is reserved, and as the name of a function it is quoted.
/// <https://drill.apache.org/docs/reserved-keywords/>
fn if_function(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "`IF`", &[Arg::This, Arg::True, Arg::False]);
}

/// `ILIKE(x, pattern, escape)`.
/// <https://drill.apache.org/docs/string-manipulation/#ilike>
fn ilike(g: &mut Generator<'_>, id: NodeId, escape: Value) {
    if g.tree.expression(id).is_some_and(|right| matches!(g.tree.kind(right), Kind::All | Kind::Any)) {
        return g.render_base(id);
    }
    if g.tree.has(id, Arg::Negate) {
        g.write("NOT ");
    }
    let (this, pattern) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    g.func("ILIKE", &[this, pattern, escape]);
}

/// The sign that escapes is an argument of `ILIKE`.
fn escape(g: &mut Generator<'_>, id: NodeId) {
    let like = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::ILike);
    let single = like.filter(|like| {
        g.tree.expression(*like).is_some_and(|right| !matches!(g.tree.kind(right), Kind::All | Kind::Any))
    });
    match single {
        Some(like) => ilike(g, like, g.tree.get(id, Arg::Expression)),
        None => g.render_base(id),
    }
}

fn str_position(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Occurrence) {
        g.unsupported("STRPOS does not support the occurrence parameter");
    }
    if g.tree.has(id, Arg::Position) {
        return shared::str_position_in_rest(g, id);
    }
    let (this, part) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Substr));
    g.func("STRPOS", &[this, part]);
}

// ---- times -----------------------------------------------------------------------------------------------------------

/// <https://drill.apache.org/docs/date-time-functions-and-arithmetic/#date_add>
fn date_delta(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    if amount.node().is_some_and(|amount| g.tree.kind(amount) == Kind::Interval) {
        return g.func(name, &[this, amount]);
    }
    let unit = g.unit_to_word(id, "DAY");
    let interval = g.make(Kind::Interval, &args![This: amount, Unit: unit]);
    g.func(name, &[this, interval.into()]);
}

fn ts_or_ds_add(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let date = shared::cast(g, this, "DATE");
    let amount = g.tree.get(id, Arg::Expression);
    let unit = g.unit_to_word(id, "DAY");
    let interval = g.make(Kind::Interval, &args![This: amount, Unit: unit]);
    g.func("DATE_ADD", &[date.into(), interval.into()]);
}

fn str_to_date(g: &mut Generator<'_>, id: NodeId) {
    match g.has_default_date_format(id) {
        true => shared::as_date(g, id),
        false => shared::formatted(g, id, "TO_DATE"),
    }
}

fn ts_or_di_to_di(g: &mut Generator<'_>, id: NodeId) {
    g.write("CAST(SUBSTR(REPLACE(");
    shared::cast_this(g, id, "TEXT");
    g.write(", '-', ''), 1, 8) AS INT)");
}
