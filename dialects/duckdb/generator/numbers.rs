//! Numbers, bits, conditions, aggregations.

use super::{call, cast_type, kept_parens, TEXT};
use crate::shared::{self, cast};
use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{expr, functions, Generator, RenderFn};

/// Spelled in DuckDB's own words; a column stands for the argument of that name. Sorted by kind.
pub(super) const TEMPLATES: &[(Kind, &str)] = &[
    (Kind::BitmapBitPosition, "(CASE WHEN this > 0 THEN this - 1 ELSE ABS(this) END) % 32768"),
    (Kind::BitmapBucketNumber, "CASE WHEN this > 0 THEN ((this - 1) // 32768) + 1 ELSE this // 32768 END"),
    (
        Kind::BitmapConstructAgg,
        "(SELECT CASE WHEN l IS NULL OR LENGTH(l) = 0 THEN NULL \
         WHEN LENGTH(l) <> LENGTH(LIST_FILTER(l, LAMBDA __v : __v BETWEEN 0 AND 32767)) THEN NULL \
         WHEN LENGTH(l) < 5 THEN UNHEX(PRINTF('%04X', LENGTH(l)) || h || \
         REPEAT('00', GREATEST(0, 4 - LENGTH(l)) * 2)) ELSE UNHEX('08000000000000000000' || h) END \
         FROM (SELECT l, COALESCE(LIST_REDUCE(LIST_TRANSFORM(l, LAMBDA __x : PRINTF('%02X%02X', \
         CAST(__x AS INT) & 255, (CAST(__x AS INT) >> 8) & 255)), LAMBDA __a, __b : __a || __b, ''), '') AS h \
         FROM (SELECT LIST_SORT(LIST_DISTINCT(_LIST(this) FILTER(WHERE NOT this IS NULL))) AS l)))",
    ),
    (Kind::BoolxorAgg, "COUNT_IF(CAST(this AS BOOLEAN)) = 1"),
];

/// Sorted by kind.
pub(super) const RENDERS: &[(Kind, RenderFn)] = &[
    (Kind::AnyValue, any_value),
    (Kind::ApproxDistinct, approx_distinct),
    (Kind::ApproxQuantile, approx_quantile),
    (Kind::ApproxQuantiles, approx_quantiles),
    (Kind::ApproxTopK, approx_top_k),
    (Kind::ArrayAgg, array_agg),
    (Kind::BitwiseAnd, |g, id| bitwise(g, id, "&")),
    (Kind::BitwiseAndAgg, |g, id| bitwise_agg(g, id, "BIT_AND")),
    (Kind::BitwiseLeftShift, |g, id| shift(g, id, "<<")),
    (Kind::BitwiseNot, bitwise_not),
    (Kind::BitwiseOr, |g, id| bitwise(g, id, "|")),
    (Kind::BitwiseOrAgg, |g, id| bitwise_agg(g, id, "BIT_OR")),
    (Kind::BitwiseRightShift, |g, id| shift(g, id, ">>")),
    (Kind::BitwiseXor, bitwise_xor),
    (Kind::BitwiseXorAgg, |g, id| bitwise_agg(g, id, "BIT_XOR")),
    (Kind::Booland, |g, id| connective(g, id, "AND")),
    (Kind::Boolnot, boolnot),
    (Kind::Boolor, |g, id| connective(g, id, "OR")),
    (Kind::Ceil, |g, id| ceil_or_floor(g, id, "CEIL")),
    (Kind::Corr, corr),
    (Kind::CountIf, count_if),
    (Kind::EqualNull, equal_null),
    (Kind::Filter, around_corr),
    (Kind::Floor, |g, id| ceil_or_floor(g, id, "FLOOR")),
    (Kind::Getbit, getbit),
    (Kind::Greatest, |g, id| extreme(g, id, "GREATEST")),
    (Kind::IntDiv, |g, id| expr::binary(g, id, "//")),
    (Kind::Least, |g, id| extreme(g, id, "LEAST")),
    (Kind::LogicalAnd, |g, id| logical(g, id, "BOOL_AND")),
    (Kind::LogicalOr, |g, id| logical(g, id, "BOOL_OR")),
    (Kind::Max, |g, id| most(g, id, "MAX")),
    (Kind::Min, |g, id| most(g, id, "MIN")),
    (Kind::Mode, mode),
    (Kind::NumberToStr, number_to_str),
    (Kind::PercentileCont, |g, id| g.function_named(id, "QUANTILE_CONT")),
    (Kind::PercentileDisc, |g, id| g.function_named(id, "QUANTILE_DISC")),
    (Kind::RegrValx, |g, id| regression_value(g, id, Arg::This, Arg::Expression)),
    (Kind::RegrValy, |g, id| regression_value(g, id, Arg::Expression, Arg::This)),
    (Kind::Round, round),
    (Kind::SafeDivide, safe_divide),
    (Kind::ToBoolean, to_boolean),
    (Kind::ToNumber, to_number),
    (Kind::Trunc, trunc),
    (Kind::Window, around_corr),
    (Kind::WithinGroup, within_group),
    (Kind::Xor, xor),
];

