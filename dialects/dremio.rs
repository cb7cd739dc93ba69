//! Dremio: <https://docs.dremio.com/current/reference/sql/>.

use crate::{shared, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::NullOrdering,
    generator::{types, Generator, RenderFn},
    lexer::T,
    parser::{
        add_rules,
        functions::{self, builders::at},
        sample, Function, IsPrecedence, Parser, Rule, RuleArgs, R,
    },
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "dremio", title: "Dremio", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    d.lexer.comments.push(("//".into(), None));
    semantics(d);
    parser(d);
    generator(d);
    // https://docs.dremio.com/current/reference/sql/sql-functions/functions/DATE_FORMAT
    // In upper or in lower case, but not mixed; lower case is written.
    d.time.mapping = vec![
        ("yyyy", "%Y"),
        ("yy", "%y"),
        ("mm", "%m"),
        ("mon", "%b"),
        ("month", "%B"),
        ("ddd", "%j"),
        ("dd", "%d"),
        ("dy", "%a"),
        ("day", "%A"),
        ("hh24", "%H"),
        ("hh", "%I"),
        ("hh12", "%I"),
        ("mi", "%M"),
        ("ss", "%S"),
        ("fff", "%f"),
        ("ampm", "%p"),
        ("ww", "%W"),
        ("d", "%w"),
        ("cc", "%C"),
        ("tzd", "%Z"),
        ("tzo", "%z"),
        ("YYYY", "%Y"),
        ("YY", "%y"),
        ("MM", "%m"),
        ("MON", "%b"),
        ("MONTH", "%B"),
        ("DDD", "%j"),
        ("DD", "%d"),
        ("DY", "%a"),
        ("DAY", "%A"),
        ("HH24", "%H"),
        ("HH", "%I"),
        ("HH12", "%I"),
        ("MI", "%M"),
        ("SS", "%S"),
        ("FFF", "%f"),
        ("AMPM", "%p"),
        ("WW", "%W"),
        ("D", "%w"),
        ("CC", "%C"),
        ("TZD", "%Z"),
        ("TZO", "%z"),
    ];
}

fn semantics(d: &mut Dialect) {
    d.semantics.null_ordering = NullOrdering::Last;
    let f = &mut d.semantics.flags;
    f.concat_coalesce = true;
    f.concat_ws_coalesce = true;
    f.initcap_supports_custom_delimiters = false;
    f.supports_user_defined_types = false;
    f.supports_values_default = false;
    f.typed_division = true;
}

// ---- parsing ---------------------------------------------------------------------------------------------------------

fn parser(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.is_predicate_precedence = IsPrecedence::Comparison;
    p.flags.log_defaults_to_ln = true;
    p.sets.table_alias.extend(&[T::Anti, T::Semi]);
    p.add_functions(FUNCTIONS);
    add_rules(&mut p.no_paren_function_parsers, &[("CURRENT_DATE_UTC", current_date_utc)]);
    p.replace(Rule::Version, version);
}

/// Functions whose name or arguments differ from the kind's, sorted.
const FUNCTIONS: &[(&str, Function)] = &[
    ("ARRAY_GENERATE_RANGE", Function::Kind(Kind::GenerateSeries)),
    ("BIT_AND", Function::Kind(Kind::BitwiseAndAgg)),
    ("BIT_OR", Function::Kind(Kind::BitwiseOrAgg)),
    ("DATETYPE", Function::Build(date_of_parts)),
    ("DATE_ADD", Function::Build(|p, items| moved(p, Kind::DateAdd, items))),
    ("DATE_FORMAT", Function::Build(|p, items| p.formatted_time_or(Kind::TimeToStr, items, None))),
    ("DATE_PART", Function::Kind(Kind::Extract)),
    ("DATE_SUB", Function::Build(|p, items| moved(p, Kind::DateSub, items))),
    ("REGEXP_MATCHES", Function::Kind(Kind::RegexpLike)),
    ("REGEXP_SPLIT", Function::Build(regexp_split)),
    ("REPEATSTR", Function::Kind(Kind::Repeat)),
    ("TO_CHAR", Function::Build(to_char)),
    ("TO_DATE", Function::Build(|p, items| p.formatted_time_or(Kind::TsOrDsToDate, items, None))),
];

