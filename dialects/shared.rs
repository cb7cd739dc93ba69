//! Renderers and builders that several dialects use. What is here names no dialect.

#![allow(dead_code, reason = "a shelf: dialects take what they need")]

use sqlectic_ast::{args, Arg, Kind, NodeId, Value};
use sqlectic_syntax::generator::{functions, strings, types, Generator};

/// A cast that lives until generation ends; what is a cast to that type already stays as it is.
pub(crate) fn cast(g: &mut Generator<'_>, this: Value, to: &str) -> NodeId {
    if let Some(node) = this.node().filter(|node| is_plain_cast(g, *node, to)) {
        return node;
    }
    let to = types::data_type(g, to);
    g.make(Kind::Cast, &[(Arg::This, this), (Arg::To, to.into())])
}

/// Whether a node is a cast to a type without parameters.
fn is_plain_cast(g: &Generator<'_>, node: NodeId, to: &str) -> bool {
    types::is_cast_to(g.tree, node, &[to])
        && g.tree.node(node, Arg::To).is_some_and(|to| !g.tree.has(to, Arg::Expressions))
}

/// A cast, unless the expression is known to be of that type.
pub(crate) fn cast_unless(g: &mut Generator<'_>, this: Value, to: &str) -> Value {
    match this.node() {
        Some(node) if sqlectic_types::is_type(g.tree, node, &[to]) => this,
        _ => cast(g, this, to).into(),
    }
}

/// `TRY_CAST(x AS t)` -> `CAST(x AS t)`, for dialects whose casts don't fail or that have no other.
pub(crate) fn plain_cast(g: &mut Generator<'_>, id: NodeId) {
    let args: Vec<(Arg, Value)> = g.tree.arguments(id).collect();
    let cast = g.make(Kind::Cast, &args);
    g.node(cast);
}

/// `DATE_STR_TO_DATE(x)` -> `CAST(x AS DATE)`.
pub(crate) fn as_date(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let cast = cast(g, this, "DATE");
    g.node(cast);
}

/// `TIME_STR_TO_TIME(x)` -> `CAST(x AS TIMESTAMP)`.
pub(crate) fn as_timestamp(g: &mut Generator<'_>, id: NodeId) {
    let this = g.tree.get(id, Arg::This);
    let cast = cast(g, this, "TIMESTAMP");
    g.node(cast);
}

/// `x ILIKE y` -> `LOWER(x) LIKE LOWER(y)`.
pub(crate) fn ilike_as_lower(g: &mut Generator<'_>, id: NodeId) {
    let (this, pattern) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression));
    let this = g.make(Kind::Lower, &[(Arg::This, this)]);
    let pattern = g.make(Kind::Lower, &[(Arg::This, pattern)]);
    let negate = g.tree.get(id, Arg::Negate);
    let like = g.make(Kind::Like, &args![This: this, Expression: pattern, Negate: negate]);
    g.node(like);
}

/// `JSON_EXTRACT(x, path, ...)` without what only some dialects can say.
pub(crate) fn json_extract_call(g: &mut Generator<'_>, id: NodeId) {
    let mut values = vec![g.tree.get(id, Arg::This), g.tree.get(id, Arg::Expression)];
    values.extend(g.tree.expressions(id).into_iter().map(Value::Node));
    g.func("JSON_EXTRACT", &values);
}

/// `JSON_EXTRACT(x, path)` -> `x -> path`.
pub(crate) fn arrow_json_extract(g: &mut Generator<'_>, id: NodeId) {
    arrow(g, id, "->");
}

/// An operator whose right side is no operator.
fn arrow(g: &mut Generator<'_>, id: NodeId, op: &str) {
    let mut path = wrapped(g, id, Arg::Expression);
    // A call that is written with `||`, because that passes nulls on.
    let joined = path.node().filter(|node| g.tree.kind(*node) == Kind::Concat && !g.tree.has(*node, Arg::Coalesce));
    if let Some(joined) = joined.filter(|_| g.dialect.semantics.flags.concat_coalesce) {
        path = g.make(Kind::Paren, &args![This: joined]).into();
    }
    g.arg(id, Arg::This);
    g.write(" ");
    g.write(op);
    g.write(" ");
    g.value(path);
}