// ---- bits ------------------------------------------------------------------------------------------------------------

fn is_bytes(g: &Generator<'_>, id: NodeId, arg: Arg) -> bool {
    g.tree
        .node(id, arg)
        .and_then(|node| cast_type(g, node))
        .is_some_and(|name| matches!(name, "BINARY" | "BLOB" | "VARBINARY"))
}

/// An operand of a bit operation: bytes are cast to bits.
fn bits(g: &mut Generator<'_>, id: NodeId, arg: Arg) -> Value {
    let value = g.tree.get(id, arg);
    match is_bytes(g, id, arg) {
        true => cast(g, value, "BIT").into(),
        false => value,
    }
}

fn bitwise_xor(g: &mut Generator<'_>, id: NodeId) {
    let operands = [bits(g, id, Arg::This), bits(g, id, Arg::Expression)];
    g.func("XOR", &operands);
}

fn bitwise(g: &mut Generator<'_>, id: NodeId, op: &str) {
    let both = is_bytes(g, id, Arg::This) || is_bytes(g, id, Arg::Expression);
    if !both {
        return expr::binary(g, id, op);
    }
    let (left, right) = (bits(g, id, Arg::This), bits(g, id, Arg::Expression));
    let write = |g: &mut Generator<'_>| {
        g.value(left);
        g.write(&format!(" {op} "));
        g.value(right);
    };
    if is_bytes(g, id, Arg::This) && is_bytes(g, id, Arg::Expression) {
        g.write("CAST(");
        write(g);
        return g.write(" AS BLOB)");
    }
    write(g);
}

fn bitwise_not(g: &mut Generator<'_>, id: NodeId) {
    let this = bits(g, id, Arg::This);
    if is_bytes(g, id, Arg::This) {
        g.write("CAST(~");
        g.value(this);
        return g.write(" AS BLOB)");
    }
    let negative = this.node().is_some_and(|this| g.tree.kind(this) == Kind::Neg);
    g.write("~");
    match negative {
        true => g.paren(|g| g.value(this)),
        false => g.value(this),
    }
}

/// In other dialects shifts bind otherwise: an operand of an operator stands in parentheses. `requires_int128`: the
/// result may need more bits than the operand has.
fn shift(g: &mut Generator<'_>, id: NodeId, op: &str) {
    let bytes = is_bytes(g, id, Arg::This);
    let mut left = bits(g, id, Arg::This);
    if g.tree.has(id, Arg::RequiresInt128) && !bytes {
        left = cast(g, left, "INT128").into();
    }
    let right = g.tree.get(id, Arg::Expression);
    let write = |g: &mut Generator<'_>| {
        g.value(left);
        g.write(&format!(" {op}"));
        g.own_comments(id);
        g.write(" ");
        g.value(right);
    };
    if bytes {
        g.write("CAST(");
        write(g);
        return g.write(" AS BLOB)");
    }
    let inside = g.tree.parent(id).is_some_and(|parent| g.tree.is(parent, Kind::Binary));
    match inside {
        true => g.paren(write),
        false => write(g),
    }
}

/// Aggregations of bits take whole numbers.
fn bitwise_agg(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let this = g.tree.get(id, Arg::This);
    let Some(node) = this.node() else { return g.func(name, &[]) };
    let type_name = match g.tree.is_string(node) {
        true => Some("VARCHAR"),
        false => sqlectic_types::infer(g.tree, node),
    };
    let this = match type_name {
        Some("DOUBLE" | "FLOAT") => g.template("CAST(ROUND(this) AS INT)", &[("this", node)]).into(),
        Some(other) if !sqlectic_types::INTEGER_TYPES.contains(&other) && needs_cast(other) => {
            cast(g, this, "INT").into()
        }
        _ => this,
    };
    g.func(name, &[this]);
}

