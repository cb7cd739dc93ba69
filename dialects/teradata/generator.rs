//! Rendering that differs from the base.

use crate::shared;
use sqlectic_ast::{Arg, Kind, NodeId, Tree, Value};
use sqlectic_syntax::{
    dialect::Rewrite,
    generator::{clauses, dml, expr, types, Generator, Location, RenderFn, FLAT},
    Dialect,
};

pub(super) fn define(d: &mut Dialect) {
    let f = &mut d.generator.flags;
    f.array_size_name = "CARDINALITY".into();
    f.can_implement_array_any = true;
    f.join_hints = false;
    f.last_day_supports_date_part = false;
    f.limit_is_top = true;
    f.mod_operator = "MOD".into();
    f.name_properties = true;
    f.query_hints = false;
    f.select_kinds = false;
    f.set_op_limits = true;
    f.supports_decode_case = false;
    f.supports_uescape = false;
    f.table_hints = false;
    f.tablesample_keywords = "SAMPLE".into();
    f.try_supported = false;
    f.tz_to_with_time_zone = true;
    let g = &mut d.generator;
    g.after_having = vec![clauses::WINDOWS, clauses::QUALIFY];
    g.add_types(&[("DOUBLE", "DOUBLE PRECISION"), ("GEOMETRY", "ST_GEOMETRY"), ("TIMESTAMPTZ", "TIMESTAMP")]);
    g.add_names(&[(Kind::ArgMax, "MAX_BY"), (Kind::ArgMin, "MIN_BY"), (Kind::ToChar, "TO_CHAR")]);
    g.add_renders(RENDERERS);
    g.add_locations(&[
        (Kind::OnCommitProperty, Location::PostIndex),
        (Kind::PartitionedByProperty, Location::PostExpression),
        (Kind::StabilityProperty, Location::PostCreate),
    ]);
    d.rewrites
        .extend([sqlectic_rewrite::eliminate_distinct_on as Rewrite, sqlectic_rewrite::eliminate_semi_and_anti_joins]);
}

/// Renderers, sorted by kind.
const RENDERERS: &[(Kind, RenderFn)] = &[
    (Kind::Cast, cast),
    (Kind::CurrentTimestamp, current_timestamp),
    (Kind::DateAdd, |g, id| delta(g, id, false)),
    (Kind::DateSub, |g, id| delta(g, id, true)),
    (Kind::Extract, extract),
    (Kind::HexString, hex_string),
    (Kind::Interval, interval),
    (Kind::LockingStatement, locking_statement),
    (Kind::Max, shared::max_or_greatest),
    (Kind::Min, shared::min_or_least),
    (Kind::Mod, modulo),
    (Kind::PartitionedByProperty, |g, id| {
        g.write("PARTITION BY ");
        g.arg(id, Arg::This);
    }),
    (Kind::Pow, |g, id| expr::binary(g, id, "**")),
    (Kind::Quarter, |g, id| quarter(g, id, Arg::This)),
    (Kind::Rand, rand),
    (Kind::RangeN, range_n),
    (Kind::StrPosition, shared::instr),
    (Kind::StrToDate, str_to_date),
    (Kind::TableSample, table_sample),
    (Kind::ToNumber, |g, id| {
        g.unsupported_args(id, &[Arg::Precision, Arg::Scale]);
        g.func_of(id, "TO_NUMBER", &[Arg::This, Arg::Format, Arg::Nlsparam]);
    }),
    (Kind::TryCast, |g, id| types::cast_with(g, id, "TRY")),
    (Kind::Update, update),
    (Kind::Use, database),
    (Kind::Window, window),
    (Kind::Xor, shared::exclusive_or_of_conditions),
];

// ---- statements ------------------------------------------------------------------------------------------------------

fn database(g: &mut Generator<'_>, id: NodeId) {
    g.write("DATABASE");
    g.arg_after(" ", id, Arg::This);
}

fn locking_statement(g: &mut Generator<'_>, id: NodeId) {
    g.arg(id, Arg::This);
    g.arg_after(" ", id, Arg::Expression);
}

/// The source stands before the assignments.
fn update(g: &mut Generator<'_>, id: NodeId) {
    dml::ctes(g, id);
    g.write("UPDATE");
    g.arg_after(" ", id, Arg::This);
    g.arg(id, Arg::From);
    g.write(" SET ");
    g.expressions(id, FLAT);
    g.arg(id, Arg::Where);
}

// ---- windows and samples ---------------------------------------------------------------------------------------------

/// Whether the frame of a function, where it is left out, is all of an ordered window.
pub(super) fn has_whole_frame(tree: &Tree, function: NodeId) -> bool {
    tree.is(function, Kind::AggFunc) && !shared::WINDOW_FUNCTIONS.contains(&tree.kind(function))
}

/// A frame of all rows is the one that an aggregation has by itself.
fn window(g: &mut Generator<'_>, id: NodeId) {
    let is_whole = g.tree.has(id, Arg::Order)
        && g.tree.this(id).is_some_and(|this| has_whole_frame(g.tree, this))
        && g.tree.node(id, Arg::Spec).is_some_and(|spec| {
            [
                (Arg::Kind, "ROWS"),
                (Arg::Start, "UNBOUNDED"),
                (Arg::StartSide, "PRECEDING"),
                (Arg::End, "UNBOUNDED"),
                (Arg::EndSide, "FOLLOWING"),
            ]
            .iter()
            .all(|(arg, word)| g.tree.text_of(spec, *arg).eq_ignore_ascii_case(word))
        });
    if !is_whole {
        return g.render_base(id);
    }
    let args: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::Spec).collect();
    let window = g.make(Kind::Window, &args);
    g.render_base(window);
}