/// `JSON_EXTRACT_SCALAR(x, path)` -> `x ->> path`.
pub(crate) fn arrow_json_extract_scalar(g: &mut Generator<'_>, id: NodeId) {
    arrow(g, id, "->>");
}

/// `COUNT_IF(x)` -> `SUM(CASE WHEN x THEN 1 ELSE 0 END)`.
pub(crate) fn count_if_as_sum(g: &mut Generator<'_>, id: NodeId) {
    let condition = g.tree.get(id, Arg::This);
    let (one, zero) = (g.number_node(1), g.number_node(0));
    let choice = g.make(Kind::If, &[(Arg::This, condition), (Arg::True, one.into()), (Arg::False, zero.into())]);
    g.func("SUM", &[choice.into()]);
}

/// `MAX(a, b)` -> `GREATEST(a, b)`; with one argument it is the aggregation.
pub(crate) fn max_or_greatest(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.list_len(id, Arg::Expressions) > 0 { "GREATEST" } else { "MAX" };
    g.function_named(id, name);
}

/// `MIN(a, b)` -> `LEAST(a, b)`; with one argument it is the aggregation.
pub(crate) fn min_or_least(g: &mut Generator<'_>, id: NodeId) {
    let name = if g.tree.list_len(id, Arg::Expressions) > 0 { "LEAST" } else { "MIN" };
    g.function_named(id, name);
}

/// `a % b` -> `MOD(a, b)`.
pub(crate) fn mod_function(g: &mut Generator<'_>, id: NodeId) {
    let operands = [Arg::This, Arg::Expression].map(|arg| unwrapped(g, id, arg));
    g.func("MOD", &operands);
}

/// `a % b` -> `MOD(a, b)`, operands as they are.
pub(crate) fn mod_call(g: &mut Generator<'_>, id: NodeId) {
    let operands = [Arg::This, Arg::Expression].map(|arg| g.tree.get(id, arg));
    g.func("MOD", &operands);
}

/// `INSTR(x, part, position, occurrence)`.
pub(crate) fn instr(g: &mut Generator<'_>, id: NodeId) {
    let [this, part, mut position, occurrence] =
        [Arg::This, Arg::Substr, Arg::Position, Arg::Occurrence].map(|arg| g.tree.get(id, arg));
    if position == Value::None && occurrence.is_some() {
        position = g.number_node(1).into();
    }
    g.func("INSTR", &[this, part, position, occurrence]);
}

/// `ARRAY(1, 2)` -> `ARRAY[1, 2]`.
pub(crate) fn array_of_brackets(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.get(id, Arg::Expressions);
    g.func_with("ARRAY", "[", "]", &[items]);
}

/// An operand without the parentheses that an operator needs and a call doesn't.
pub(crate) fn unwrapped(g: &Generator<'_>, id: NodeId, arg: Arg) -> Value {
    match g.tree.node(id, arg) {
        Some(node) if g.tree.kind(node) == Kind::Paren => g.tree.get(node, Arg::This),
        _ => g.tree.get(id, arg),
    }
}

/// An operator's operand in parentheses if it is an operator itself.
pub(crate) fn wrapped(g: &mut Generator<'_>, id: NodeId, arg: Arg) -> Value {
    match g.tree.node(id, arg) {
        Some(node) if g.tree.is(node, Kind::Binary) && !g.tree.is(node, Kind::Func) => {
            g.make(Kind::Paren, &args![This: node]).into()
        }
        _ => g.tree.get(id, arg),
    }
}

/// `IF(a, b, c)` as a function of that name.
pub(crate) fn if_function(g: &mut Generator<'_>, id: NodeId) {
    let args = [Arg::This, Arg::True, Arg::False].map(|arg| g.tree.get(id, arg));
    g.func("IF", &args);
}

/// A function kind under its SQL name, whatever a parent dialect does.
pub(crate) fn function(g: &mut Generator<'_>, id: NodeId) {
    functions::function_fallback(g, id);
}

/// `ARRAY(1, 2)` -> `[1, 2]`.
pub(crate) fn bracket_array(g: &mut Generator<'_>, id: NodeId) {
    let items = g.tree.get(id, Arg::Expressions);
    g.write("[");
    g.array_items(&[items]);
    g.write("]");
}