fn needs_cast(name: &str) -> bool {
    TEXT.contains(&name) || matches!(name, "DECIMAL" | "BIGDECIMAL" | "UDECIMAL")
}

/// `zero_is_msb`: the bit is counted from the left, as DuckDB does for bits.
fn getbit(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(bit)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let is_integer = sqlectic_types::is_type(g.tree, this, sqlectic_types::INTEGER_TYPES);
    if !g.tree.has(id, Arg::ZeroIsMsb) && is_integer && cast_type(g, this).is_none() && !g.tree.is_number(this) {
        return g.write_template("(this >> bit_) & 1", &[("this", this), ("bit_", bit)]);
    }
    g.func("GET_BIT", &[this.into(), bit.into()]);
}

// ---- conditions ------------------------------------------------------------------------------------------------------

/// The operands as truth values; numbers are rounded first.
fn rounded(g: &mut Generator<'_>, id: NodeId, arg: Arg) -> Value {
    let value = g.tree.get(id, arg);
    let (true, Some(node)) = (g.tree.has(id, Arg::RoundInput), value.node()) else { return value };
    g.template("ROUND(this, 0)", &[("this", node)]).into()
}

fn connective(g: &mut Generator<'_>, id: NodeId, op: &str) {
    let (left, right) = (rounded(g, id, Arg::This), rounded(g, id, Arg::Expression));
    g.paren(|g| {
        g.paren(|g| g.value(left));
        g.write(&format!(" {op} "));
        g.paren(|g| g.value(right));
    });
}

fn boolnot(g: &mut Generator<'_>, id: NodeId) {
    let this = rounded(g, id, Arg::This);
    g.write("NOT ");
    g.paren(|g| g.value(this));
}

fn xor(g: &mut Generator<'_>, id: NodeId) {
    let operands = [Arg::This, Arg::Expression].map(|arg| rounded(g, id, arg));
    shared::exclusive_or_of(g, id, operands);
}

fn equal_null(g: &mut Generator<'_>, id: NodeId) {
    let (Some(left), Some(right)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    kept_parens(g, id, |g| {
        let node = g.make(Kind::NullSafeEQ, &args![This: left, Expression: right]);
        g.node(node);
    });
}

/// Texts that say yes or no, and numbers.
fn to_boolean(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return };
    let last = match g.tree.has(id, Arg::Safe) {
        true => "ELSE TRY_CAST(this AS BOOLEAN)",
        false => {
            "WHEN ISNAN(TRY_CAST(this AS REAL)) OR ISINF(TRY_CAST(this AS REAL)) \
             THEN ERROR('TO_BOOLEAN: Non-numeric values NaN and INF are not supported') ELSE CAST(this AS BOOLEAN)"
        }
    };
    g.write_template(
        &format!(
            "CASE WHEN UPPER(CAST(this AS TEXT)) = 'ON' THEN TRUE WHEN UPPER(CAST(this AS TEXT)) = 'OFF' THEN FALSE {last} END"
        ),
        &[("this", this)],
    );
}

// ---- rounding --------------------------------------------------------------------------------------------------------

/// A number of digits; it has to be whole.
fn digits(g: &mut Generator<'_>, node: NodeId) -> NodeId {
    let mut inner = node;
    while g.tree.kind(inner) == Kind::Neg {
        match g.tree.this(inner) {
            Some(this) => inner = this,
            None => break,
        }
    }
    let known =
        g.tree.is_int(inner) || cast_type(g, inner).is_some_and(|name| sqlectic_types::INTEGER_TYPES.contains(&name));
    match known {
        true => node,
        false => cast(g, node.into(), "INT"),
    }
}

/// To a number of digits: scaled, rounded, scaled back.
fn ceil_or_floor(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let (Some(this), decimals) = (g.tree.this(id), g.tree.node(id, Arg::Decimals)) else { return };
    if g.tree.has(id, Arg::To) {
        g.write(name);
        g.write("(");
        g.node(this);
        g.arg_after(" TO ", id, Arg::To);
        return g.write(")");
    }
    let Some(decimals) = decimals else { return g.func(name, &[this.into()]) };
    let n = digits(g, decimals);
    g.write_template(&format!("ROUND({name}(this * POWER(10, n)) / POWER(10, n), n)"), &[("this", this), ("n", n)]);
}

