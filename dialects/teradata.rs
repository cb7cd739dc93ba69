//! Teradata: <https://docs.teradata.com/r/Enterprise_IntelliFlex_VMware/SQL-Functions-Expressions-and-Predicates>.

use crate::{shared, Definition};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{dml, expr, functions::window, types, Generator, Location, RenderFn, FLAT},
    lexer::{Delimited, T},
    parser::{
        add_rules, add_token_rules, atom, column, ddl, functions, sample, session, Function, Level, Parser, Rule,
        RuleArgs, R,
    },
    Dialect,
};

pub(crate) const DEFINITION: Definition =
    Definition { name: "teradata", title: "Teradata", extends: Some(""), aliases: &[], define };

fn define(d: &mut Dialect) {
    lexer(d);
    parser(d);
    generator(d);
    let f = &mut d.semantics.flags;
    f.initcap_supports_custom_delimiters = false;
    f.typed_division = true;
    // https://docs.teradata.com/r/SQL-Data-Types-and-Literals/Data-Type-Formats-and-Format-Phrases
    d.time.mapping = vec![
        ("YY", "%y"),
        ("YYYY", "%Y"),
        ("Y4", "%Y"),
        ("MMMM", "%B"),
        ("M4", "%B"),
        ("MMM", "%b"),
        ("M3", "%b"),
        ("M", "%-M"),
        ("MI", "%M"),
        ("MM", "%m"),
        ("D", "%-d"),
        ("DD", "%d"),
        ("DDD", "%j"),
        ("D3", "%j"),
        ("H", "%-H"),
        ("HH24", "%H"),
        ("HH", "%H"),
        ("S", "%-S"),
        ("SS", "%S"),
        ("SSSSSS", "%f"),
        ("EEE", "%a"),
        ("EE", "%a"),
        ("E", "%a"),
        ("E3", "%a"),
        ("EEEE", "%A"),
        ("E4", "%A"),
    ];
}

// ---- reading ---------------------------------------------------------------------------------------------------------

fn lexer(d: &mut Dialect) {
    let l = &mut d.lexer;
    for (word, kind) in [
        ("**", T::Dstar),
        ("^=", T::Neq),
        ("BYTEINT", T::Smallint),
        ("COLLECT", T::Command),
        ("DEL", T::Delete),
        ("EQ", T::Eq),
        ("GE", T::Gte),
        ("GT", T::Gt),
        ("HELP", T::Command),
        ("INS", T::Insert),
        ("LE", T::Lte),
        ("LOCKING", T::Lock),
        ("LT", T::Lt),
        ("MINUS", T::Except),
        ("MOD", T::Mod),
        ("NE", T::Neq),
        ("NOT=", T::Neq),
        ("SAMPLE", T::TableSample),
        ("SEL", T::Select),
        ("ST_GEOMETRY", T::Geometry),
        ("TOP", T::Top),
        ("UPD", T::Update),
    ] {
        l.keywords.set(word, kind);
    }
    l.keywords.remove("/*+");
    l.singles.retain(|(c, _)| *c != '%');
    for (start, end) in [("X'", "'"), ("0x", "")] {
        l.delimited.push(Delimited { start: start.into(), end: end.into(), kind: T::HexString });
    }
}

fn parser(d: &mut Dialect) {
    let p = &mut d.parser;
    p.flags.supports_table_query = false;
    p.flags.tablesample_csv = true;
    p.flags.values_followed_by_paren = false;
    p.sets.func.extend(&[T::Mod]);
    p.sets.func.remove(&[T::Replace]);
    p.sets.id_var.extend(&[T::StraightJoin]);
    p.sets.table_alias.extend(&[T::Anti, T::Semi, T::StraightJoin]);
    for token in [T::CurrentCatalog, T::Localtime, T::Localtimestamp, T::SessionUser] {
        p.no_paren_functions.remove(token);
    }
    p.add_infix(Level::Exponent, &[(T::Dstar, Kind::Pow)]);
    p.add_functions(&[
        ("CARDINALITY", Function::Kind(Kind::ArraySize)),
        ("RANDOM", Function::Args(Kind::Rand, &[Arg::Lower, Arg::Upper])),
    ]);
    add_rules(
        &mut p.function_parsers,
        &[("RANGE_N", range_n), ("TRANSLATE", translate), ("TRYCAST", functions::special::try_cast)],
    );
    add_rules(&mut p.set_items, &[("QUERY_BAND", query_band)]);
    add_token_rules(
        &mut p.statements,
        &[(T::Database, |p, a| session::use_(p, a)), (T::Lock, locking), (T::Replace, ddl::create)],
    );
    p.replace(Rule::ColumnOps, column_ops);
    p.replace(Rule::FunctionCall, function_call);
    p.replace(Rule::TableSample, table_sample);
    p.replace(Rule::Window, whole_partition);
}