/// How many digits a type needs for the fraction of a second in a text: none, three or six.
pub(crate) fn subsecond_precision(text: &str) -> i64 {
    let fraction = text.rsplit_once('.').map_or("", |(_, fraction)| fraction);
    let digits: String = fraction.chars().take_while(char::is_ascii_digit).take(6).collect();
    match digits.trim_end_matches('0').len() {
        0 => 0,
        1..=3 => 3,
        _ => 6,
    }
}

/// What `TS_OR_DS_ADD` adds to: a date by way of a timestamp, or what the node says is returned.
pub(crate) fn ts_or_ds_operand(g: &mut Generator<'_>, id: NodeId) -> Value {
    let this = g.tree.get(id, Arg::This);
    let to = g.tree.node(id, Arg::ReturnType).map(|to| g.tree.text_of(to, Arg::This).to_string());
    if let Some(to) = to.filter(|to| to != "DATE") {
        return cast_unless(g, this, &to);
    }
    let timestamp = cast_unless(g, this, "TIMESTAMP");
    cast(g, timestamp, "DATE").into()
}

/// `x % y`, `x + INTERVAL n unit`: a date function as an operator with an interval.
pub(crate) fn interval_arithmetic(g: &mut Generator<'_>, id: NodeId, op: &str) {
    let unit = g.unit_to_word(id, "DAY");
    let amount = g.tree.get(id, Arg::Expression);
    let interval = match amount.node() {
        Some(node) if g.tree.kind(node) == Kind::Interval => node,
        _ => g.make(Kind::Interval, &[(Arg::This, amount), (Arg::Unit, unit)]),
    };
    g.arg(id, Arg::This);
    g.write(&format!(" {op} "));
    g.node(interval);
}

/// `GROUP_CONCAT(x ORDER BY y, separator)` -> `LISTAGG(x, separator) WITHIN GROUP (ORDER BY y)`; the separator is a comma
/// if there is none.
pub(crate) fn listagg(g: &mut Generator<'_>, id: NodeId) {
    let separator = match g.tree.get(id, Arg::Separator) {
        Value::None => g.string_node(",").into(),
        separator => separator,
    };
    let order = g.tree.this(id).filter(|this| g.tree.kind(*this) == Kind::Order);
    let this = order.map_or(g.tree.get(id, Arg::This), |order| g.tree.get(order, Arg::This));
    let name = g.function_name("LISTAGG").into_owned();
    g.write(&name);
    g.write("(");
    g.arguments(&[this, separator]);
    g.arg_after(" ON OVERFLOW ", id, Arg::OnOverflow);
    g.write(")");
    if let Some(order) = order {
        g.write(" WITHIN GROUP (");
        functions::window::flat_order(g, order);
        g.write(")");
    }
}

/// `TRIM(x, y)` -> `TRIM(y FROM x)`; without characters to take off it stays.
pub(crate) fn trim_from(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Expression) {
        return g.render_base(id);
    }
    let name = g.function_name("TRIM").into_owned();
    g.write(&name);
    g.write("(");
    if g.tree.has(id, Arg::Position) {
        g.arg(id, Arg::Position);
        g.write(" ");
    }
    g.arg(id, Arg::Expression);
    g.write(" FROM ");
    g.arg(id, Arg::This);
    g.arg_after(" COLLATE ", id, Arg::Collation);
    g.write(")");
}

/// `x'1F'` -> `FROM_HEX('1F')`, for dialects whose own hexadecimal literals are numbers.
pub(crate) fn hex_string(g: &mut Generator<'_>, id: NodeId, function: &str) {
    if g.tree.has(id, Arg::IsInteger) {
        return strings::hex_string(g, id);
    }
    let digits = g.tree.text_of(id, Arg::This).to_string();
    let digits = g.string_node(&digits);
    g.func(function, &[digits.into()]);
}

/// `NTH_VALUE(x, n) FROM LAST`.
pub(crate) fn nth_value_from(g: &mut Generator<'_>, id: NodeId) {
    let args = [Arg::This, Arg::Offset].map(|arg| g.tree.get(id, arg));
    g.func("NTH_VALUE", &args);
    match g.tree.get(id, Arg::FromFirst) {
        Value::None => {}
        Value::Bool(false) => g.write(" FROM LAST"),
        _ => g.write(" FROM FIRST"),
    }
}