fn round(g: &mut Generator<'_>, id: NodeId) {
    let [this, mut decimals, truncate] = [Arg::This, Arg::Decimals, Arg::Truncate].map(|arg| g.tree.get(id, arg));
    if g.tree.has(id, Arg::CastsNonIntegerDecimals) {
        if let Some(node) = decimals.node() {
            decimals = digits(g, node).into();
        }
    }
    let mode = truncate.node().filter(|node| g.tree.is_string(*node)).map(|node| g.tree.name(node).to_string());
    match mode.as_deref() {
        Some("ROUND_HALF_EVEN" | "HALF_TO_EVEN") => g.func("ROUND_EVEN", &[this, decimals]),
        Some("ROUND_HALF_AWAY_FROM_ZERO" | "HALF_AWAY_FROM_ZERO") => g.func("ROUND", &[this, decimals]),
        _ => g.func("ROUND", &[this, decimals, truncate]),
    }
}

fn trunc(g: &mut Generator<'_>, id: NodeId) {
    let (this, mut decimals) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Decimals));
    if g.tree.has(id, Arg::FractionsSupported) {
        if let Some(node) = decimals.node() {
            decimals = digits(g, node).into();
        }
    }
    g.func("TRUNC", &[this, decimals]);
}

fn safe_divide(g: &mut Generator<'_>, id: NodeId) {
    let (Some(left), Some(right)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    g.write_template("CASE WHEN b <> 0 THEN a / b ELSE NULL END", &[("a", left), ("b", right)]);
}

/// Lists are made of all rows.
fn array_agg(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.this(id).is_some_and(|this| g.tree.kind(this) == Kind::Limit) {
        g.unsupported("LIMIT inside ARRAY_AGG is not supported in DuckDB");
    }
    g.render_base(id);
}

/// `FORMAT(x, 2)` with a number of digits.
fn number_to_str(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Culture]);
    let digits = g.tree.node(id, Arg::Format).filter(|format| g.tree.is_int(*format));
    match (g.tree.this(id), digits) {
        (Some(this), Some(digits)) => {
            let pattern = format!("{{:,.{}f}}", g.tree.name(digits));
            let pattern = g.string_node(&pattern);
            g.func("FORMAT", &[pattern.into(), this.into()]);
        }
        _ => functions::function_fallback(g, id),
    }
}

/// `TO_NUMBER(x, precision, scale)` -> a decimal.
fn to_number(g: &mut Generator<'_>, id: NodeId) {
    if g.tree.has(id, Arg::Format) {
        g.unsupported("Unsupported TO_NUMBER function");
    }
    let this = g.tree.get(id, Arg::This);
    let (precision, scale) = (g.tree.node(id, Arg::Precision), g.tree.node(id, Arg::Scale));
    let kind = if g.tree.has(id, Arg::Safe) { Kind::TryCast } else { Kind::Cast };
    if g.tree.has(id, Arg::Format) || (precision.is_none() && scale.is_none()) {
        let to = sqlectic_syntax::generator::types::data_type(g, "DOUBLE");
        let value = match kind == Kind::Cast {
            true => crate::shared::cast_unless(g, this, "DOUBLE"),
            false => g.make(kind, &[(Arg::This, this), (Arg::To, to.into())]).into(),
        };
        return g.value(value);
    }
    let sizes: Vec<NodeId> =
        [precision, scale].into_iter().flatten().map(|size| g.make(Kind::DataTypeParam, &args![This: size])).collect();
    let sizes = g.tree.list(&sizes);
    let name = g.tree.text_value("DECIMAL");
    let to = g.make(Kind::DataType, &[(Arg::This, name), (Arg::Expressions, sizes), (Arg::Nested, Value::Bool(false))]);
    let node = g.make(kind, &[(Arg::This, this), (Arg::To, to.into())]);
    g.node(node);
}

// ---- aggregations ----------------------------------------------------------------------------------------------------