/// Whether a format follows: `(FORMAT '999')`.
fn at_format(p: &Parser<'_>, n: usize) -> bool {
    p.peek(n).kind == T::LParen && p.is_word(n + 1, "FORMAT") && p.peek(n + 2).kind == T::String
}

/// `x (FORMAT '999')`.
fn column_ops(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let this = column::column_ops(p, a)?;
    if this.is_none() || !at_format(p, 0) {
        return Ok(this);
    }
    p.advance_by(2);
    let format = p.string()?;
    p.r_paren()?;
    p.some(Kind::FormatPhrase, &args![This: this, Format: format])
}

/// A name with a format is no call.
fn function_call(p: &mut Parser<'_>, a: RuleArgs) -> R {
    match at_format(p, 1) {
        true => Ok(None),
        false => functions::function_call(p, a),
    }
}

/// `RANGE_N(x BETWEEN 1, 2 AND 3 EACH 1)`, after its parenthesis.
fn range_n(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.id_var(0)?;
    p.accept(T::Between);
    let bounds = p.csv(|p| p.assignment())?;
    let bounds = p.list(&bounds);
    let each: Value = match p.accept_words(&["EACH"]) {
        true => p.assignment()?.into(),
        false => Value::Bool(false),
    };
    p.some(Kind::RangeN, &args![This: this, Expressions: bounds, Each: each])
}

/// `TRANSLATE(x USING LATIN_TO_UNICODE WITH ERROR)`, after its parenthesis.
fn translate(p: &mut Parser<'_>, _: RuleArgs) -> R {
    let this = p.assignment()?;
    if !p.accept(T::Using) {
        p.error("Expecting USING")?;
    }
    if p.at_end() {
        p.error("Expecting the name of a translation")?;
    }
    p.advance();
    let name = p.prev_upper();
    let with_error = p.accept_words(&["WITH", "ERROR"]);
    p.some(Kind::TranslateCharacters, &args![This: this, Expression: name, WithError: with_error])
}

/// `QUERY_BAND = 'a=b;' UPDATE FOR SESSION VOLATILE`, after its word.
fn query_band(p: &mut Parser<'_>, _: RuleArgs) -> R {
    p.accept(T::Eq);
    let this = match p.string()? {
        Some(text) => Some(text),
        None if p.is_word(0, "NONE") => p.var(atom::UPPER)?,
        None => None,
    };
    let update = p.accept(T::Update);
    p.accept(T::For);
    let mut scope = Value::None;
    if p.accept_word(&["SESSION", "TRANSACTION"]) {
        let volatile = p.prev_str().eq_ignore_ascii_case("SESSION") && p.accept_words(&["VOLATILE"]);
        scope = match volatile {
            true => p.text("SESSION VOLATILE"),
            false => p.prev_upper(),
        };
    }
    p.some(Kind::QueryBand, &args![This: this, Scope: scope, Update: update])
}

/// `LOCKING TABLE t FOR ACCESS SELECT ...`, after its word.
fn locking(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let mark = p.mark() - 1;
    let lock = sqlectic_syntax::parser::properties::locking(p, a)?;
    let query = p.select(0)?;
    p.make_from(mark, Kind::LockingStatement, &args![This: lock, Expression: query]).map(Some)
}