/// `WITH RECURSIVE` where there is no recursion.
pub(crate) fn with_without_recursive(g: &mut Generator<'_>, id: NodeId) {
    if !g.tree.has(id, Arg::Recursive) {
        return g.render_base(id);
    }
    g.unsupported("Recursive CTEs are unsupported");
    let rest: Vec<(Arg, Value)> = g.tree.arguments(id).filter(|(arg, _)| *arg != Arg::Recursive).collect();
    let with = g.make(Kind::With, &rest);
    g.render_base(with);
}

/// A cast, unless the value is one to that type.
pub(crate) fn cast_unless_cast(g: &mut Generator<'_>, this: Value, to: &str) -> Value {
    match this.node() {
        Some(node) if sqlectic_syntax::generator::types::is_cast_to(g.tree, node, &[to]) => this,
        None => this,
        _ => cast(g, this, to).into(),
    }
}

/// strftime's format as a pattern of Java's, which Hive's are.
pub(crate) fn java_time_format(format: &str) -> String {
    crate::get("hive").map_or_else(|_| format.to_string(), |hive| hive.time.write.apply(format))
}

/// `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)` -> the approximate quantile of `x`.
pub(crate) fn percentile_or_within_group(g: &mut Generator<'_>, id: NodeId) {
    let percentile =
        g.tree.this(id).filter(|this| matches!(g.tree.kind(*this), Kind::PercentileCont | Kind::PercentileDisc));
    let order = g.tree.expression(id).and_then(|order| g.tree.expressions(order).first().copied());
    let (Some(percentile), Some(order)) = (percentile, order) else { return g.render_base(id) };
    let value = match g.tree.kind(order) {
        Kind::Ordered => g.tree.get(order, Arg::This),
        _ => order.into(),
    };
    let quantile = g.tree.get(percentile, Arg::This);
    let node = g.make(Kind::ApproxQuantile, &[(Arg::This, value), (Arg::Quantile, quantile)]);
    g.node(node);
}

/// `LATERAL VIEW EXPLODE(x) t AS c` -> `CROSS JOIN UNNEST(x) AS t(c)`; positions count from zero.
pub(crate) fn lateral_view_as_unnest(g: &mut Generator<'_>, id: NodeId) {
    let explode = g.tree.this(id).filter(|this| g.tree.is(*this, Kind::Explode) || g.tree.kind(*this) == Kind::Inline);
    let Some(explode) = explode.filter(|_| g.tree.has(id, Arg::View)) else { return g.render_base(id) };
    let alias = g.tree.node(id, Arg::Alias);
    let name = alias.map_or(Value::None, |alias| g.tree.get(alias, Arg::This));
    let mut columns = alias.map(|alias| g.tree.children(alias, Arg::Columns).to_vec()).unwrap_or_default();
    let with_position = g.tree.is(explode, Kind::Posexplode) && !columns.is_empty();
    let position = if with_position { Some(columns.remove(0)) } else { None };
    let array = g.tree.get(explode, Arg::This);
    let arrays = g.tree.list_of(&[array]);
    let inner = columns.iter().map(|column| Value::Node(*column)).collect::<Vec<_>>();
    let names = g.tree.list_of(&inner);
    let names = if columns.is_empty() { Value::None } else { names };
    let alias = alias.map(|_| g.make(Kind::TableAlias, &[(Arg::This, name), (Arg::Columns, names)]));
    let unnest = g.make(Kind::Unnest, &args![Expressions: arrays, Offset: position, Alias: alias]);
    let source = match position {
        Some(position) => positions_from_zero(g, unnest, position, &columns),
        None => unnest,
    };
    let cross = g.tree.text_value("CROSS");
    let join = g.make(Kind::Join, &[(Arg::This, source.into()), (Arg::Kind, cross)]);
    g.node(join);
}