/// `ANY_VALUE(x HAVING MAX y)` -> `ARG_MAX_NULL(x, y)`.
fn any_value(g: &mut Generator<'_>, id: NodeId) {
    let Some(this) = g.tree.this(id) else { return g.func("ANY_VALUE", &[]) };
    if g.tree.kind(this) != Kind::HavingMax {
        return g.func("ANY_VALUE", &[this.into()]);
    }
    let name = if g.tree.has(this, Arg::Max) { "ARG_MAX_NULL" } else { "ARG_MIN_NULL" };
    let args = [Arg::This, Arg::Expression].map(|arg| g.tree.get(this, arg));
    g.func(name, &args);
}

/// Aggregations of truth values take nothing else.
fn logical(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let this = g.tree.get(id, Arg::This);
    let this = cast(g, this, "BOOLEAN");
    g.func(name, &[this.into()]);
}

fn approx_distinct(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Accuracy]);
    g.func_of(id, "APPROX_COUNT_DISTINCT", &[Arg::This]);
}

fn approx_quantile(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported_args(id, &[Arg::Accuracy, Arg::Weight, Arg::ErrorTolerance]);
    g.func_of(id, "APPROX_QUANTILE", &[Arg::This, Arg::Quantile]);
}

/// `n` quantiles with the extremes: a list of fractions.
fn approx_quantiles(g: &mut Generator<'_>, id: NodeId) {
    let (mut this, mut count) = (g.tree.get(id, Arg::This), g.tree.expression(id));
    let distinct = this.node().filter(|this| count.is_none() && g.tree.kind(*this) == Kind::Distinct);
    if let Some([value, parts]) = distinct.map(|this| g.tree.expressions(this)).as_deref() {
        // `DISTINCT x, n`: the number belongs to the call.
        let values = g.tree.list_of(&[Value::Node(*value)]);
        (this, count) = (g.make(Kind::Distinct, &args![Expressions: values]).into(), Some(*parts));
    }
    let count = count.and_then(|node| sqlectic_syntax::parser::column::integer_constant(g.tree, node));
    let Some(count) = count.filter(|count| (1..=100_000).contains(count)) else {
        g.unsupported("APPROX_QUANTILES requires a positive number of quantiles");
        return functions::function_fallback(g, id);
    };
    let fractions: Vec<NodeId> = (0..=count)
        .map(|i| {
            let text = super::fraction(i, count);
            let text = g.tree.text_value(&text);
            g.tree.make(Kind::Literal, &args![This: text, IsString: false])
        })
        .collect();
    let list = g.tree.list(&fractions);
    let list = g.make(Kind::Array, &[(Arg::Expressions, list)]);
    g.func("APPROX_QUANTILE", &[this, list.into()]);
}

fn approx_top_k(g: &mut Generator<'_>, id: NodeId) {
    g.unsupported("APPROX_TOP_K cannot be transpiled to DuckDB due to incompatible return types. ");
    functions::function_fallback(g, id);
}

/// The correlation; where others give null for no variation it is NaN here.
fn corr(g: &mut Generator<'_>, id: NodeId) {
    let around = g.tree.parent(id).map(|parent| g.tree.kind(parent));
    if !g.tree.has(id, Arg::NullOnZeroVariance) || matches!(around, Some(Kind::Filter | Kind::Window)) {
        let items = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
        return g.func("CORR", &items);
    }
    null_if_nan(g, |g| {
        g.func_of(id, "CORR", &[Arg::This, Arg::Expression]);
    });
}

/// `CASE WHEN ISNAN(x) THEN NULL ELSE x END`.
fn null_if_nan(g: &mut Generator<'_>, mut write: impl FnMut(&mut Generator<'_>)) {
    g.write("CASE WHEN ISNAN(");
    write(g);
    g.write(") THEN NULL ELSE ");
    write(g);
    g.write(" END");
}

/// A filter or a window around a correlation that is null without variance: the test is around both.
fn around_corr(g: &mut Generator<'_>, id: NodeId) {
    let mut call = g.tree.this(id);
    if let Some(filter) = call.filter(|call| g.tree.kind(*call) == Kind::Filter) {
        call = g.tree.this(filter);
    }
    let tested = call.is_some_and(|call| g.tree.kind(call) == Kind::Corr && g.tree.has(call, Arg::NullOnZeroVariance));
    let in_window = g.tree.parent(id).is_some_and(|parent| g.tree.kind(parent) == Kind::Window);
    match tested && !in_window {
        true => null_if_nan(g, |g| g.render_base(id)),
        false => g.render_base(id),
    }
}