/// `SAMPLE 100` counts rows, `SAMPLE 0.25` is a part of the table.
fn table_sample(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(sample) = sample::table_sample(p, a)? else { return Ok(None) };
    let [size] = p.tree.expressions(sample)[..] else { return Ok(Some(sample)) };
    if p.tree.is_number(size) {
        p.tree.take(sample, Arg::Expressions);
        let text = p.tree.name(size).to_string();
        let part = text.parse::<i64>().is_err();
        if part {
            let percent = shifted(&text, 2);
            p.tree.set_text(size, Arg::This, &percent);
        }
        p.tree.set(sample, if part { Arg::Percent } else { Arg::Size }, size);
    }
    Ok(Some(sample))
}

/// A decimal number whose point is moved to the right (or, if negative, to the left).
fn shifted(number: &str, by: i64) -> String {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{fraction}");
    let exponent = exponent.parse::<i64>().unwrap_or(0).clamp(-400, 400);
    let mut point = whole.len() as i64 + exponent + by;
    while point < 1 {
        digits.insert(0, '0');
        point += 1;
    }
    while (digits.len() as i64) < point {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at(point as usize);
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    match fraction {
        "" => whole.to_string(),
        _ => format!("{whole}.{fraction}"),
    }
}

// ---- windows ---------------------------------------------------------------------------------------------------------

/// Aggregations that are always over the whole partition or up to the current row.
const RANKS: &[Kind] = &[
    Kind::CumeDist,
    Kind::DenseRank,
    Kind::FirstValue,
    Kind::Lag,
    Kind::LastValue,
    Kind::Lead,
    Kind::NthValue,
    Kind::Ntile,
    Kind::PercentRank,
    Kind::Rank,
];

/// Whether a kind aggregates all rows of a frame.
fn aggregates(kind: Kind) -> bool {
    kind.is(Kind::AggFunc) && !RANKS.contains(&kind)
}

/// Without a frame, aggregations are over the whole partition, ordered or not.
/// <https://docs.teradata.com/r/SQL-Functions-Expressions-and-Predicates/Ordered-Analytical/Window-Aggregate-Functions>
fn whole_partition(p: &mut Parser<'_>, a: RuleArgs) -> R {
    let Some(this) = functions::window(p, a)? else { return Ok(None) };
    let is_window = p.tree.kind(this) == Kind::Window && p.tree.has(this, Arg::Order) && !p.tree.has(this, Arg::Spec);
    if !is_window || !p.tree.this(this).is_some_and(|call| aggregates(p.tree.kind(call))) {
        return Ok(Some(this));
    }
    let [rows, start, preceding, following] = ["ROWS", "UNBOUNDED", "PRECEDING", "FOLLOWING"].map(|word| p.text(word));
    let frame = p.make(
        Kind::WindowSpec,
        &args![Kind: rows, Start: start, StartSide: preceding, End: start, EndSide: following],
    )?;
    let behind = [Arg::Alias, Arg::Over, Arg::First].map(|arg| (arg, p.tree.get(this, arg)));
    for (arg, _) in behind {
        p.tree.take(this, arg);
    }
    p.tree.set(this, Arg::Spec, frame);
    for (arg, value) in behind.into_iter().filter(|(_, value)| *value != Value::None) {
        p.tree.set(this, arg, value);
    }
    Ok(Some(this))
}

// ---- writing ---------------------------------------------------------------------------------------------------------

fn generator(d: &mut Dialect) {
    let g = &mut d.generator;
    let f = &mut g.flags;
    f.array_size_name = "CARDINALITY".into();
    f.can_implement_array_any = true;
    f.join_hints = false;
    f.last_day_supports_date_part = false;
    f.limit_is_top = true;
    f.mod_operator = "MOD".into();
    f.name_properties = true;
    f.name_properties_sep = ",".into();
    f.query_hints = false;
    f.select_kinds = false;
    f.set_op_limits = true;
    f.supports_decode_case = false;
    f.supports_uescape = false;
    f.table_hints = false;
    f.tablesample_keywords = "SAMPLE".into();
    f.tablesample_requires_parens = false;
    f.try_supported = false;
    f.tz_to_with_time_zone = true;
    g.after_having.drain(..3);
    g.add_locations(&[
        (Kind::OnCommitProperty, Location::PostIndex),
        (Kind::PartitionedByProperty, Location::PostExpression),
        (Kind::StabilityProperty, Location::PostCreate),
    ]);
    g.add_types(&[("DOUBLE", "DOUBLE PRECISION"), ("GEOMETRY", "ST_GEOMETRY"), ("TIMESTAMPTZ", "TIMESTAMP")]);
    g.add_names(&[
        (Kind::ArgMax, "MAX_BY"),
        (Kind::ArgMin, "MIN_BY"),
        (Kind::ToChar, "TO_CHAR"),
        (Kind::ToNumber, "TO_NUMBER"),
    ]);
    g.add_renders(RENDERS);
    d.rewrites
        .extend([sqlectic_rewrite::eliminate_distinct_on as Rewrite, sqlectic_rewrite::eliminate_semi_and_anti_joins]);
}

/// Renderers, sorted by kind.
const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::Cast, cast),
    (Kind::CurrentTimestamp, |g, id| {
        g.write("CURRENT_TIMESTAMP");
        if g.tree.has(id, Arg::This) {
            g.parens(|g| g.arg(id, Arg::This));
        }
    }),
    (Kind::DateAdd, |g, id| moved(g, id, ["+", "-"])),
    (Kind::DateSub, |g, id| moved(g, id, ["-", "+"])),
    (Kind::Extract, extract),
    (Kind::Interval, interval),
    (Kind::LockingStatement, |g, id| {
        g.arg(id, Arg::This);
        g.write(" ");
        g.arg(id, Arg::Expression);
    }),
    (Kind::Max, |g, id| one_or_many(g, id, ["MAX", "GREATEST"])),
    (Kind::Min, |g, id| one_or_many(g, id, ["MIN", "LEAST"])),
    (Kind::Mod, modulo),
    (Kind::PartitionedByProperty, |g, id| {
        g.write("PARTITION BY ");
        g.arg(id, Arg::This);
    }),
    (Kind::Pow, |g, id| expr::binary(g, id, "**")),
    (Kind::Quarter, |g, id| {
        let this = g.tree.get(id, Arg::This);
        quarter(g, this);
    }),
    (Kind::Rand, |g, id| {
        let bounds = [Arg::Lower, Arg::Upper].map(|arg| g.tree.get(id, arg));
        g.func("RANDOM", &bounds);
    }),
    (Kind::RangeN, |g, id| {
        g.write("RANGE_N(");
        g.arg(id, Arg::This);
        g.write(" BETWEEN ");
        g.expressions(id, FLAT);
        g.arg_after(" EACH ", id, Arg::Each);
        g.write(")");
    }),
    (Kind::StrPosition, shared::instr),
    (Kind::StrToDate, |g, id| {
        let format = g.format_time(id);
        g.write("CAST(");
        g.arg(id, Arg::This);
        g.write(" AS DATE FORMAT ");
        g.value(format);
        g.write(")");
    }),
    (Kind::TableSample, sample_of),
    (Kind::TryCast, |g, id| types::cast_with(g, id, "TRY")),
    (Kind::Update, update),
    (Kind::Use, |g, id| {
        g.write("DATABASE ");
        g.arg(id, Arg::This);
    }),
    (Kind::Window, default_frame),
];