/// `DATE_ADD(x, 1)` in days, `DATE_ADD(x, CAST(1 AS INTERVAL HOUR))`, `DATE_ADD('hour', 1, x)`.
fn moved(p: &mut Parser<'_>, kind: Kind, items: &[NodeId]) -> R<NodeId> {
    if let [unit, amount, this, ..] = items {
        let unit = p.unit(*unit);
        return p.make(kind, &args![This: *this, Expression: *amount, Unit: unit]);
    }
    let (mut amount, mut unit) = (at(items, 1), Value::None);
    if let Some(cast) = amount.filter(|amount| p.tree.kind(*amount) == Kind::Cast) {
        let to = p.tree.node(cast, Arg::To).and_then(|to| p.tree.this(to));
        if let Some(interval) = to.filter(|to| p.tree.kind(*to) == Kind::Interval) {
            unit = p.tree.get(interval, Arg::Unit);
            amount = p.tree.this(cast);
        }
    }
    p.make(kind, &args![This: at(items, 0), Expression: amount, Unit: unit])
}

/// `DATETYPE(2024, 2, 2)`.
fn date_of_parts(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    let &[year, month, day] = items else {
        p.error("DATETYPE takes a year, a month and a day")?;
        return p.make(Kind::Date, &[]);
    };
    let number = |p: &Parser<'_>, node: NodeId| {
        Some(node).filter(|node| p.tree.is_number(*node)).and_then(|node| p.tree.name(node).parse::<u32>().ok())
    };
    if let (Some(year), Some(month), Some(day)) = (number(p, year), number(p, month), number(p, day)) {
        let date = p.tree.string(&format!("{year}-{month:02}-{day:02}"));
        return p.make(Kind::Date, &args![This: date]);
    }
    let (first, second) = (p.tree.string("-"), p.tree.string("-"));
    let parts = p.list(&[year, first, month, second, day]);
    let text = p.make(Kind::Concat, &args![Expressions: parts, Coalesce: true])?;
    let name = p.text("DATE");
    let to = p.tree.make(Kind::DataType, &args![This: name]);
    p.make(Kind::Cast, &args![This: text, To: to])
}

/// `REGEXP_SPLIT(x, pattern, mode, limit)`.
fn regexp_split(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    p.make(
        Kind::RegexpSplit,
        &args![This: at(items, 0), Expression: at(items, 1), Mode: at(items, 2), Limit: at(items, 3)],
    )
}

/// The format of what is known to be a time is understood; one with `#` is a number's.
fn to_char(p: &mut Parser<'_>, items: &[NodeId]) -> R<NodeId> {
    if let [this, format] = items {
        if sqlectic_types::is_type(&p.tree, *this, sqlectic_types::TEMPORAL_TYPES) {
            let format = p.format_time(*format);
            return p.make(Kind::TimeToStr, &args![This: *this, Format: format]);
        }
        let is_numeric = Some(*format)
            .filter(|format| p.tree.is_string(*format) && p.tree.name(*format).contains('#'))
            .map(|_| true);
        return p.make(Kind::ToChar, &args![This: *this, Format: *format, IsNumeric: is_numeric]);
    }
    functions::by_position(p, Kind::ToChar, items)
}

/// `CURRENT_DATE_UTC`, after the word; parentheses may follow.
fn current_date_utc(p: &mut Parser<'_>, _: RuleArgs) -> R {
    if p.accept(T::LParen) {
        p.r_paren()?;
    }
    let now = p.make(Kind::CurrentTimestamp, &[])?;
    let zone = p.tree.string("UTC");
    let in_utc = p.make(Kind::AtTimeZone, &args![This: now, Zone: zone])?;
    let name = p.text("DATE");
    let to = p.tree.make(Kind::DataType, &args![This: name]);
    p.some(Kind::Cast, &args![This: in_utc, To: to])
}

/// `AT SNAPSHOT '1'`, `AT TIMESTAMP '2024-01-01'`.
/// <https://docs.dremio.com/current/reference/sql/commands/SELECT/#time-travel-queries>
fn version(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark();
    for (word, what) in [("SNAPSHOT", "VERSION"), ("TIMESTAMP", "TIMESTAMP")] {
        if p.accept_words(&["AT", word]) {
            let this = p.text(what);
            let point = p.type_(0)?;
            let kind = p.text("AS OF");
            return p.make_from(mark, Kind::Version, &args![This: this, Expression: point, Kind: kind]).map(Some);
        }
    }
    sample::version(p, a)
}

// ---- rendering -------------------------------------------------------------------------------------------------------