/// `COUNT_IF` is known since 1.2: <https://github.com/duckdb/duckdb/pull/13484>.
fn count_if(g: &mut Generator<'_>, id: NodeId) {
    if g.dialect.version() < (1, 2) {
        return crate::shared::count_if_as_sum(g, id);
    }
    let this = g.tree.get(id, Arg::This);
    match (this.node(), g.tree.has(id, Arg::ZeroOnAllNull)) {
        (Some(node), true) => g.write_template("COUNT_IF((this) IS TRUE)", &[("this", node)]),
        _ => g.func("COUNT_IF", &[this]),
    }
}

/// `GREATEST` and `LEAST` pass over nulls here.
fn extreme(g: &mut Generator<'_>, id: NodeId, name: &str) {
    let mut items: Vec<NodeId> = g.tree.this(id).into_iter().collect();
    items.extend(g.tree.expressions(id));
    let node = call(g, name, &items);
    if items.is_empty() || g.tree.get(id, Arg::IgnoreNulls) != Value::Bool(false) {
        return g.node(node);
    }
    let is_null = super::any_null(g, &items);
    g.write_template("CASE WHEN is_null THEN NULL ELSE whole END", &[("is_null", is_null), ("whole", node)]);
}

/// `MAX(x, n)`: the n largest.
fn most(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.func_of(id, name, &[Arg::This, Arg::Expressions, Arg::Count]);
}

fn mode(g: &mut Generator<'_>, id: NodeId) {
    g.func_of(id, "MODE", &[Arg::This, Arg::Deterministic]);
}

/// The one variable, or null where the other is null.
fn regression_value(g: &mut Generator<'_>, id: NodeId, tested: Arg, value: Arg) {
    let (Some(tested), Some(value)) = (g.tree.node(id, tested), g.tree.node(id, value)) else { return };
    let null = g.make(Kind::Null, &[]);
    let to = match g.tree.node(value, Arg::To).filter(|_| g.tree.is(value, Kind::Cast)) {
        Some(to) => to,
        None => {
            let name = sqlectic_types::infer(g.tree, value).unwrap_or("DOUBLE").to_string();
            sqlectic_syntax::generator::types::data_type(g, &name)
        }
    };
    let null = g.make(Kind::Cast, &args![This: null, To: to]);
    g.write_template(
        "CASE WHEN tested IS NULL THEN nothing ELSE value END",
        &[("tested", tested), ("nothing", null), ("value", value)],
    );
}

/// `PERCENTILE_CONT(n) WITHIN GROUP (ORDER BY x)` -> `QUANTILE_CONT(x, n ORDER BY x)`.
fn within_group(g: &mut Generator<'_>, id: NodeId) {
    let (Some(this), Some(order)) = (g.tree.this(id), g.tree.expression(id)) else { return };
    let name = match g.tree.kind(this) {
        Kind::PercentileCont => "QUANTILE_CONT",
        Kind::PercentileDisc => "QUANTILE_DISC",
        _ => return plain_within_group(g, id),
    };
    let Some(first) = g.tree.expressions(order).first().copied() else { return };
    let column = match g.tree.kind(first) {
        Kind::Ordered => g.tree.this(first).unwrap_or(first),
        _ => first,
    };
    g.write_function_name(name);
    g.write("(");
    g.node(column);
    g.write(", ");
    g.arg(this, Arg::This);
    g.node(order);
    g.write(")");
}

/// The order of a list stands inside of the call.
fn plain_within_group(g: &mut Generator<'_>, id: NodeId) {
    let list = g.tree.this(id).filter(|call| g.tree.kind(*call) == Kind::ArrayAgg);
    let order = g.tree.expression(id).filter(|order| g.tree.kind(*order) == Kind::Order);
    let (Some(list), Some(order)) = (list, order) else { return g.render_base(id) };
    let (value, keys) = (g.tree.get(list, Arg::This), g.tree.get(order, Arg::Expressions));
    let ordered = g.make(Kind::Order, &args![This: value, Expressions: keys]);
    let excluded = g.tree.get(list, Arg::NullsExcluded);
    let node = g.make(Kind::ArrayAgg, &args![This: ordered, NullsExcluded: excluded]);
    g.node(node);
}