fn one_or_many(g: &mut Generator<'_>, id: NodeId, [one, many]: [&str; 2]) {
    let (this, more) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expressions));
    let name = if g.tree.list_len(id, Arg::Expressions) > 0 { many } else { one };
    g.func(name, &[this, more]);
}

/// `x + INTERVAL '1' DAY`; a negative number is taken off.
fn moved(g: &mut Generator<'_>, id: NodeId, [op, other]: [&str; 2]) {
    let (unit, mut op) = (g.tree.get(id, Arg::Unit), op);
    let mut amount = g.tree.get(id, Arg::Expression);
    if let Some(node) = g.tree.expression(id) {
        let positive = g.tree.this(node).filter(|_| g.tree.kind(node) == Kind::Neg);
        let literal = positive.unwrap_or(node);
        if g.tree.kind(literal) == Kind::Literal {
            let text = g.tree.name(literal).to_string();
            let unsigned = text.strip_prefix('-').filter(|_| positive.is_none());
            if positive.is_some() || unsigned.is_some() {
                op = other;
            }
            amount = g.string_node(unsigned.unwrap_or(&text)).into();
        } else if let Some(positive) = positive {
            op = other;
            amount = positive.into();
        }
    }
    let interval = g.make(Kind::Interval, &args![This: amount, Unit: unit]);
    g.arg(id, Arg::This);
    g.write(&format!(" {op} "));
    g.node(interval);
}