fn generator(d: &mut Dialect) {
    let g = &mut d.generator;
    let f = &mut g.flags;
    f.cast_to_int_rounds = true;
    f.interval_allows_plural_form = false;
    f.join_hints = false;
    f.limit_only_literals = true;
    f.multi_arg_distinct = false;
    f.nvl2_supported = false;
    f.select_kinds = false;
    f.supports_between_flags = true;
    f.supports_convert_timezone = true;
    f.supports_decode_case = false;
    f.supports_uescape = false;
    f.try_supported = false;
    g.after_having.drain(..3);
    // https://docs.dremio.com/current/reference/sql/data-types/
    g.add_types(&[
        ("ARRAY", "LIST"),
        ("BINARY", "VARBINARY"),
        ("BIT", "BOOLEAN"),
        ("CHAR", "VARCHAR"),
        ("DATETIME", "TIMESTAMP"),
        ("NCHAR", "VARCHAR"),
        ("SMALLINT", "INT"),
        ("TEXT", "VARCHAR"),
        ("TIMESTAMPNTZ", "TIMESTAMP"),
        ("TINYINT", "INT"),
    ]);
    g.add_names(&[
        (Kind::BitwiseAndAgg, "BIT_AND"),
        (Kind::BitwiseOrAgg, "BIT_OR"),
        (Kind::GenerateSeries, "ARRAY_GENERATE_RANGE"),
        (Kind::ToChar, "TO_CHAR"),
    ]);
    g.add_renders(RENDERS);
}

/// Renderers, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Cast, cast),
    (Kind::DataType, data_type),
    (Kind::DateAdd, |g, id| date_delta(g, id, "DATE_ADD")),
    (Kind::DateSub, |g, id| date_delta(g, id, "DATE_SUB")),
    (Kind::RegexpSplit, |g, id| {
        g.func_of(id, "REGEXP_SPLIT", &[Arg::This, Arg::Expression, Arg::Mode, Arg::Limit]);
    }),
    (Kind::TimeToStr, |g, id| {
        shared::formatted(g, id, "TO_CHAR");
    }),
    (Kind::TryCast, shared::plain_cast),
    (Kind::Version, time_travel),
];

/// Days are plain numbers, other units intervals.
fn date_delta(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (this, amount) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let unit = g.unit_name(id, "DAY");
    if unit == "DAY" {
        return g.func(name, &[this, amount]);
    }
    g.write(&format!("{name}("));
    g.value(this);
    g.write(", CAST(");
    g.value(amount);
    g.write(&format!(" AS INTERVAL {unit}))"));
}

/// `CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS DATE)` has a name.
fn cast(g: &mut Generator<'_>, id: NodeId) {
    let is_date = types::says_type(g.tree, id, &["DATE"]);
    let zoned = g.tree.this(id).filter(|this| is_date && g.tree.kind(*this) == Kind::AtTimeZone);
    let in_utc = zoned.is_some_and(|zoned| {
        g.tree.this(zoned).is_some_and(|this| g.tree.kind(this) == Kind::CurrentTimestamp)
            && g.tree.text_of(zoned, Arg::Zone).eq_ignore_ascii_case("UTC")
    });
    match in_utc {
        true => g.write("CURRENT_DATE_UTC"),
        false => types::cast_with(g, id, ""),
    }
}

/// Instants are in UTC: <https://docs.dremio.com/current/reference/sql/data-types/>.
fn data_type(g: &mut Generator<'_>, id: NodeId) {
    if matches!(g.tree.text_of(id, Arg::This), "TIMESTAMPLTZ" | "TIMESTAMPTZ") {
        g.unsupported("Dremio does not support time-zone-aware TIMESTAMP");
    }
    types::data_type_node(g, id);
}

/// `AT SNAPSHOT '1'`.
fn time_travel(g: &mut Generator<'_>, id: NodeId) {
    let words = match (g.tree.text_of(id, Arg::Kind), g.tree.text_of(id, Arg::This)) {
        ("AS OF", "VERSION") => "AT SNAPSHOT ",
        ("AS OF", "TIMESTAMP") => "AT TIMESTAMP ",
        ("AS OF", kind) => &format!("AT {kind} "),
        _ => {
            g.unsupported("Range time travel is not supported in Dremio");
            return g.render_base(id);
        }
    };
    g.write(words);
    g.arg(id, Arg::Expression);
}