/// `LATERAL (SELECT p - 1 AS p, a FROM UNNEST(x) WITH ORDINALITY AS t(a, p))`.
fn positions_from_zero(g: &mut Generator<'_>, unnest: NodeId, position: NodeId, columns: &[NodeId]) -> NodeId {
    let one = g.number_node(1);
    let less = g.make(Kind::Sub, &args![This: position, Expression: one]);
    let aliased = g.make(Kind::Alias, &args![This: less, Alias: position]);
    let projections: Vec<Value> = std::iter::once(aliased).chain(columns.iter().copied()).map(Value::Node).collect();
    let projections = g.tree.list_of(&projections);
    let from = g.make(Kind::From, &args![This: unnest]);
    let select = g.make(Kind::Select, &args![Expressions: projections, From: from]);
    let subquery = g.make(Kind::Subquery, &args![This: select]);
    g.make(Kind::Lateral, &args![This: subquery])
}

/// `GENERATE_SERIES(1, 3) AS t(x)` as a table -> `UNNEST(SEQUENCE(1, 3)) AS _u(t)`.
pub(crate) fn series_as_unnest(g: &mut Generator<'_>, id: NodeId) -> Option<NodeId> {
    let series = g.tree.this(id)?;
    if !matches!(g.tree.kind(series), Kind::GenerateSeries | Kind::ExplodingGenerateSeries) {
        return None;
    }
    let args: Vec<(Arg, Value)> = g.tree.arguments(series).collect();
    let series = g.make(Kind::GenerateSeries, &args);
    let arrays = g.tree.list_of(&[series.into()]);
    let column = g.tree.node(id, Arg::Alias).and_then(|alias| g.tree.this(alias));
    let alias = column.map(|column| {
        let columns = g.tree.list_of(&[column.into()]);
        let name = g.tree.text_value("_u");
        let name = g.make(Kind::Identifier, &[(Arg::This, name), (Arg::Quoted, Value::Bool(false))]);
        g.make(Kind::TableAlias, &args![This: name, Columns: columns])
    });
    Some(g.make(Kind::Unnest, &args![Expressions: arrays, Alias: alias]))
}

/// A name.
pub(crate) fn identifier(g: &mut Generator<'_>, name: &str, quoted: bool) -> NodeId {
    let name = g.tree.text_value(name);
    g.make(Kind::Identifier, &args![This: name, Quoted: quoted])
}

/// `SUM(x) FILTER(WHERE c)` -> `SUM(IF(c, x, NULL))`; rows are counted by their condition.
pub(crate) fn filter_as_if(g: &mut Generator<'_>, id: NodeId) {
    let condition = g.tree.expression(id).and_then(|filter| g.tree.this(filter));
    let (Some(call), Some(condition)) = (g.tree.this(id), condition) else { return };
    let copy = g.tree.copy(call);
    let target = match g.tree.kind(copy) {
        Kind::WithinGroup => g.tree.expression(copy).and_then(|order| g.tree.expressions(order).first().copied()),
        Kind::Anonymous => g.tree.expressions(copy).first().copied(),
        _ => g.tree.this(copy),
    };
    match (g.tree.kind(copy), target.map(|target| g.tree.kind(target))) {
        (Kind::Count, None | Some(Kind::Star)) => {
            let count = g.make(Kind::CountIf, &args![This: condition]);
            return g.node(count);
        }
        (Kind::CountIf, Some(_)) => {
            let both = g.make(Kind::And, &args![This: condition, Expression: target]);
            let count = g.make(Kind::CountIf, &args![This: both]);
            return g.node(count);
        }
        _ => {}
    }
    for value in filtered_values(g, target) {
        let condition = g.tree.copy(condition);
        let null = g.tree.make(Kind::Null, &[]);
        g.tree.wrap(value, |tree, value| tree.make(Kind::If, &args![This: condition, True: value, False: null]));
    }
    let node = match g.tree.kind(copy) {
        // Values that don't meet the condition are null now, and must not be in the array.
        Kind::ArrayAgg => g.make(Kind::IgnoreNulls, &args![This: copy]),
        _ => copy,
    };
    g.tree.set_parent_of_new(node, id);
    g.node(node);
}

/// The values below an order, limit or `DISTINCT`.
fn filtered_values(g: &Generator<'_>, target: Option<NodeId>) -> Vec<NodeId> {
    let Some(mut target) = target else { return Vec::new() };
    while matches!(g.tree.kind(target), Kind::Order | Kind::Ordered | Kind::Limit | Kind::HavingMax) {
        let Some(this) = g.tree.this(target) else { break };
        target = this;
    }
    match g.tree.kind(target) {
        Kind::Distinct => g.tree.expressions(target).to_vec(),
        _ => vec![target],
    }
}