fn table_sample(g: &mut Generator<'_>, id: NodeId) {
    g.write(" SAMPLE ");
    if g.tree.list_len(id, Arg::Expressions) > 0 {
        return g.expressions(id, FLAT);
    }
    let Some(percent) = g.tree.node(id, Arg::Percent) else { return g.arg(id, Arg::Size) };
    match shifted(g.tree.name(percent), -2, false) {
        Some(part) => g.write(&part),
        None => g.node(percent),
    }
}

/// A number times a power of ten, in digits. Zeros at the end of a fraction are kept at or above one, unless `normal`:
/// without them it were a number of rows.
pub(super) fn shifted(number: &str, places: i32, normal: bool) -> Option<String> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The digits that stand behind the point.
    let scale = i32::try_from(fraction.len()).ok()? - exponent - places;
    if scale.abs() > MOST_PLACES {
        return None;
    }
    if let Ok(missing) = usize::try_from(-scale) {
        digits.push_str(&"0".repeat(missing));
    }
    let scale = usize::try_from(scale).unwrap_or(0);
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let whole = whole.trim_start_matches('0');
    let fraction = if normal || whole.is_empty() { fraction.trim_end_matches('0') } else { fraction };
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") })
}

/// Numbers longer than that stay as they are written.
const MOST_PLACES: i32 = 400;

// ---- times -----------------------------------------------------------------------------------------------------------

fn current_timestamp(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.get(id, Arg::This) {
        Value::None => g.write("CURRENT_TIMESTAMP"),
        precision => g.func("CURRENT_TIMESTAMP", &[precision]),
    }
}

/// `x + INTERVAL '5' DAY`: a number is written as text, without its sign.
fn delta(g: &mut Generator<'_>, id: NodeId, subtract: bool) {
    let mut amount = g.tree.get(id, Arg::Expression);
    let mut subtract = subtract;
    if let Some(node) = amount.node().map(|node| g.tree.unnested(node)) {
        let negated = (g.tree.kind(node) == Kind::Neg).then(|| g.tree.this(node)).flatten();
        let value = g.tree.unnested(negated.unwrap_or(node));
        if g.tree.is_number(value) {
            subtract ^= negated.is_some();
            let text = g.tree.name(value).to_string();
            amount = g.string_node(&text).into();
        } else if !g.tree.is_string(value) {
            g.unsupported("Cannot add non literal");
        }
    }
    let unit = g.tree.get(id, Arg::Unit);
    let interval = g.make(Kind::Interval, &[(Arg::This, amount), (Arg::Unit, unit)]);
    let this = g.as_operand(Kind::Add, Arg::This, g.tree.get(id, Arg::This));
    g.value(this);
    g.write(if subtract { " - " } else { " + " });
    g.node(interval);
}

/// Weeks and quarters are numbers of days.
fn interval(g: &mut Generator<'_>, id: NodeId) {
    let unit = g.tree.node(id, Arg::Unit).map(|unit| g.tree.name(unit).to_uppercase());
    let days = match unit.as_deref().map(|unit| unit.trim_end_matches('S')) {
        Some("QUARTER") => "90",
        Some("WEEK") => "7",
        _ => return g.render_base(id),
    };
    g.write(&format!("({days} * INTERVAL "));
    g.arg(id, Arg::This);
    g.write(" DAY)");
}

fn extract(g: &mut Generator<'_>, id: NodeId) {
    match g.tree.this(id).is_some_and(|part| g.tree.name(part).eq_ignore_ascii_case("QUARTER")) {
        true => quarter(g, id, Arg::Expression),
        false => g.render_base(id),
    }
}

fn quarter(g: &mut Generator<'_>, id: NodeId, arg: Arg) {
    g.write("CAST(TO_CHAR(");
    g.arg(id, arg);
    g.write(", 'Q') AS INT)");
}

fn str_to_date(g: &mut Generator<'_>, id: NodeId) {
    g.write("CAST(");
    g.arg(id, Arg::This);
    g.write(" AS DATE");
    let format = g.format_time(id);
    g.value_after(" FORMAT ", format);
    g.write(")");
}

// ---- values ----------------------------------------------------------------------------------------------------------

/// `a MOD b`, which binds as tightly as a product and looser than a power.
fn modulo(g: &mut Generator<'_>, id: NodeId) {
    let is_power = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Pow);
    match is_power || expr::is_right_factor(g, id) {
        true => g.parens(|g| expr::binary(g, id, "MOD")),
        false => expr::binary(g, id, "MOD"),
    }
}

fn rand(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "RANDOM", &[Arg::Lower, Arg::Upper]);
}

fn range_n(g: &mut Generator<'_>, id: NodeId) {
    g.write("RANGE_N(");
    g.arg(id, Arg::This);
    g.write(" BETWEEN ");
    g.expressions(id, FLAT);
    g.arg_after(" EACH ", id, Arg::Each);
    g.write(")");
}

/// `CAST(x AS FORMAT 'YYYY')` keeps the type.
fn cast(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Format) || !types::says_type(g.tree, id, &["UNKNOWN"]) {
        return types::cast_with(g, id, "");
    }
    g.write("CAST(");
    g.arg(id, Arg::This);
    g.write(" AS FORMAT ");
    g.arg(id, Arg::Format);
    g.write(")");
}

fn hex_string(g: &mut Generator<'_>, id: NodeId) {
    g.write("X'");
    let digits = g.tree.text_of(id, Arg::This).to_string();
    g.write(&digits);
    g.write("'");
}