/// Weeks and quarters are counted in days.
fn interval(g: &mut Generator<'_>, id: NodeId) {
    let days = match g.tree.text_of(id, Arg::Unit).to_uppercase().as_str() {
        "QUARTER" => "90",
        "WEEK" => "7",
        _ => return expr::interval(g, id),
    };
    let (this, day) = (g.tree.get(id, Arg::This), g.word_node("DAY"));
    let interval = g.make(Kind::Interval, &args![This: this, Unit: day]);
    g.write(&format!("({days} * "));
    expr::interval(g, interval);
    g.write(")");
}

/// `CAST(x AS FORMAT 'YYYY')` keeps the type.
fn cast(g: &mut Generator<'_>, id: NodeId) {
    let keeps = g.tree.has(id, Arg::Format) && types::is_cast_to(g.tree, id, &["UNKNOWN"]);
    if !keeps {
        return types::cast_with(g, id, "");
    }
    g.write("CAST(");
    g.arg(id, Arg::This);
    g.write(" AS FORMAT ");
    g.arg(id, Arg::Format);
    g.write(")");
}

fn quarter(g: &mut Generator<'_>, this: Value) {
    g.write("CAST(TO_CHAR(");
    g.value(this);
    g.write(", 'Q') AS INT)");
}

fn extract(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.text_of(id, Arg::This).eq_ignore_ascii_case("QUARTER") {
        let this = g.tree.get(id, Arg::Expression);
        return quarter(g, this);
    }
    g.render_base(id);
}

/// `a MOD b`, in parentheses below a power.
fn modulo(g: &mut Generator<'_>, id: NodeId) {
    let below_power = g
        .tree
        .parent(id)
        .is_some_and(|parent| g.tree.kind(parent) == Kind::Pow && g.tree.expression(parent) == Some(id));
    match below_power {
        true => g.parens(|g| expr::binary(g, id, "MOD")),
        false => g.render_base(id),
    }
}

/// `SAMPLE 0.25`, `SAMPLE 100`, `SAMPLE 0.6, 0.25`.
fn sample_of(g: &mut Generator<'_>, id: NodeId) {
    g.write(" SAMPLE");
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        g.write(" ");
        return g.expressions(id, FLAT);
    }
    match g.tree.node(id, Arg::Percent) {
        Some(percent) => {
            let mut part = shifted(g.tree.name(percent), -2);
            // Without a fraction it would count rows.
            if !part.starts_with("0.") {
                let fraction = part.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                part.push_str(if fraction == 0 { "." } else { "" });
                part.extend(std::iter::repeat_n('0', 2usize.saturating_sub(fraction)));
            }
            g.write(&format!(" {part}"));
        }
        None => g.arg_after(" ", id, Arg::Size),
    }
}

/// The tables stand before the assignments.
fn update(g: &mut Generator<'_>, id: NodeId) {
    dml::ctes(g, id);
    g.write("UPDATE ");
    g.arg(id, Arg::This);
    g.arg(id, Arg::From);
    g.write(" SET ");
    g.expressions(id, FLAT);
    g.arg(id, Arg::Where);
}

/// The frame that an aggregation has anyway is left out.
fn default_frame(g: &mut Generator<'_>, id: NodeId) {
    let aggregation = g.tree.this(id).is_some_and(|this| aggregates(g.tree.kind(this)));
    let frame = g.tree.node(id, Arg::Spec).filter(|_| aggregation && g.tree.has(id, Arg::Order));
    let is_default = frame.is_some_and(|frame| {
        let text = |arg| g.tree.text_of(frame, arg).to_uppercase();
        [Arg::Kind, Arg::Start, Arg::StartSide, Arg::End, Arg::EndSide].map(text)
            == ["ROWS", "UNBOUNDED", "PRECEDING", "UNBOUNDED", "FOLLOWING"]
            && !g.tree.has(frame, Arg::Exclude)
    });
    if !is_default {
        return window::window(g, id);
    }
    let arguments: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::Spec).collect();
    let without = g.make(Kind::Window, &arguments);
    window::window(g, without);
}