/// An edit distance, where costs and a limit are not known.
pub(crate) fn levenshtein(g: &mut Generator<'_>, id: NodeId, name: &str) {
    g.unsupported_args(id, &[Arg::InsCost, Arg::DelCost, Arg::SubCost, Arg::MaxDist]);
    g.function_named(id, name);
}

/// `ARRAY_INSERT(x, place, item)`, where the first place is `first`. Places from the end count the one behind the last.
pub(crate) fn array_insert(g: &mut Generator<'_>, id: NodeId, first: i64) {
    let (this, mut position) = (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Position));
    let own = match g.tree.get(id, Arg::Offset) {
        Value::Int(offset) => offset,
        _ => 0,
    };
    let place = position.node().and_then(|place| sqlectic_syntax::parser::column::integer_constant(g.tree, place));
    match (first - own, place) {
        (0, _) => {}
        (_, None) => g.unsupported("ARRAY_INSERT position can only be converted if it's a literal"),
        (shift, Some(-1)) if shift < 0 => position = g.make(Kind::ArraySize, &args![This: this]).into(),
        (shift, Some(place)) if place < 0 => position = g.number_node(place.saturating_sub(shift)).into(),
        (shift, Some(place)) => position = g.number_node(place.saturating_add(shift)).into(),
    }
    let item = g.tree.get(id, Arg::Expression);
    g.func("ARRAY_INSERT", &[this, position, item]);
}

/// Characters by their numbers are written as they are.
pub(crate) fn unicode_as_string(g: &mut Generator<'_>, id: NodeId) {
    let escape = g.tree.node(id, Arg::Escape).map_or("\\", |escape| g.tree.name(escape));
    let text = unescaped(g.tree.text_of(id, Arg::This), escape);
    sqlectic_syntax::generator::strings::write_string(g, &text);
}

/// `d\0061ta`, `d\+000061ta` -> `data`; a doubled escape stands for itself.
fn unescaped(text: &str, escape: &str) -> String {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut buffer = [0; 2];
    while let Some(c) = rest.chars().next() {
        let after = rest.strip_prefix(escape).filter(|_| !escape.is_empty());
        if let Some(doubled) = after.and_then(|after| after.strip_prefix(escape)) {
            units.extend(escape.encode_utf16());
            rest = doubled;
            continue;
        }
        let (digits, skip) = match after {
            Some(after) if after.starts_with('+') => (after.get(1..7), 7),
            Some(after) => (after.get(..4), 4),
            None => (None, 0),
        };
        let coded = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match (after, coded) {
            (Some(after), Some(number)) => {
                match (u16::try_from(number), char::from_u32(number)) {
                    (Ok(unit), _) => units.push(unit),
                    (Err(_), Some(c)) => units.extend(c.encode_utf16(&mut buffer).iter()),
                    (Err(_), None) => {}
                }
                rest = &after[skip..];
            }
            _ => {
                units.extend(c.encode_utf16(&mut buffer).iter());
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    String::from_utf16_lossy(&units)
}

/// A position that is searched for from another one on: in the rest of the text, counted from its start; 0 if there is none.
pub(crate) fn str_position_in_rest(g: &mut Generator<'_>, id: NodeId) {
    let (this, part, occurrence) =
        (g.tree.get(id, Arg::This), g.tree.get(id, Arg::Substr), g.tree.get(id, Arg::Occurrence));
    let from = g.tree.get(id, Arg::Position);
    let rest = g.make(Kind::Substring, &args![This: this, Start: from]);
    let found = g.make(Kind::StrPosition, &args![This: rest, Substr: part, Occurrence: occurrence]);
    let zero = g.number_node(0);
    let none = g.make(Kind::EQ, &args![This: found, Expression: zero]);
    let sum = g.make(Kind::Add, &args![This: found, Expression: from]);
    let one = g.number_node(1);
    let moved = g.make(Kind::Sub, &args![This: sum, Expression: one]);
    let choice = g.make(Kind::If, &args![This: none, True: zero, False: moved]);
    g.node(choice);
}
